// @ts-check
// `npm run bench`: the same rows through this node, through n8n's HTTP Request node and through a bare loop of fetch.
// Figures are ratios of medians of runs that took turns: this machine may be slow or busy, but it is so for all of them.
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox/server');
const { atExit } = require('../scripts/support/cleanup');
const { sandboxCredential } = require('../scripts/n8n/examples');
const { ensureN8n } = require('../scripts/n8n/install');
const { installPackage } = require('../scripts/n8n/package');
const { executeWorkflow, importCredential, importWorkflow } = require('../scripts/n8n/process');
const { createProgress, printError } = require('../scripts/support/progress');
const { createNode, rowWorkflow, targetRun } = require('../scripts/n8n/rowWorkflow');
const { median, table } = require('./statistics');

/** @typedef {{ msPerRow: number, stallMs: number, memoryMb: number }} Figures */
/** @typedef {import('../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ progress: import('../scripts/support/progress').Progress, userFolder: string }} Bench */

const ELEMENTE = 'elementeSandbox';
const BASIC = 'basicSandbox';

/** Six columns that are mapped in each row: two fields of the call and four custom fields. */
const FIELDS = ['Order ID', 'Order Date', 'Order Amount', 'Active Status'];

/** @param {number} count */
function customers(count) {
	return Array.from({ length: count }, (_, index) => ({
		name: `Customer ${index + 1}`,
		phone: `+1303${5_550_000 + index}`,
		'Order ID': String(10_000 + index),
		'Order Date': '2025-03-12',
		'Order Amount': index + 0.75,
		'Active Status': index % 2 === 0,
	}));
}

/**
 * @param {Sandbox} sandbox
 * @param {number} concurrency
 */
function elementeNode(sandbox, concurrency) {
	const types = ['string', 'string', 'number', 'boolean'];
	return createNode(sandbox, ELEMENTE, {
		customerName: '={{ $json.name }}',
		customFields: {
			assignments: FIELDS.map((name, index) => ({
				id: String(index),
				name,
				type: types[index],
				value: `={{ $json['${name}'] }}`,
			})),
		},
		simplify: false,
		options: { maxConcurrentCalls: concurrency },
	});
}

/** @param {Sandbox} sandbox */
function httpRequestNode(sandbox) {
	const [agent] = sandbox.agents;
	const fields = FIELDS.map((name) => `{ "name": "${name}", "value": $json["${name}"] }`).join(
		', ',
	);
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${sandbox.url}/api/v1/calls`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBasicAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ agentId: "${agent.id}", skillId: "${agent.skills?.[0]?.id}", channel: "call", customerName: $json.name, customerPhone: $json.phone, customerOverride: { customFields: [${fields}] } }) }}`,
			options: {},
		},
		credentials: { httpBasicAuth: { id: BASIC, name: 'Basic' } },
	};
}

/**
 * One run in an n8n process of its own.
 *
 * @param {Bench} bench
 * @param {Sandbox} sandbox
 * @param {object} node
 * @param {number} count rows
 * @returns {Promise<Figures>} of the time in which the node under test ran
 */
async function inN8n({ userFolder }, sandbox, node, count) {
	const probeFile = join(userFolder, 'probe.json');
	const place = {
		userFolder,
		env: { NODE_OPTIONS: `--require ${join(__dirname, 'probe.js')}`, BENCH_PROBE_FILE: probeFile },
	};
	await importWorkflow(rowWorkflow('bench', customers(count), node), { userFolder });
	sandbox.reset();
	const { items, startTime, executionTime } = targetRun(await executeWorkflow('bench', place));
	if (items.length !== count) throw new Error(`${items.length} of ${count} rows came out`);
	/** @type {Array<{ at: number, lateMs: number, rss: number }>} */
	const looks = JSON.parse(readFileSync(probeFile, 'utf8'));
	const end = startTime + executionTime;
	const during = looks.filter(({ at }) => at >= startTime && at <= end);
	const before = looks.filter(({ at }) => at < startTime).at(-1)?.rss ?? during[0].rss;
	// A stall may begin before the node or end after it: only its share of the node's time counts.
	const stalls = looks.map(
		({ at, lateMs }) => Math.min(at, end) - Math.max(at - lateMs, startTime),
	);
	return {
		msPerRow: executionTime / count,
		stallMs: stalls.reduce((longest, stall) => Math.max(longest, stall), 0),
		memoryMb: (during.reduce((most, { rss }) => Math.max(most, rss), before) - before) / 2 ** 20,
	};
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
	const [agent] = sandbox.agents;
	const authorization = `Basic ${btoa(`${sandbox.username}:${sandbox.password}`)}`;
	sandbox.reset();
	const start = performance.now();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			for (let row = rows.shift(); row; row = rows.shift()) {
				const answer = await fetch(`${sandbox.url}/api/v1/calls`, {
					method: 'POST',
					headers: { authorization, 'content-type': 'application/json' },
					body: JSON.stringify({
						agentId: agent.id,
						skillId: agent.skills?.[0]?.id,
						channel: 'call',
						customerName: row.name,
						customerPhone: row.phone,
						customerOverride: {
							customFields: FIELDS.map((name) => ({ name, value: /** @type {any} */ (row)[name] })),
						},
					}),
				});
				if (!answer.ok) throw new Error(`fetch got ${answer.status}`);
				await answer.json();
			}
		}),
	);
	return (performance.now() - start) / count;
}

