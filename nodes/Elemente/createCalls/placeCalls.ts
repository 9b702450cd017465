import { type Account, joinAccount } from '../http/account';
import { RunCancelled } from '../http/cancellation';
import { Run } from '../http/run';
import type { CheckedRow } from './checkRows';
import { ClaimsAhead } from './claimsAhead';
import { KeptLines } from './keptLines';
import { KnownRows } from './knownRows';
import { type RowOutcome, endsRun } from './outcome';
import type { Outcomes, Placed, Placing, Setup } from './placing';
import { sendRow, waitForEnd } from './sendRow';
import { Stretches } from './stretches';
import { WhoseAnswer } from './whoseAnswer';

/**
 * Places the calls of all rows, at most *Max Concurrent Calls* at a time, and with other runs of the account no more than
 * it has lines, in the order of the rows.
 */
export async function placeCalls(setup: Setup, rows: CheckedRow[]): Promise<Placed> {
	const account = await joinAccount(setup.context);
	const lines = new KeptLines();
	try {
		return await placeWith(account, lines, setup, rows);
	} finally {
		lines.close();
		account.leave();
	}
}

async function placeWith(
	account: Account,
	lines: KeptLines,
	setup: Setup,
	rows: CheckedRow[],
): Promise<Placed> {
	const { context, settings, ledger } = setup;
	const run = new Run(context.getExecutionCancelSignal(), settings.maxConcurrentCalls, account);
	const known = new KnownRows({ ...setup, run }, rows);
	const whose = new WhoseAnswer(rows, ledger);
	const ahead = new ClaimsAhead(setup, rows);
	const startedAt = performance.now();
	const placing: Placing = { ...setup, run, known, whose, ahead, lines, startedAt };
	const outcomes: Outcomes = new Map();
	const placeThem = async () => {
		await known.prepare();
		do {
			run.stopped = false;
			await placeAll(placing, rows, outcomes);
			// A row that stopped the run may turn out to be placed: then it goes on.
		} while ((await settleDoubts(placing, rows, outcomes)) && run.stopped);
		return false;
	};
	const wasCancelled = await placeThem().catch(isCancellation);
	const stretches = new Stretches();
	// Rows that a cancelled worker left behind, or that a stopped run did not come to, but an earlier try had sent.
	for (const { itemIndex } of rows) {
		const sent = outcomes.get(itemIndex) ?? ledger.get(itemIndex);
		if (sent) outcomes.set(itemIndex, sent);
		await stretches.rest();
	}
	return { outcomes, wasCancelled };
}

/** @throws whatever else it is */
function isCancellation(error: unknown): true {
	if (error instanceof RunCancelled) return true;
	throw error;
}

/** @throws RunCancelled once all workers have ended */
async function placeAll(placing: Placing, rows: CheckedRow[], outcomes: Outcomes): Promise<void> {
	const { run, settings } = placing;
	let next = 0;
	let cancelled: RunCancelled | undefined;

	/** Takes rows off the queue until it is empty or the run ends. */
	async function worker() {
		while (next < rows.length) {
			const position = next++;
			const row = rows[position];
			if (outcomes.has(row.itemIndex)) continue;
			const outcome = await placeRow(placing, row, position);
			if (outcome) outcomes.set(row.itemIndex, outcome);
			placing.rules.note(outcome);
			if (endsRun(outcome) && placing.stopAtFailure) run.stopped = true;
		}
	}
	function onCancelled(error: unknown) {
		if (!(error instanceof RunCancelled)) throw error;
		cancelled = error;
		run.stopped = true;
	}
	const workers = Math.min(settings.maxConcurrentCalls, rows.length);
	try {
		await Promise.all(
			Array.from({ length: workers }, async () => await worker().catch(onCancelled)),
		);
	} finally {
		await placing.ahead.close();
	}
	if (cancelled) throw new RunCancelled();
}

/**
 * The story of a row: claimed, sent, unless this run or another has done so already, and its call waited for if that
 * is wanted.
 *
 * @returns undefined when the run was stopped by another row before this one was sent
 */
async function placeRow(
	placing: Placing,
	row: CheckedRow,
	position: number,
): Promise<RowOutcome | undefined> {
	const { ledger, run } = placing;
	if (!ledger.has(row.itemIndex)) {
		if (run.stopped) return undefined;
		await batchPause(placing, position);
		const notSent = await sendRow(placing, row);
		if (notSent) return notSent;
	}
	await waitForEnd(placing, row);
	return ledger.get(row.itemIndex);
}

/** n8n's Request Options → Batching: pauses before each batch but the first. All workers share the one queue. */
async function batchPause({ settings, run, startedAt }: Placing, position: number): Promise<void> {
	const { batchSize, batchIntervalMs } = settings;
	const due = startedAt + Math.floor(position / batchSize) * batchIntervalMs;
	await run.cancellation.pause(due - performance.now());
}

/**
 * Looks for the calls of the rows of which it is not known whether they were placed.
 *
 * @returns whether nothing is left that ends the run
 * @throws RunCancelled
 */
async function settleDoubts(
	placing: Placing,
	rows: CheckedRow[],
	outcomes: Outcomes,
): Promise<boolean> {
	const { known, ledger, run } = placing;
	const stretches = new Stretches();
	const inDoubt = rows.filter(({ itemIndex }) => ledger.get(itemIndex)?.outcome === 'unknown');
	await stretches.rest();
	await known.settle(inDoubt);
	for (const row of inDoubt) outcomes.set(row.itemIndex, ledger.get(row.itemIndex)!);
	if ([...outcomes.values()].some(endsRun)) return false;
	run.stopped = run.stopped && outcomes.size < rows.length;
	await Promise.all(
		inDoubt.map(async (row) => {
			await waitForEnd(placing, row);
			outcomes.set(row.itemIndex, ledger.get(row.itemIndex)!);
		}),
	);
	return true;
}
