// @ts-check
// `npm run mutate -- [ROOM…]`: StrykerJS changes the code of each room, one place at a time, and runs the tests that cover it. What no
// test notices is listed, and counted in the last line. What was tried before with the same code and tests is not tried again.
const { spawn } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { contentHash } = require('./support/contentHash');
const { CACHE, ROOT } = require('./support/paths');
const { ensureFolder } = require('./support/privateFolder');
const { UserError, createProgress, printError } = require('./support/progress');

const TOOLS = join(ROOT, 'tools', 'mutate');
const REPORTS = join(CACHE, 'mutate');

/** Unit tests that read the repository or try commands, not the node. */
const OTHER_UNITS = ['chaos', 'mutate', 'owner', 'rooms', 'savedParameters'].map(
	(name) => `${name}.test.ts`,
);

/**
 * Where the code of a room is, and the tests of the engine that are run for it beside all unit tests: those that take
 * seconds. A room with few of them has them because its unit tests say it all.
 *
 * @type {Record<string, { code: string, engine: string[] }>}
 */
const ROOMS = {
	http: {
		code: 'nodes/Elemente/http',
		engine: [
			...['rows/retries', 'resources/listSearch', 'createCalls/response'],
			...['createCalls/oddAnswers', 'conformance/requests'],
		],
	},
	errors: {
		code: 'nodes/Elemente/errors',
		engine: ['createCalls/response', 'resources/callGetMany'],
	},
	rows: {
		code: 'nodes/Elemente/rows',
		engine: [
			...['rows/agentTool', 'rows/retries', 'rows/manyRows', 'rows/routedRuns'],
			...['resources/agentCreate', 'resources/callUpdate', 'resources/callGet'],
			...['resources/recordingLimits', 'resources/recordingOptions'],
			'createCalls/badInput',
		],
	},
	fields: {
		code: 'nodes/Elemente/fields',
		engine: [
			...['badInput', 'brokenValues', 'checkedFirst', 'columns', 'ownColumns'].map(
				(name) => `createCalls/${name}`,
			),
			'createCalls/defaultCountry',
			...['resources/agentCreate', 'resources/callGetMany'],
		],
	},
	trigger: {
		code: 'nodes/Elemente/trigger',
		engine: ['bounds', 'callEnded', 'catchingUp', 'filters', 'statusChanged', 'stuck'].map(
			(name) => `trigger/${name}`,
		),
	},
	credentials: { code: 'credentials', engine: ['credential'] },
	createCalls: {
		code: 'nodes/Elemente/createCalls',
		engine: [
			...['again', 'doubtAgain', 'onlyOnce', 'neverTwice', 'ids', 'stopped', 'lines', 'oddAnswers'],
			...['allProblems', 'badInput', 'checkedFirst', 'checkOnly', 'columns', 'contactRules'],
			...['placeholderHints', 'response'],
		]
			.map((name) => `createCalls/${name}`)
			.concat('rows/agentTool'),
	},
};

/** @typedef {{ killed: number, survived: number }} Count */

/** @param {string} room @returns {string[]} its test files, from the root */
function testsOf(room) {
	const units = readdirSync(join(ROOT, 'test', 'unit'))
		.filter((name) => name.endsWith('.test.ts') && !OTHER_UNITS.includes(name))
		.map((name) => `test/unit/${name}`);
	return [...units, ...ROOMS[room].engine.map((name) => `test/engine/${name}.test.ts`)];
}

/** @param {string} room @returns {string[]} what is named above and is not there (any more) */
function missingIn(room) {
	return [ROOMS[room].code, ...testsOf(room)].filter((path) => !existsSync(join(ROOT, path)));
}

/** @returns {string} changes with the code, the tests and what they stand on */
function versionOfAll() {
	const folders = ['nodes', 'credentials', 'sandbox', 'test/unit', 'test/engine', 'test/support'];
	return contentHash(ROOT, folders, (path) => /\.(ts|js|json|yaml)$/.test(path));
}

/**
 * @param {string} room
 * @returns {Promise<number>} the exit code of StrykerJS, whose words are shown as it says them
 */
