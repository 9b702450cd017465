// @ts-check
// One list that is run more than once by several workers: after the death of one of them, and by two at the same time.
const { setTimeout: wait } = require('node:timers/promises');
const { startSandbox } = require('../../sandbox/server');
const { sandboxCredential } = require('../n8n/examples');
const { executionsOf, untilEnded } = require('../n8n/execution');
const { executionsOf: workOf } = require('./cluster');
const { activate, callingWorkflow, post: postRows } = require('./executions');

const ROWS = 300;
/** How long each answer takes at least, in milliseconds: a list lasts long enough for its worker to be killed. */
const LATENCY = 100;
/** Calls placed when the worker is killed. */
const PLACED_BY_THEN = 100;
/** Requests in flight at a time in the workflow: so many rows may be left in doubt by a worker that dies. */
const IN_FLIGHT = 20;
/** Rounds in which both workers had the list, and how often that is tried: Redis gives it to whom it wants. */
const ROUNDS = 3;
const MAX_ROUNDS = 12;
const PAUSE = 20;

/** @typedef {import('./cluster').Cluster} Cluster */
/** @typedef {import('../../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ cluster: Cluster, sandbox: Sandbox, workflowId: string, post: (first: number) => Promise<void> }} Stage post: the list whose first row has this number */

/**
 * Tells what came of both. Two workers at the same time are measured, not judged: n8n's store has no lock.
 *
 * @param {Cluster} cluster
 * @param {import('../support/progress').Progress} progress
 * @returns {Promise<boolean>} whether nobody was called twice, and nobody lost, after the death of a worker
 */
async function sameList(cluster, progress) {
	const sandbox = await startSandbox({ latencyMs: LATENCY });
	try {
		const { api, url } = cluster.main;
		const credential = { ...sandboxCredential(sandbox), name: 'Sandbox of the same list' };
		const { id } = await api('POST', '/rest/credentials', credential);
		// Continue: each row comes out, with its id or as one in doubt. An error has no room for 300 ids.
		const workflow = callingWorkflow(sandbox, id, 'sameList', 'continueRegularOutput');
		const workflowId = await activate(api, workflow);
		const post = async (/** @type {number} */ first) =>
			await postRows(`${url}/webhook/sameList`, listFrom(first));
		const stage = { cluster, sandbox, workflowId, post };
		const killed = await progress.during('Killing a worker in the middle of a list', () =>
			workerDies(stage),
		);
		console.log(`worker killed: rows=${ROWS} ${textOf(killed)}`);
		const both = await progress.during('Running a list in two workers at once', () =>
			twoAtOnce(stage),
		);
		console.log(
			`two workers at once: rows=${ROWS} calledTwice=${both.join(',') || 'not measured'}`,
		);
		return killed.duplicates + killed.lost === 0 && killed.unknown <= IN_FLIGHT;
	} finally {
		await sandbox.close();
	}
}

/** @param {Record<string, number>} counts */
function textOf(counts) {
	return Object.entries(counts)
		.map(([name, count]) => `${name}=${count}`)
		.join(' ');
}

/** @param {number} first @returns {Array<{ row: number, phone: string }>} */
function listFrom(first) {
	return Array.from({ length: ROWS }, (_, index) => ({
		row: first + index,
		phone: `+1303${5_550_000 + first + index}`,
	}));
}

/** @param {Stage} stage @returns {Promise<{ placed: number, duplicates: number, lost: number, unknown: number }>} after the list was run again */
async function workerDies(stage) {
	const { cluster, sandbox, post } = stage;
	const before = cluster.workers.map(workOf);
	await post(1);
	while (sandbox.ledger.placed.length < PLACED_BY_THEN) await wait(PAUSE);
	const its = cluster.workers.find((worker, index) => workOf(worker) > before[index]);
	if (!its) throw new Error('No worker says that it has begun the list');
	await cluster.replace(its);
	const { api } = cluster.main;
	const dead = await newerThan(0, 1, stage);
	await post(1);
	const [again] = await newerThan(dead[0], 1, stage);
	const { text } = await untilEnded(api, again);
	const { customData } = await api('GET', `/rest/executions/${again}`);
	const { placed } = sandbox.ledger;
	const told = placed.filter(({ id }) => text.includes(id)).length;
	const unknown = Number(customData?.elementeUnknown ?? 0);
	return {
		placed: placed.length,
		duplicates: sandbox.ledger.duplicates().length,
		// Neither with the id of a call nor in doubt.
		lost: ROWS - told - unknown,
		unknown,
	};
}

/**
 * @param {string | number} id
 * @param {number} count
 * @param {Stage} stage
 * @returns {Promise<string[]>} as soon as there are so many executions of the workflow that are newer
 */
async function newerThan(id, count, { cluster, workflowId }) {
	for (;;) {
		const ids = (await executionsOf(cluster.main.api, workflowId)).map((each) => each.id);
		const newer = ids.filter((each) => Number(each) > Number(id));
		if (newer.length >= count) return newer;
		await wait(PAUSE);
	}
}

/** @param {Stage} stage @returns {Promise<number[]>} people who were called twice, in each round in which both workers had the list */
async function twoAtOnce(stage) {
	const { cluster, sandbox, post } = stage;
	let last = Math.max(...(await newerThan(0, 1, stage)).map(Number));
	/** @type {number[]} */
	const rounds = [];
	for (let round = 1; round <= MAX_ROUNDS && rounds.length < ROUNDS; round++) {
		sandbox.reset();
		const before = cluster.workers.map(workOf);
		await Promise.all([post(1 + round * ROWS), post(1 + round * ROWS)]);
		const ids = await newerThan(last, 2, stage);
		for (const id of ids) await untilEnded(cluster.main.api, id);
		last = Math.max(...ids.map(Number));
		const both = cluster.workers.every((worker, index) => workOf(worker) > before[index]);
		if (both) rounds.push(sandbox.ledger.duplicates().length);
	}
	return rounds;
}

module.exports = { sameList };
