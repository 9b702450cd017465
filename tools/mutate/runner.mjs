// StrykerJS's test runner: all tests once, with what each of them reaches, and then for each change those that reach it, the
// fastest first, until one fails.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
	DryRunStatus,
	MutantRunStatus,
	TestStatus,
	determineHitLimitReached,
} from '@stryker-mutator/api/test-runner';

const { createTestFiles } = createRequire(import.meta.url)('./testFiles.cjs');

/** Written by the dry run in StrykerJS's copy of the repository, read by all processes: what each test takes, each file loads. */
const MAP = 'mutate-tests.json';

/** A test that takes longer (milliseconds) waits for something; what it shows is shown by faster ones. */
const SLOW = 2_500;

/** The same for a change that acts while a file is loaded: any test may notice it, so those of all files that load it are run. */
const SLOW_FOR_LOADED = 500;

/** What a test may take in any case, on a machine that others use as well: milliseconds. */
const PATIENCE = 5_000;

/** n8n gives a regular expression a tenth of a second of the clock, which a busy machine does not always have. */
const TOO_SLOW = 'Regular expression execution timed out';

/** The folder that is changed, from the root. */
const CODE = process.env.ELEMENTE_MUTATE_CODE;

/** Results so far, a line for each change: StrykerJS itself keeps them at the end only. */
const RESULTS = process.env.ELEMENTE_MUTATE_RESULTS;

const UNIT = join('test', 'unit') + sep;

/** @typedef {{ tests: Record<string, { file: string, time: number }>, loads: Record<string, string[]> }} TestMap */

class Runner {
	static inject = [];
	ns = (globalThis.__stryker__ ??= {});
	root = process.cwd();
	testFiles = createTestFiles(this.root);
	known = knownResults();

	capabilities() {
		return { reloadEnvironment: true };
	}

	/** All tests, with what each reaches. @returns {Promise<import('@stryker-mutator/api/test-runner').DryRunResult>} */
	async dryRun() {
		this.ns.mutantCoverage = { static: {}, perTest: {} };
		/** @type {TestMap} */
		const map = { tests: {}, loads: {} };
		const tests = [];
		for (const file of JSON.parse(process.env.ELEMENTE_MUTATE_TESTS)) {
			const ran = await this.runPatiently(file, {
				untilFailure: false,
				onTest: (id) => (this.ns.currentTestId = id),
				onLoaded: () => {
					map.loads[file] = this.testFiles.loaded();
					return map.loads[file].some((name) => name.startsWith(CODE));
				},
			});
			const version = versionOf(file);
			for (const { failure, ...test } of ran) {
				// What fails without a change says nothing about one.
				if (failure) {
					process.stderr.write(`Left out, as it fails unchanged: ${test.id}\n${failure}\n`);
					continue;
				}
				map.tests[test.id] = { file, time: test.timeSpentMs };
				tests.push({
					...test,
					// A test that has changed is another one.
					name: `${test.name} (${version})`,
					status: TestStatus.Success,
				});
			}
		}
		writeFileSync(MAP, JSON.stringify(map));
		return { status: DryRunStatus.Complete, tests, mutantCoverage: this.ns.mutantCoverage };
	}

	/** Runs a file of tests, again where it was the machine that a test failed for. */
	async runPatiently(file, { onLoad, ...options }) {
		for (let runs = 1; ; runs++) {
			onLoad?.();
			this.testFiles.forget();
			const ran = await this.testFiles.run(file, options);
			if (runs === 4 || !ran.some(({ failure }) => failure?.includes(TOO_SLOW))) return ran;
		}
	}

