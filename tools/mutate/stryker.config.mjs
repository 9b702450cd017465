// What StrykerJS changes and what it runs; see scripts/mutate.js.
import { join } from 'node:path';

const TOOLS = import.meta.dirname;

export default {
	plugins: [join(TOOLS, 'runner.mjs')],
	testRunner: 'jest-by-file',
	jest: { projectType: 'custom', configFile: 'tools/mutate/jest.config.js' },
	coverageAnalysis: 'perTest',
	concurrency: 2,
	timeoutMS: 15_000,
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
