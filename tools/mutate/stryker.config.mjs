// What StrykerJS changes and what it runs; see scripts/mutate.js.
import { join } from 'node:path';

const TOOLS = import.meta.dirname;

export default {
	plugins: [join(TOOLS, 'runner.mjs'), join(TOOLS, 'texts.mjs')],
	testRunner: 'test-files',
	ignorers: ['texts'],
	coverageAnalysis: 'perTest',
	concurrency: 2,
	// Loading the same files again and again takes memory.
	maxTestRunnerReuse: 120,
	timeoutMS: 10_000,
	timeoutFactor: 3,
	dryRunTimeoutMinutes: 20,
	incremental: true,
	tempDirName: '.cache/mutate/sandbox',
	reporters: ['clear-text', 'progress-append-only'],
	clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true },
	ignorePatterns: ['.cache', 'dist', 'coverage', 'docs', 'test/n8n/upgrade'],
	allowConsoleColors: false,
	checkers: [],
	warnings: { slow: false },
};