/**
 * Runs that take turns, at one latency of the API.
 *
 * @param {Bench} bench
 * @param {{ latencyMs: number, rows: number, runs: number, concurrency: number }} options
 */
async function compare(bench, { latencyMs, rows, runs, concurrency }) {
	const sandbox = await startSandbox({ latencyMs, validate: false, validateResponses: false });
	try {
		await importCredential({ id: ELEMENTE, ...sandboxCredential(sandbox) }, bench);
		const { username: user, password } = sandbox;
		await importCredential(
			{ id: BASIC, name: 'Basic', type: 'httpBasicAuth', data: { user, password } },
			bench,
		);
		/** @type {Figures[]} */
		const ours = [];
		/** @type {Figures[]} */
		const theirs = [];
		/** @type {number[]} */
		const floor = [];
		for (let run = 1; run <= runs; run++) {
			await bench.progress.during(
				`${rows} rows at ${latencyMs} ms of API latency, run ${run} of ${runs}`,
				async () => {
					ours.push(await inN8n(bench, sandbox, elementeNode(sandbox, concurrency), rows));
					theirs.push(await inN8n(bench, sandbox, httpRequestNode(sandbox), rows));
					floor.push(await byFetch(sandbox, rows, concurrency));
				},
			);
		}
		/** @param {Figures[]} list @param {keyof Figures} key */
		const of = (list, key) => median(list.map((figures) => figures[key]));
		return {
			label: `${rows} rows, ${latencyMs} ms, ${concurrency} at a time`,
			time: [of(ours, 'msPerRow'), of(theirs, 'msPerRow'), median(floor)],
			stall: [of(ours, 'stallMs'), of(theirs, 'stallMs')],
			memory: [of(ours, 'memoryMb'), of(theirs, 'memoryMb')],
		};
	} finally {
		await sandbox.close();
	}
}

/** @param {Bench} bench @param {number} count @returns {Promise<Figures>} this node alone, with very many rows */
async function manyRows(bench, count) {
	const sandbox = await startSandbox({ validate: false, validateResponses: false });
	try {
		await importCredential({ id: ELEMENTE, ...sandboxCredential(sandbox) }, bench);
		return await bench.progress.during(`${count} rows through this node`, () =>
			inN8n(bench, sandbox, elementeNode(sandbox, 10), count),
		);
	} finally {
		await sandbox.close();
	}
}

/** @param {Bench} bench @param {{ rows: number, runs: number, many: number }} options */
async function bench(bench, { rows, runs, many }) {
	const results = [
		await compare(bench, { latencyMs: 0, rows, runs, concurrency: 10 }),
		// n8n's HTTP Request node sends all rows at once; with as many calls at a time the two are comparable.
		await compare(bench, { latencyMs: 200, rows, runs, concurrency: rows }),
	];
	const large = await manyRows(bench, many);
	const head = [
		'',
		'ms a row',
		'HTTP Request',
		'fetch',
		'ratio',
		'stall ms',
		'HTTP Request',
		'memory MB',
		'HTTP Request',
	];
	const lines = results.map(({ label, time, stall, memory }) => [
		label,
		...time.map((ms) => ms.toFixed(2)),
		(time[0] / time[1]).toFixed(2),
		...stall.map((ms) => ms.toFixed(0)),
		...memory.map((mb) => mb.toFixed(0)),
	]);
	console.log(
		`\nMedians of ${runs} runs that took turns, each in an n8n process of its own.\n${table(head, lines)}`,
	);
	console.log(
		`${many} rows through this node: ${large.msPerRow.toFixed(2)} ms a row, longest stall ${large.stallMs.toFixed(0)} ms, ${large.memoryMb.toFixed(0)} MB\n`,
	);
	const [{ time, memory }] = results;
	console.log(
		`bench: time_ratio=${(time[0] / time[1]).toFixed(2)} stall_ms=${large.stallMs.toFixed(0)} memory_ratio=${(memory[0] / memory[1]).toFixed(2)}`,
	);
}

async function main() {
	const { values } = parseArgs({
		options: {
			rows: { type: 'string', default: '500' },
			runs: { type: 'string', default: '5' },
			many: { type: 'string', default: '5000' },
		},
	});
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-bench-'));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	atExit(removeFolder);
	const progress = createProgress();
	try {
		await ensureN8n(progress);
		await installPackage(progress, userFolder);
		await bench(
			{ progress, userFolder },
			{ rows: Number(values.rows), runs: Number(values.runs), many: Number(values.many) },
		);
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		removeFolder();
	}
}

void main();
