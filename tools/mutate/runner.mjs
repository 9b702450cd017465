// StrykerJS's runner for Jest, told which files to run for a mutant: by itself it loads every test file that imports the
// changed file, and skips the tests in it one by one. With n8n's engine to load, that is seconds for each file.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import {
	declareFactoryPlugin,
	PluginKind,
	commonTokens,
	tokens,
} from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus } from '@stryker-mutator/api/test-runner';
import {
	strykerPlugins as jestPlugins,
	strykerValidationSchema,
} from '@stryker-mutator/jest-runner';

export { strykerValidationSchema };

/** Written by the dry run in Stryker's copy of the repository, read by all processes: which file each test is in. */
const MAP = 'mutate-tests.json';

/** The fast ones, which see a change first. */
const UNIT = join('test', 'unit') + sep;

/** @param {Array<{ id: string, fileName: string, timeSpentMs: number }>} tests @returns files by test, and milliseconds by file */
function mapOf(tests) {
	const files = {};
	const time = {};
	for (const { id, fileName, timeSpentMs } of tests) {
		const file = relative(process.cwd(), fileName);
		(files[id] ??= []).includes(file) || files[id].push(file);
		time[file] = (time[file] ?? 0) + timeSpentMs;
	}
	return { files, time };
}

/**
 * @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options
 * @returns {string[][]} the unit tests together, as the fastest, then each file of the engine's tests by itself
 */
function groupsFor({ testFilter, sandboxFileName }) {
	const { files, time } = JSON.parse(readFileSync(MAP, 'utf8'));
	// What happens while a file is loaded belongs to no test: its unit tests and the engine's of its room see it.
	const room = join('test', 'engine', basename(dirname(sandboxFileName))) + sep;
	const covering = testFilter
		? [...new Set(testFilter.flatMap((id) => files[id] ?? []))]
		: Object.keys(time).filter((file) => file.startsWith(UNIT) || file.startsWith(room));
	const units = covering.filter((file) => file.startsWith(UNIT));
	const others = covering
		.filter((file) => !file.startsWith(UNIT))
		.sort((a, b) => time[a] - time[b]);
	return [...(units.length > 0 ? [units] : []), ...others.map((file) => [file])];
}

byFile.inject = tokens(commonTokens.injector);
function byFile(injector) {
	const runner = jestPlugins[0].factory(injector);
	const adapter = runner.jestTestAdapter;
	const run = adapter.run.bind(adapter);
	let chosen = {};
	adapter.run = async (settings) => await run({ ...settings, ...chosen });

	const dryRun = runner.dryRun.bind(runner);
	runner.dryRun = async (options) => {
		const result = await dryRun(options);
		if (result.status === DryRunStatus.Complete) {
			writeFileSync(MAP, JSON.stringify(mapOf(result.tests)));
		}
		return result;
	};

	const mutantRun = runner.mutantRun.bind(runner);
	// Jest ends the process when it is told to stop at the first failure, so one group of files is run after the other.
	runner.mutantRun = async (options) => {
		let result;
		for (const testFiles of groupsFor(options)) {
			chosen = { testFiles };
			result = await mutantRun(options).finally(() => (chosen = {}));
			if (result.status !== MutantRunStatus.Survived) break;
		}
		return result;
	};
	return runner;
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'jest-by-file', byFile)];
