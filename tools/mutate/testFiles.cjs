// @ts-check
// Runs test files in this process, some tests of them if need be, and in milliseconds: Jest gives each file a world of its own,
// and n8n's packages then load anew for each. Here they load once. Loaded anew is what a change can have left a mark in: the
// node and the tests. Everything a test says to Jest (describe, expect, fake timers) is answered by Jest's own parts.
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, relative, sep } = require('node:path');

/** @typedef {{ id: string, name: string, fileName: string, timeSpentMs: number, failure?: string }} TestRun */

/** Of the repository, beside its packages: what no change is made in, and takes time to load. */
const KEPT = ['node_modules', 'sandbox', 'scripts'].map((folder) => folder + sep);

const COMPILED = join(__dirname, '..', '..', '.cache', 'mutate', 'compiled');

/** Of what a test generates. */
const MOST_INPUTS = 100;

/** @param {string} root the repository, or StrykerJS's copy of it */
function createTestFiles(root) {
	const requireHere = Module.createRequire(join(root, 'package.json'));
	const circus = requireHere('jest-circus');
	const { ModuleMocker } = requireHere('jest-mock');
	const { ModernFakeTimers } = requireHere('@jest/fake-timers');
	const mocker = new ModuleMocker(globalThis);
	const timers = new ModernFakeTimers({
		config: { rootDir: root, fakeTimers: {} },
		global: globalThis,
	});
	const { expect } = requireHere('expect');
	const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
	const jest = {
		...Object.fromEntries(
			[
				...['useFakeTimers', 'useRealTimers', 'setSystemTime', 'getTimerCount'],
				'runOnlyPendingTimers',
			].map((name) => [name, timers[name].bind(timers)]),
		),
		advanceTimersByTime: timers.advanceTimersByTime.bind(timers),
		advanceTimersByTimeAsync: timers.advanceTimersByTimeAsync.bind(timers),
		spyOn: mocker.spyOn.bind(mocker),
		restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
	};
	const globals = {
		...{ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, jest },
	};

	const given = {
		'@jest/globals': globals,
		'fast-check': withFewInputs(requireHere('fast-check')),
	};
	const load = Module['_load'];
	Module['_load'] = function (/** @type {string} */ request, ...rest) {
		return Object.hasOwn(given, request) ? given[request] : load.call(this, request, ...rest);
	};
	/** @type {Map<string, string>} */
	const compiled = new Map();
	const { '.json': json, '.node': native } = Module['_extensions'];
	for (const later of ['.json', '.node']) delete Module['_extensions'][later];
	Module['_extensions']['.ts'] = (module, file) => {
		if (!compiled.has(file)) compiled.set(file, compile(requireHere, file));
		module['_compile'](compiled.get(file), file);
	};
	// Elemente.node is Elemente.node.ts, not the .json beside it: Node tries them in this order.
	Object.assign(Module['_extensions'], { '.json': json, '.node': native });
	requireHere('./test/support/environment.js');

	/** @param {string} file */
	const isKept = (file) =>
		!file.startsWith(root + sep) || KEPT.some((folder) => file.startsWith(join(root, folder)));

	return {
		/** What the next file loads of the node and of the tests, it loads anew. */
		forget() {
			for (const file of Object.keys(require.cache)) {
				if (!isKept(file)) delete require.cache[file];
			}
		},

		/** @returns {string[]} what is loaded of the node's code, from the root */
		loaded: () =>
			Object.keys(require.cache)
				.filter((file) => !isKept(file))
				.map((file) => relative(root, file)),

		/**
		 * @param {string} file from the root
		 * @param {object} options
		 * @param {Map<string, number>} [options.wanted] ids of tests, with the milliseconds they may take; all if absent
		 * @param {boolean} options.untilFailure skips the rest after a test that fails
		 * @param {(id: string | undefined) => void} [options.onTest] told the test that begins, and undefined when it has ended
		 * @param {() => boolean} [options.onLoaded] whether to run them, now that the file is loaded
		 * @returns {Promise<TestRun[]>} the tests that ran
		 */
		async run(file, { wanted, untilFailure, onTest, onLoaded }) {
			circus.resetState();
			/** @type {TestRun[]} */
			const ran = [];
			const state = circus.getState();
			Object.assign(state, { testTimeout: wanted ? 20_000 : 120_000, parentProcess: process });
			let isOver = false;
			const idOf = (/** @type {any} */ test) => `${file} ${nameOf(test)}`;
			const handler = (/** @type {any} */ event) => {
				if (event.name === 'run_start') {
					for (const test of testsIn(state.rootDescribeBlock)) {
						if (!wanted) continue;
						const time = wanted.get(idOf(test));
						Object.assign(test, time === undefined ? { mode: 'skip' } : { timeout: time });
					}
				} else if (event.name === 'test_start') {
					if (isOver) event.test.mode = 'skip';
					onTest?.(idOf(event.test));
				} else if (event.name === 'test_done') {
					const { errors, duration } = event.test;
					onTest?.(undefined);
					isOver ||= untilFailure && errors.length > 0;
					ran.push({
						...{ id: idOf(event.test), name: nameOf(event.test), fileName: join(root, file) },
						timeSpentMs: duration ?? 0,
						...(errors.length > 0 ? { failure: inWords(errors[0]) } : {}),
					});
				}
			};
			circus.addEventHandler(handler);
			try {
				Module['_load'](join(root, file), undefined, false);
				if (onLoaded && !onLoaded()) return [];
				const { unhandledErrors } = await circus.run();
				if (unhandledErrors.length > 0) ran.push(asRun(root, file, unhandledErrors[0]));
			} catch (error) {
				ran.push(asRun(root, file, inWords(error)));
			} finally {
				timers.useRealTimers();
				mocker.restoreAllMocks();
				circus.removeEventHandler(handler);
			}
			return ran;
		},
	};
}

