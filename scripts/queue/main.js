// @ts-check
// `npm run test:queue`: the fault soak in n8n's queue mode, as people run it: one main process, two workers, Redis and Postgres. Then
// the same reconciliation of what n8n says with what was really placed; the trigger, which must tell of each call once however many
// processes there are; a list whose worker dies; a list that two workers run at once,
// without and with a Data Table.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const { startSandbox } = require('../../sandbox/server');
const { FAULT_RATES, describe, reconcile } = require('../../sandbox/reconcile');
const { atExit } = require('../support/cleanup');
const { sandboxCredential } = require('../n8n/examples');
const { ensureN8n } = require('../n8n/install');
const { installPackage } = require('../n8n/package');
const { createProgress, printError } = require('../support/progress');
const { campaign } = require('./campaign');
const { executionsOf: workOf, startCluster } = require('./cluster');
const { ensurePostgres, startPostgres } = require('./postgres');
const { ensureRedis, startRedis } = require('./redis');
const { sameList } = require('./sameList');
const {
	activate,
	callingWorkflow,
	executionsOf,
	post: postRows,
	readRuns,
	triggerWorkflow,
	untilEnded,
} = require('./executions');

const WORKERS = 2;
/** Executions that run at the same time, spread over the workers; each has its own rows. */
const BATCHES = 8;
/** For all executions together, in milliseconds. */
const TIME_LIMIT = 240_000;
/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ALL_CALLS_ENDED = 600;
/** n8n polls once a minute; this is two polls, in milliseconds. */
const TWO_POLLS = 125_000;

/** @typedef {import('../../sandbox/server').Sandbox} Sandbox */
/** @typedef {import('./executions').Run} Run */
/** @typedef {Array<{ row: number, phone: string }>} Rows */

/**
 * @param {number} count
 * @param {number} first number of the first row
 * @returns {Rows[]} in as many parts as there are executions
 */
function batches(count, first) {
	const rows = Array.from({ length: count }, (_, index) => ({
		row: first + index,
		phone: `+1303${5_550_000 + first + index}`,
	}));
	const size = Math.ceil(count / BATCHES);
	return Array.from({ length: BATCHES }, (_, part) => rows.slice(part * size, (part + 1) * size));
}

/**
 * @param {string} url of a webhook
 * @param {Rows[]} parts one execution each
 */
async function post(url, parts) {
	await Promise.all(parts.map(async (rows) => await postRows(url, rows)));
}

/**
 * The items of several executions as those of one: executions end in any order, so the first row of each is looked up.
 *
 * @param {Run[]} runs
 * @returns {any[]}
 */
function itemsOf(runs) {
	return runs.flatMap(({ items, text }) => {
		const first = Math.min(...[...text.matchAll(/\+1303(\d{7})/g)].map(([, n]) => Number(n)));
		const offset = first - 5_550_000 - 1;
		return items.map((item) => ({
			...item,
			pairedItem: { item: offset + Number(item.pairedItem?.item) },
		}));
	});
}

/**
 * What a run that n8n stopped has to tell: the id of every call that was placed and answered.
 *
 * @param {Run[]} runs
 * @param {import('../../sandbox/types').PlacedCall[]} placed by these runs
 * @returns {number} calls that no run tells of
 */
function forgotten(runs, placed) {
	const text = runs.map((run) => run.text).join('\n');
	return placed.filter(({ id, answered }) => answered === 'ok' && !text.includes(id)).length;
}

/** @param {import('../../sandbox/types').PlacedCall} call @returns {number} */
function rowOf({ body }) {
	const fields = body.customerOverride?.customFields ?? [];
	return Number(fields.find(({ name }) => name === 'Row')?.value);
}

/**
 * @param {{ sandbox: Sandbox, cluster: import('./cluster').Cluster, rows: number, progress: import('../support/progress').Progress, meanwhile: () => Promise<void> }} options
 *   meanwhile: what is done with the same n8n while the trigger's polls are waited for
 * @returns {Promise<boolean>} whether all is well
 */