async function mutate(room) {
	if (existsSync(reportOf(room))) {
		const results = JSON.parse(readFileSync(reportOf(room), 'utf8'));
		writeFileSync(reportOf(room), JSON.stringify(withoutUnsure(results)));
	}
	const args = [
		join(TOOLS, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
		'run',
		join(TOOLS, 'stryker.config.mjs'),
		...['--mutate', `${ROOMS[room].code}/**/*.ts`],
		...['--incrementalFile', reportOf(room)],
	];
	const results = join(REPORTS, `${room}-${versionOfAll()}.jsonl`);
	const env = {
		...process.env,
		FC_SEED: process.env.FC_SEED ?? '1',
		ELEMENTE_MUTATE_CODE: `${ROOMS[room].code}/`,
		ELEMENTE_MUTATE_TESTS: JSON.stringify(testsOf(room)),
		ELEMENTE_MUTATE_RESULTS: results,
	};
	const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
	/** @type {number} */
	const code = await new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', (exitCode) => done(exitCode ?? 1));
	});
	if (code === 0) rmSync(results, { force: true });
	return code;
}

/** @param {string} room @returns {string} the file with StrykerJS's results (its mutation-testing-report-schema) */
function reportOf(room) {
	return join(REPORTS, `${room}.json`);
}

/** @typedef {{ status: string, static?: boolean }} Tried a change, as StrykerJS's results have it */

/**
 * What acts while a file is loaded is reached by no test that StrykerJS knows of: it would say for ever that such a change
 * survives, whatever tests there are by now. So it is tried anew.
 *
 * @template {{ files: Record<string, { mutants: Tried[] }> }} Results
 * @param {Results} results what StrykerJS goes on from (its mutation-testing-report-schema)
 * @returns {Results}
 */
function withoutUnsure(results) {
	const files = Object.entries(results.files).map(([name, file]) => {
		const isUnsure = (/** @type {Tried} */ each) => each.static && each.status === 'Survived';
		return [name, { ...file, mutants: file.mutants.filter((each) => !isUnsure(each)) }];
	});
	return { ...results, files: Object.fromEntries(files) };
}

/**
 * @param {string} report a file with StrykerJS's results (its mutation-testing-report-schema)
 * @returns {Count} a mutant that no test reaches has survived; one that does not compile or was left out counts for neither
 */
function countIn(report) {
	/** @type {{ files: Record<string, { mutants: Array<{ status: string }> }> }} */
	const { files } = JSON.parse(readFileSync(report, 'utf8'));
	const statuses = Object.values(files).flatMap(({ mutants }) =>
		mutants.map(({ status }) => status),
	);
	const count = (/** @type {string[]} */ ...wanted) =>
		statuses.filter((status) => wanted.includes(status)).length;
	return { killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
}

/** @param {Count} count @returns {string} such as `score=91.2 killed=310 survived=30` */
function inWords({ killed, survived }) {
	const score = killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
	return `score=${score.toFixed(1)} killed=${killed} survived=${survived}`;
}

/** @param {string[]} rooms @returns {string[]} a line for each room, and the last one for all */
function summary(rooms) {
	const counts = rooms.map((room) => countIn(reportOf(room)));
	const sum = (/** @type {keyof Count} */ name) =>
		counts.reduce((total, count) => total + count[name], 0);
	return [
		...rooms.map((room, at) => `${ROOMS[room].code}: ${inWords(counts[at])}`),
		`mutation: ${inWords({ killed: sum('killed'), survived: sum('survived') })}`,
	];
}

/** @param {string[]} given */
async function main(given) {
	const unknown = given.find((room) => !Object.hasOwn(ROOMS, room));
	if (unknown !== undefined) {
		throw new UserError(
			`There is no room ${unknown}. There are: ${Object.keys(ROOMS).join(', ')}.`,
		);
	}
	const rooms = given.length > 0 ? given : Object.keys(ROOMS);
	const missing = rooms.flatMap(missingIn);
	if (missing.length > 0) {
		throw new UserError(`scripts/mutate.js names what is not there: ${missing.join(', ')}.`);
	}
	mkdirSync(REPORTS, { recursive: true });
	await ensureFolder({ folder: TOOLS, title: 'StrykerJS', space: 2e8 }, createProgress());
	for (const room of rooms) {
		console.log(`\n${ROOMS[room].code}`);
		if ((await mutate(room)) !== 0) {
			throw new UserError(
				`StrykerJS could not finish ${ROOMS[room].code}: see above. Run it again to go on.`,
			);
		}
	}
	console.log(`\n${summary(rooms).join('\n')}`);
}

if (require.main === module) {
	main(process.argv.slice(2)).catch((error) => {
		printError(error);
		process.exitCode = 1;
	});
}

module.exports = { ROOMS, inWords, missingIn, withoutUnsure };