/**
 * Some tests generate thousands of inputs, to find what nobody has thought of. A change of one place shows in far fewer.
 *
 * @param {any} fastCheck
 */
function withFewInputs(fastCheck) {
	const assert = (/** @type {any} */ property, /** @type {any} */ parameters = {}) => {
		const numRuns = Math.min(parameters.numRuns ?? MOST_INPUTS, MOST_INPUTS);
		return fastCheck.assert(property, { ...parameters, numRuns });
	};
	return { ...fastCheck, assert, default: { ...fastCheck.default, assert }, __esModule: true };
}

/** @param {NodeJS.Require} requireHere @param {string} file @returns {string} kept on disk, for the next process */
function compile(requireHere, file) {
	const source = readFileSync(file, 'utf8');
	const name = createHash('sha256').update(file).update(source).digest('hex');
	const kept = join(COMPILED, `${name}.js`);
	if (existsSync(kept)) return readFileSync(kept, 'utf8');
	const typescript = requireHere('typescript');
	const { outputText } = typescript.transpileModule(source, {
		fileName: file,
		compilerOptions: {
			module: typescript.ModuleKind.CommonJS,
			target: typescript.ScriptTarget.ES2022,
			esModuleInterop: true,
		},
	});
	mkdirSync(dirname(kept), { recursive: true });
	const written = `${kept}.${process.pid}`;
	writeFileSync(written, outputText);
	renameSync(written, kept);
	return outputText;
}

/** @param {any} block a describe block of jest-circus @returns {any[]} its tests, in their order */
function testsIn(block) {
	return block.children.flatMap((/** @type {any} */ child) =>
		child.type === 'test' ? [child] : testsIn(child),
	);
}

/** @param {any} test of jest-circus @returns {string} with those of its describe blocks */
function nameOf(test) {
	return test.parent?.parent ? `${nameOf(test.parent)} ${test.name}` : test.name;
}

/** @param {string} root @param {string} file @param {string} failure @returns {TestRun} a file that failed outside its tests */
function asRun(root, file, failure) {
	return { id: file, name: file, fileName: join(root, file), timeSpentMs: 0, failure };
}

/** @param {unknown} error @returns {string} */
function inWords(error) {
	const [first] = Array.isArray(error) ? error : [error];
	// What an assertion of Node's own throws, Jest has made a plain object of.
	return first?.stack ?? first?.message ?? String(first);
}

module.exports = { createTestFiles };