	/** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
	async mutantRun(options) {
		const key = keyOf(options.activeMutant);
		const known = this.known.get(key);
		if (known) return known;
		watch(key);
		const result = await this.judge(options);
		watch(undefined);
		const { fileName, location, replacement } = options.activeMutant;
		// The place is for whoever reads along.
		const place = { fileName: relative(this.root, fileName), location, replacement };
		appendFileSync(RESULTS, `${JSON.stringify([key, result, place])}\n`);
		return result;
	}

	/** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
	async judge({ activeMutant, mutantActivation, sandboxFileName, testFilter, hitLimit }) {
		const { ns } = this;
		const isLoaded = mutantActivation === 'static';
		let nrOfTests = 0;
		ns.hitCount = hitLimit === undefined ? undefined : 0;
		ns.hitLimit = hitLimit;
		for (const [file, wanted] of testsFor(relative(this.root, sandboxFileName), testFilter)) {
			const ran = await this.runPatiently(file, {
				wanted,
				untilFailure: true,
				onLoad: () => (ns.activeMutant = isLoaded ? activeMutant.id : undefined),
				onLoaded: () => {
					ns.activeMutant = activeMutant.id;
					return true;
				},
			});
			ns.activeMutant = undefined;
			nrOfTests += ran.length;
			const endless = determineHitLimitReached(ns.hitCount, ns.hitLimit);
			if (endless) return { status: MutantRunStatus.Timeout, reason: endless.reason };
			const failed = ran.find(({ failure }) => failure);
			if (failed) {
				// A file that does not even load is no test of its own to StrykerJS.
				const killedBy = [wanted.has(failed.id) ? failed.id : [...wanted.keys()][0]];
				const failureMessage = failed.failure;
				return { status: MutantRunStatus.Killed, killedBy, failureMessage, nrOfTests };
			}
		}
		return { status: MutantRunStatus.Survived, nrOfTests };
	}
}

/**
 * @param {string} changed the file with the change
 * @param {string[] | undefined} reaching ids of the tests that reach it; undefined where it acts while the file is loaded
 * @returns {Array<[file: string, tests: Map<string, number>]>} unit tests first, then those of the engine; the fast files
 *   first, and of those that load a file, the ones that load least beside it: they are about it
 */
function testsFor(changed, reaching) {
	/** @type {TestMap} */
	const { tests, loads } = JSON.parse(readFileSync(MAP, 'utf8'));
	const candidates = reaching
		? reaching.filter((id) => tests[id]?.time <= SLOW)
		: Object.keys(tests).filter(
				(id) => loads[tests[id].file].includes(changed) && tests[id].time <= SLOW_FOR_LOADED,
			);
	/** @type {Map<string, Map<string, number>>} */
	const byFile = new Map();
	/** @type {Map<string, number>} */
	const time = new Map();
	for (const id of candidates) {
		const { file, time: taken } = tests[id];
		if (!byFile.has(file)) byFile.set(file, new Map());
		byFile.get(file).set(id, PATIENCE + 8 * taken);
		time.set(file, (time.get(file) ?? 0) + taken);
	}
	const weight = (file) => (reaching ? time.get(file) : loads[file].length);
	const rank = (file) => (file.startsWith(UNIT) ? 0 : 1e9) + weight(file);
	return [...byFile].sort(([a], [b]) => rank(a) - rank(b));
}

/** @param {string} file @returns {string} changes with it, and with what tests stand on */
function versionOf(file) {
	const hash = createHash('sha256').update(readFileSync(file));
	for (const other of [...filesIn('test/support'), ...filesIn('sandbox')]) {
		hash.update(readFileSync(other));
	}
	return hash.digest('hex').slice(0, 8);
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

/** @param {import('@stryker-mutator/api/core').Mutant} mutant @returns {string} */
function keyOf({ id, fileName, location, replacement }) {
	return createHash('sha256')
		.update(JSON.stringify([id, fileName, location, replacement]))
		.digest('hex');
}

/**
 * A change can make a loop endless. The watch counts the processor's time, for which it does not matter how busy the machine
 * is, notes that the change was noticed, and ends the process; StrykerJS starts another, which reads the note.
 */
const beat = new BigInt64Array(new SharedArrayBuffer(8));
const watchdog = new Worker(new URL('./watchdog.mjs', import.meta.url), {
	workerData: { beat, results: RESULTS },
});
watchdog.unref();
setInterval(() => Atomics.add(beat, 0, 1n), 200).unref();

/** @param {string | undefined} key the change that is tried now */
function watch(key) {
	watchdog.postMessage(key);
}

/** @returns {Map<string, object>} what a run with the same code and tests found before it was cut off */
function knownResults() {
	const lines = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').split('\n') : [];
	return new Map(lines.filter((line) => line.endsWith('}]')).map((line) => JSON.parse(line)));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'test-files', Runner)];
