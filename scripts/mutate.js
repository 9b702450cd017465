// @ts-check
// `npm run mutate -- [ROOM…]`: StrykerJS changes the code of each room, one place at a time, and runs the tests that cover it. What no
// test notices is listed, and counted in the last line. What was tried before with the same code and tests is not tried again.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { CACHE, ROOT } = require('./support/paths');
const { ensureFolder } = require('./support/privateFolder');
const { UserError, createProgress, printError } = require('./support/progress');

const TOOLS = join(ROOT, 'tools', 'mutate');
const REPORTS = join(CACHE, 'mutate');

/**
 * Where the code of a room is, and the tests of the engine that are run for it beside all unit tests: those that take
 * seconds. A room with few of them has them because its unit tests say it all.
 *
 * @type {Record<string, { code: string, engine: string[] }>}
 */
const ROOMS = {
	http: { code: 'nodes/Elemente/http', engine: ['rows/retries'] },
	errors: { code: 'nodes/Elemente/errors', engine: [] },
	rows: {
		code: 'nodes/Elemente/rows',
		engine: [
			'rows/{agentTool,retries}',
			'resources/{agentCreate,callUpdate}',
			'createCalls/badInput',
		],
	},
	fields: {
		code: 'nodes/Elemente/fields',
		engine: [
			'createCalls/{badInput,brokenValues,checkedFirst,columns,ownColumns}',
			'resources/agentCreate',
		],
	},
	trigger: {
		code: 'nodes/Elemente/trigger',
		engine: ['trigger/{bounds,callEnded,catchingUp,filters,statusChanged}'],
	},
	createCalls: {
		code: 'nodes/Elemente/createCalls',
		engine: [
			'createCalls/{again,allProblems,badInput,checkedFirst,columns,contactRules,neverTwice,response,stopped}',
		],
	},
	credentials: { code: 'credentials', engine: ['credential'] },
};

/** @typedef {{ killed: number, survived: number }} Count */

/**
 * @param {string} room
 * @returns {Promise<number>} the exit code of StrykerJS, whose words are shown as it says them
 */
async function mutate(room) {
	const { code, engine } = ROOMS[room];
	const args = [
		join(TOOLS, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
		'run',
		join(TOOLS, 'stryker.config.mjs'),
		...['--mutate', `${code}/**/*.ts`],
		...['--incrementalFile', join(REPORTS, `${room}.json`)],
	];
	const env = { ...process.env, ELEMENTE_MUTATE_ENGINE: JSON.stringify(engine) };
	const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
	return await new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', (exitCode) => done(exitCode ?? 1));
	});
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
	const counts = rooms.map((room) => countIn(join(REPORTS, `${room}.json`)));
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
	mkdirSync(REPORTS, { recursive: true });
	await ensureFolder({ folder: TOOLS, title: 'StrykerJS', space: 2e8 }, createProgress());
	for (const room of rooms) {
		console.log(`\n${ROOMS[room].code}`);
		const code = await mutate(room);
		if (code !== 0 || !existsSync(join(REPORTS, `${room}.json`))) {
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

module.exports = { ROOMS, countIn, inWords };