async function soakAndTrigger({ sandbox, cluster, rows, progress, meanwhile }) {
	const { api, url } = cluster.main;
	const { id } = await api('POST', '/rest/credentials', sandboxCredential(sandbox));
	/** @param {'continueRegularOutput' | 'stopWorkflow'} onError */
	const activateCalling = async (onError) =>
		await activate(api, callingWorkflow(sandbox, id, onError, onError));
	const going = await activateCalling('continueRegularOutput');
	const stopping = await activateCalling('stopWorkflow');
	const trigger = await activate(api, triggerWorkflow(id));
	// What the trigger is to tell of are the calls from here on; its first poll is when it is switched on.

	const runs = await progress.during(
		`Placing ${rows} calls in ${BATCHES} executions, and as many again where an error stops the workflow and n8n tries again`,
		async () => {
			await post(`${url}/webhook/continueRegularOutput`, batches(rows, 1));
			await post(`${url}/webhook/stopWorkflow`, batches(rows, rows + 1));
			return {
				going: await untilEnded(api, going, BATCHES, TIME_LIMIT),
				stopping: await untilEnded(api, stopping, BATCHES, TIME_LIMIT),
			};
		},
		() => `${sandbox.ledger.placed.length} calls placed`,
	);

	const { placed } = sandbox.ledger;
	const stopped = placed.filter((call) => rowOf(call) > rows);
	const duplicatedRows = sandbox.ledger.duplicates().map(({ placed: [call] }) => rowOf(call));
	const result = reconcile(rows, itemsOf(runs.going), {
		placed: placed.filter((call) => rowOf(call) <= rows),
		duplicates: () => duplicatedRows.filter((row) => row <= rows),
	});
	const again = {
		duplicates: duplicatedRows.filter((row) => row > rows).length,
		forgotten: forgotten(runs.stopping, stopped),
	};

	sandbox.advance(UNTIL_ALL_CALLS_ENDED);
	const told = await progress.during('Waiting for two polls of the trigger', async () => {
		await Promise.all([wait(TWO_POLLS), meanwhile()]);
		const polls = await readRuns(api, await executionsOf(api, trigger));
		return polls.flatMap(({ items }) => items.map(({ json }) => String(json.id)));
	});
	const distinct = new Set(told);
	const missed = placed.filter(({ id: call }) => !distinct.has(call)).length;

	const workers = cluster.workers.filter((worker) => workOf(worker) > 0).length;
	console.log(
		`retry on fail: executions=${BATCHES} placed=${stopped.length} duplicates=${again.duplicates} forgotten=${again.forgotten}`,
	);
	console.log(
		`trigger: ended=${placed.length} told=${told.length} repeated=${told.length - distinct.size} missed=${missed}`,
	);
	console.log(`${describe(result)} workers=${workers}`);
	const bad = [
		...[result.duplicates, result.lost, result.orphans, again.duplicates, again.forgotten],
		...[told.length - distinct.size, missed, WORKERS - workers],
	];
	return bad.every((count) => count === 0) && stopped.length > 0;
}

async function main() {
	const { values } = parseArgs({
		options: { rows: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' } },
	});
	const progress = createProgress();
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-queue-'));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	atExit(removeFolder);
	/** @type {Array<() => Promise<void>>} */
	const closing = [];
	try {
		await ensureN8n(progress);
		await ensureRedis(progress);
		await ensurePostgres(progress);
		await installPackage(progress, userFolder);
		const redis = await startRedis();
		closing.push(redis.stop);
		const postgres = await startPostgres();
		closing.push(postgres.stop);
		const sandbox = await startSandbox({ seed: Number(values.seed), faultRates: FAULT_RATES });
		closing.push(() => sandbox.close());
		const place = { userFolder, redisPort: redis.port, database: postgres.env };
		const cluster = await progress.during(`Starting n8n with ${WORKERS} workers`, () =>
			startCluster({ ...place, workers: WORKERS, concurrency: 5 }),
		);
		closing.push(() => progress.during('Stopping n8n', () => cluster.stop()));
		const areWell = [await sameList(cluster, progress)];
		const meanwhile = async () => {
			areWell.push(await campaign(cluster, progress));
		};
		const rows = Number(values.rows);
		areWell.push(await soakAndTrigger({ sandbox, cluster, rows, progress, meanwhile }));
		process.exitCode = areWell.every(Boolean) ? 0 : 1;
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		for (const close of closing.reverse()) await close();
		removeFolder();
	}
}

void main();
