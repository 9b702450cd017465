// @ts-check
// n8n in queue mode on this machine: one main process that takes work in, workers that do it, Redis between them.
const { randomBytes } = require('node:crypto');
const { setTimeout: wait } = require('node:timers/promises');
const { spawnN8n, startN8n } = require('../n8n/process');
const { UserError } = require('../support/progress');

/** How long a worker may take to be ready, in milliseconds. */
const START_LIMIT = 120_000;
const PAUSE = 200;

/** @typedef {{ log: () => string, stop: () => Promise<void> }} Worker */
/** @typedef {{ main: import('../n8n/process').Server, workers: Worker[], stop: () => Promise<void> }} Cluster */

/**
 * @param {import('../n8n/process').Place} place
 * @param {number} concurrency how many executions it does at a time
 * @returns {Promise<Worker>}
 */
async function startWorker(place, concurrency) {
	const { child, ended, stop } = await spawnN8n(['worker', `--concurrency=${concurrency}`], place);
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
	return { log: () => log, stop };
}

/**
 * @param {{ userFolder: string, redisPort: number, workers: number, concurrency: number }} options concurrency: executions that a
 *   worker does at a time
 * @returns {Promise<Cluster>}
 */
async function startCluster({ userFolder, redisPort, workers, concurrency }) {
	const place = {
		userFolder,
		env: {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			// All of them read the same credentials.
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_LOG_LEVEL: 'info',
		},
	};
	/** @type {Array<{ stop: () => Promise<void> }>} */
	const started = [];
	const stop = async () => {
		// The workers first: the main process then sees them leave in order.
		for (const process of [...started].reverse()) await process.stop();
	};
	try {
		// The main process comes first: it brings the database up to date.
		const main = await startN8n(place);
		started.push(main);
		const ready = [];
		for (let number = 1; number <= workers; number++) {
			const worker = await startWorker(place, concurrency);
			started.push(worker);
			ready.push(worker);
		}
		return { main, workers: ready, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** @param {Worker} worker @returns {number} the executions it has begun */
function executionsOf(worker) {
	return (worker.log().match(/Worker started execution/g) ?? []).length;
}

module.exports = { startCluster, executionsOf };
