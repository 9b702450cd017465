// @ts-check
// One run of a benchmark: of a node in an n8n process of its own, or of fetch in this one.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { executeWorkflow, importWorkflow } = require('../scripts/n8n/process');
const { rowWorkflow, targetRun } = require('../scripts/n8n/rowWorkflow');
const { bodyOf, customers, whoCalls } = require('./customers');

/** @typedef {import('../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ msPerRow: number, stallMs: number, afterMs: number, memoryMb: number }} Figures afterMs: the longest stall after the node's end, when n8n saves the run */
/** @typedef {{ at: number, lateMs: number, rss: number }} Look */

/**
 * @param {string} userFolder
 * @param {Sandbox} sandbox
 * @param {object} node
 * @param {number} count rows
 * @returns {Promise<Figures>} of the time in which the node under test ran
 */
async function inN8n(userFolder, sandbox, node, count) {
	const probeFile = join(userFolder, 'probe.json');
	const env = {
		NODE_OPTIONS: `--require ${join(__dirname, 'probe.js')}`,
		BENCH_PROBE_FILE: probeFile,
		N8N_CUSTOM_EXTENSIONS: join(__dirname, 'extension'),
	};
	await importWorkflow(rowWorkflow('bench', customers(count), node), { userFolder });
	sandbox.reset();
	const { items, startTime, executionTime } = targetRun(
		await executeWorkflow('bench', { userFolder, env }),
	);
	if (items.length !== count) throw new Error(`${items.length} of ${count} rows came out`);
	const end = startTime + executionTime;
	/** @type {Look[]} */
	const looks = JSON.parse(readFileSync(probeFile, 'utf8'));
	const during = looks.filter(({ at }) => at >= startTime && at <= end);
	const before = looks.filter(({ at }) => at < startTime).at(-1)?.rss ?? during[0].rss;
	return {
		msPerRow: executionTime / count,
		stallMs: longestStall(looks, startTime, end),
		afterMs: longestStall(looks, end, Infinity),
		memoryMb: (during.reduce((most, { rss }) => Math.max(most, rss), before) - before) / 2 ** 20,
	};
}

/**
 * A stall may begin before the time in question or end after it: only its share of that time counts.
 *
 * @param {Look[]} looks
 * @param {number} from milliseconds since 1970
 * @param {number} until the same
 */
function longestStall(looks, from, until) {
	const stalls = looks.map(({ at, lateMs }) => Math.min(at, until) - Math.max(at - lateMs, from));
	return stalls.reduce((longest, stall) => Math.max(longest, stall), 0);
}

/**
 * The floor: the same bodies by fetch, as many at a time, in this process.
 *
 * @param {Sandbox} sandbox
 * @param {number} count
 * @param {number} concurrency
 * @returns {Promise<number>} milliseconds per row
 */
async function byFetch(sandbox, count, concurrency) {
	const rows = customers(count);
	const authorization = `Basic ${btoa(`${sandbox.username}:${sandbox.password}`)}`;
	sandbox.reset();
	const start = performance.now();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			for (let row = rows.shift(); row; row = rows.shift()) {
				const answer = await fetch(`${sandbox.url}/api/v1/calls`, {
					method: 'POST',
					headers: { authorization, 'content-type': 'application/json' },
					body: JSON.stringify(bodyOf(row, whoCalls(sandbox))),
				});
				if (!answer.ok) throw new Error(`fetch got ${answer.status}`);
				await answer.json();
			}
		}),
	);
	return (performance.now() - start) / count;
}

module.exports = { byFetch, inN8n };
