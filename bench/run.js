// @ts-check
// `npm run bench`: the same rows through this node, through n8n's HTTP Request node, and through two floors: n8n's own
// request helper in a bare loop, and fetch. Figures are ratios of medians of runs that took turns: this machine may be
// slow or busy, but it is so for all of them.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox/server');
const { atExit } = require('../scripts/support/cleanup');
const { sandboxCredential } = require('../scripts/n8n/examples');
const { ensureN8n } = require('../scripts/n8n/install');
const { installPackage } = require('../scripts/n8n/package');
const { importCredential } = require('../scripts/n8n/process');
const { createProgress, printError } = require('../scripts/support/progress');
const { byFetch, inN8n } = require('./measure');
const { BASIC, ELEMENTE, elementeNode, httpRequestNode, loopNode } = require('./nodes');
const { median, table } = require('./statistics');

/** The nodes, in the order in which they are compared. */
const NAMES = ['This node', "n8n's HTTP Request node", 'The bare loop'];

/** @typedef {import('./measure').Figures} Figures */
/** @typedef {import('../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ progress: import('../scripts/support/progress').Progress, userFolder: string }} Bench */
/** @typedef {{ latencyMs?: number, rows: number, runs: number, concurrency?: number }} Comparison */
/** @typedef {{ label: string, ours: Figures, theirs: Figures, loop: Figures, fetchMs: number }} Result */

/**
 * Runs that take turns, at one latency of the API.
 *
 * @param {Bench} bench
 * @param {Comparison} comparison
 * @returns {Promise<Result>} medians
 */
async function compare(bench, { latencyMs = 0, rows, runs, concurrency = 10 }) {
	const sandbox = await startSandbox({ latencyMs, validate: false, validateResponses: false });
	try {
		await giveCredentials(bench, sandbox);
		const nodes = [elementeNode(sandbox, concurrency), httpRequestNode(sandbox), loopNode(sandbox)];
		/** @type {Figures[][]} */
		const figures = nodes.map(() => []);
		/** @type {number[]} */
		const floor = [];
		for (let run = 1; run <= runs; run++) {
			await bench.progress.during(
				`${rows} rows at ${latencyMs} ms of API latency, run ${run} of ${runs}`,
				async () => {
					for (const [at, node] of nodes.entries()) {
						const figure = await inN8n(bench.userFolder, sandbox, node, rows).catch((error) =>
							at === 0 ? Promise.reject(error) : reportBroken(NAMES[at], error),
						);
						if (figure) figures[at].push(figure);
					}
					floor.push(await byFetch(sandbox, rows, concurrency));
				},
			);
		}
		const [ours, theirs, loop] = figures.map(medians);
		const label = `${rows} rows, ${latencyMs} ms, ${concurrency} at a time`;
		return { label, ours, theirs, loop, fetchMs: median(floor) };
	} finally {
		await sandbox.close();
	}
}

/**
 * A list can be too long for the n8n of a comparison; what the node itself does with it is shown all the same.
 *
 * @param {string} name of the node
 * @param {unknown} error
 */
function reportBroken(name, error) {
	const [said] = String(error instanceof Error ? error.message : error).split('\n');
	console.log(`    ${name} did not bring this list to its end: ${said}`);
	return undefined;
}

/** @param {Bench} place @param {Sandbox} sandbox */
async function giveCredentials(place, sandbox) {
	await importCredential({ id: ELEMENTE, ...sandboxCredential(sandbox) }, place);
	const { username: user, password } = sandbox;
	const data = { user, password };
	await importCredential({ id: BASIC, name: 'Basic', type: 'httpBasicAuth', data }, place);
}

/** @param {Figures[]} runs @returns {Figures} */
function medians(runs) {
	/** @param {keyof Figures} key */
	const of = (key) => (runs.length === 0 ? NaN : median(runs.map((figures) => figures[key])));
	return {
		msPerRow: of('msPerRow'),
		stallMs: of('stallMs'),
		afterMs: of('afterMs'),
		memoryMb: of('memoryMb'),
	};
}

/** @param {number} digits @returns {(figure: number) => string} */
function inWords(digits) {
	return (figure) => (Number.isNaN(figure) ? '–' : figure.toFixed(digits));
}

/** @param {Result[]} results @param {number} runs */
function print(results, runs) {
	const head = ['', 'ms a row', 'HTTP Request', 'ratio', 'bare loop', 'ratio', 'fetch'];
	const lines = results.map(({ label, ours, theirs, loop, fetchMs }) => [
		label,
		...[ours.msPerRow, theirs.msPerRow, ours.msPerRow / theirs.msPerRow].map(inWords(2)),
		...[loop.msPerRow, ours.msPerRow / loop.msPerRow, fetchMs].map(inWords(2)),
	]);
	console.log(
		`\nMedians of ${runs} ${runs === 1 ? 'run' : 'runs'} that took turns, each in an n8n process of its own.\n${table(head, lines)}`,
	);
	const others = ['stall ms', 'HTTP Request', 'bare loop', 'after it', 'HTTP Request', 'memory MB'];
	const rest = results.map(({ label, ours, theirs, loop }) => [
		label,
		...[ours.stallMs, theirs.stallMs, loop.stallMs, ours.afterMs, theirs.afterMs].map(inWords(0)),
		...[ours.memoryMb, theirs.memoryMb].map(inWords(0)),
	]);
	console.log(
		`\nThe longest time in which n8n answered nobody, while the node ran and while n8n saved the run after it.\n${table(['', ...others, 'HTTP Request'], rest)}\n`,
	);
}

/** @param {Bench} bench @param {{ rows: number, runs: number, many: number[] }} options */
async function bench(bench, { rows, runs, many }) {
	// Each is shown when it is there: the longest lists may be more than an n8n bears.
	/** @param {Comparison} comparison */
	const shown = async (comparison) => {
		const result = await compare(bench, comparison);
		print([result], comparison.runs);
		return result;
	};
	const { ours, theirs } = await shown({ rows, runs });
	// n8n's HTTP Request node sends all rows at once; with as many calls at a time the two are comparable.
	await shown({ latencyMs: 200, rows, runs, concurrency: rows });
	let stallMs = ours.stallMs;
	/** @type {number | undefined} */
	let first;
	for (const [at, count] of many.entries()) {
		const large = await shown({ rows: count, runs: at === 0 ? Math.min(runs, 3) : 1 });
		if (at === 0) stallMs = large.ours.stallMs;
		first ??= large.ours.msPerRow;
		const ratio = large.ours.msPerRow / first;
		if (at > 0)
			console.log(`${count} rows: ${ratio.toFixed(2)} of the time per row of ${many[0]}\n`);
	}
	console.log(
		`bench: time_ratio=${(ours.msPerRow / theirs.msPerRow).toFixed(2)} stall_ms=${stallMs.toFixed(0)} memory_ratio=${(ours.memoryMb / theirs.memoryMb).toFixed(2)}`,
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
			{
				rows: Number(values.rows),
				runs: Number(values.runs),
				many: values.many.split(',').map(Number).filter(Boolean),
			},
		);
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		removeFolder();
	}
}

void main();
