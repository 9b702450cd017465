// @ts-check
// n8n in queue mode on this machine: one main process that takes work in, workers that do it, Redis between them, and a database
// for all of them.
const { randomBytes } = require('node:crypto');
const { setTimeout: wait } = require('node:timers/promises');
const { spawnN8n, startN8n } = require('../n8n/process');
const { UserError } = require('../support/progress');

/** How long a worker may take to be ready, in milliseconds. */
const START_LIMIT = 120_000;
const PAUSE = 200;

/** @typedef {{ log: () => string, stop: () => Promise<void>, kill: () => Promise<void> }} Worker kill: as if the plug was pulled */
/**
 * @typedef {object} Cluster
 * @property {import('../n8n/process').Server} main
 * @property {Worker[]} workers those that are there
 * @property {(worker: Worker) => Promise<void>} replace kills a worker and starts another one
 * @property {() => Promise<void>} stop
 */

/**
 * @param {import('../n8n/process').Place} place
 * @param {number} concurrency how many executions it does at a time
 * @returns {Promise<Worker>}
 */
async function startWorker(place, concurrency) {
	const { child, ended, stop, kill } = await spawnN8n(
		['worker', `--concurrency=${concurrency}`],
		place,
	);
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk) => (log += chunk));
	}
	let hasEnded = false;
	void ended.then(() => (hasEnded = true));
	const deadline = Date.now() + START_LIMIT;
	while (!/n8n worker is now ready/i.test(log)) {
		if (hasEnded || Date.now() > deadline) {
			await stop();
			throw new UserError(`A worker did not start. It said:\n${log.slice(-3000)}`);
		}
		await wait(PAUSE);
	}
	return { log: () => log, stop, kill };
}

/**
 * @param {{ userFolder: string, redisPort: number, database: NodeJS.ProcessEnv, workers: number, concurrency: number }} options
 *   database: n8n's settings for it; concurrency: executions that a worker does at a time
 * @returns {Promise<Cluster>}
 */
async function startCluster({ userFolder, redisPort, database, workers: count, concurrency }) {
	const place = {
		userFolder,
		env: {
			...database,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			// All of them read the same credentials.
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_LOG_LEVEL: 'info',
		},
	};
	// The main process comes first: it brings the database up to date.
	const main = await startN8n(place);
	/** @type {Worker[]} */
	const workers = [];
	const stop = async () => {
		// The workers first: the main process then sees them leave in order.
		for (const process of [...workers].reverse()) await process.stop();
		await main.stop();
	};
	try {
		while (workers.length < count) workers.push(await startWorker(place, concurrency));
	} catch (error) {
		await stop();
		throw error;
	}
	const replace = async (/** @type {Worker} */ worker) => {
		await worker.kill();
		workers.splice(workers.indexOf(worker), 1);
		workers.push(await startWorker(place, concurrency));
	};
	return { main, workers, replace, stop };
}

/** @param {Worker} worker @returns {number} the executions it has begun */
function executionsOf(worker) {
	return (worker.log().match(/Worker started execution/g) ?? []).length;
}

module.exports = { startCluster, executionsOf };
