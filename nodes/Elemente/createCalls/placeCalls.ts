import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { type Call, callOf } from '../api/call';
import { CALLS, withId } from '../api/elementeApi';
import { waitForCompletion } from '../api/waitForCompletion';
import { FAILURES } from '../errors/failures';
import { unreadable } from '../errors/readFailure';
import { RunCancelled } from '../http/cancellation';
import { type Outcome, REQUEST_DEFAULTS, sendRequest } from '../http/request';
import { whilePlacing, withRetries } from '../http/retries';
import { Run } from '../http/run';
import type { CheckedRow } from './checkRows';
import type { ContactRules } from './contactRules';
import type { Ledger } from './ledger';
import { type RowOutcome, isFailed } from './outcome';
import type { RequestPlan } from './requestPlan';
import type { RequestSettings } from './settings';

/** A run of Call → Create as the user set it up, and what it knows of its rows. */
interface Setup {
	context: IExecuteFunctions;
	plan: RequestPlan;
	settings: RequestSettings;
	rules: ContactRules;
	ledger: Ledger;
	/**
	 * n8n's Stop Workflow: after the first row that is not placed no other row is sent; those that are under way are
	 * waited for, so that their ids are known
	 */
	stopAtFailure: boolean;
}

/** What all its rows share. */
interface Placing extends Setup {
	run: Run;
}

/** The outcomes by item index; a row without one was not sent. */
export type Outcomes = Map<number, RowOutcome>;

/** Places the calls of all rows, at most *Max Concurrent Calls* at a time, in the order of the rows. */
export async function placeCalls(
	setup: Setup,
	rows: CheckedRow[],
): Promise<{ outcomes: Outcomes; wasCancelled: boolean }> {
	const { context, settings, rules, ledger, stopAtFailure } = setup;
	const run = new Run(context.getExecutionCancelSignal(), settings.maxConcurrentCalls);
	const placing: Placing = { ...setup, run };
	const outcomes: Outcomes = new Map();
	let wasCancelled = false;
	let next = 0;

	/** Takes rows off the queue until it is empty or the run ends. */
	async function worker() {
		while (next < rows.length) {
			const position = next++;
			const outcome = await placeRow(placing, rows[position], position);
			if (outcome) outcomes.set(rows[position].itemIndex, outcome);
			rules.note(outcome);
			if (isFailed(outcome) && stopAtFailure) run.stopped = true;
		}
	}
	function onCancelled(error: unknown) {
		if (!(error instanceof RunCancelled)) throw error;
		wasCancelled = true;
		run.stopped = true;
	}
	const workers = Math.min(settings.maxConcurrentCalls, rows.length);
	await Promise.all(Array.from({ length: workers }, async () => await worker().catch(onCancelled)));
	// Rows that a cancelled worker left behind, or that a stopped run did not come to, but an earlier try had sent.
	for (const { itemIndex } of rows) {
		const known = outcomes.get(itemIndex) ?? ledger.get(itemIndex);
		if (known) outcomes.set(itemIndex, known);
	}
	return { outcomes, wasCancelled };
}

/**
 * The story of a row: claimed and sent, unless this run has done so already, and its call waited for if that is wanted.
 *
 * @returns undefined when the run was stopped by another row before this one was sent
 */
async function placeRow(
	placing: Placing,
	row: CheckedRow,
	position: number,
): Promise<RowOutcome | undefined> {
	const { ledger, run } = placing;
	const { itemIndex } = row;
	if (!ledger.has(itemIndex)) {
		if (!run.stopped) await batchPause(placing, position);
		const notPlaced = await send(placing, row);
		if (notPlaced) return notPlaced;
	}
	await waitForEnd(placing, itemIndex);
	return ledger.get(itemIndex);
}

/** n8n's Request Options → Batching: pauses before each batch but the first. All workers share the one queue. */
async function batchPause({ settings, run }: Placing, position: number): Promise<void> {
	const { batchSize, batchIntervalMs, startedAt } = settings;
	if (batchIntervalMs <= 0) return;
	const due = startedAt + Math.floor(position / batchSize) * batchIntervalMs;
	await run.cancellation.pause(due - performance.now());
}

/**
 * Sends one row until it is placed, until it is not known whether it is, or until sending again is no use.
 * The first two are in the ledger then.
 *
 * @returns the failure that certainly placed no call, or the rule that holds the row back
 */
async function send(placing: Placing, row: CheckedRow): Promise<RowOutcome | undefined> {
	const { ledger, rules, run } = placing;
	let heldBack = rules.heldBack(row.itemIndex);
	if (heldBack) return heldBack;
	const sent = await withRetries<Call | undefined>(
		async () => {
			// Once more after whatever pauses: its hours may be over by now, or the API may have failed too often.
			heldBack = run.stopped ? undefined : rules.heldBack(row.itemIndex);
			return run.stopped || heldBack ? { value: undefined } : await sendOnce(placing, row);
		},
		run.pace,
		// Another row may have found out meanwhile that trying is no use.
		withoutHope(run, whilePlacing(run.pace)),
	);
	if ('value' in sent || ledger.has(row.itemIndex)) return heldBack;
	run.noteFailure(sent.failure);
	return { outcome: 'notPlaced', failure: sent.failure };
}

function withoutHope(run: Run, mayRepeat: ReturnType<typeof whilePlacing>): typeof mayRepeat {
	return (failure, sends) => run.nonRetryable === undefined && mayRepeat(failure, sends);
}

/** Claims the row in the ledger, sends its request, and writes down what became of it, also when the run is cancelled. */
async function sendOnce({ context, ledger, plan, settings, run }: Placing, row: CheckedRow) {
	const { itemIndex, body } = row;
	return await run.once(async () => {
		const sentAt = new Date();
		ledger.set(itemIndex, { outcome: 'unknown', sentAt, failure: { kind: 'dropped' } });
		const answer = await sendForCall(context, settings, { ...structuredClone(plan.request), body });
		if ('value' in answer) ledger.set(itemIndex, { outcome: 'placed', call: answer.value });
		else if (FAILURES[answer.failure.kind].create === 'unknown') {
			ledger.set(itemIndex, { outcome: 'unknown', sentAt, failure: answer.failure });
		} else ledger.delete(itemIndex);
		return answer;
	});
}

/** Wait for Completion: the row keeps its place among Max Concurrent Calls until its call has ended. */
async function waitForEnd({ context, ledger, settings, run }: Placing, itemIndex: number) {
	const sent = ledger.get(itemIndex);
	if (settings.waitLimitMs === undefined || sent?.outcome !== 'placed') return;
	const { id } = sent.call;
	const look = async () =>
		await run.look(
			async () =>
				await sendForCall(context, settings, {
					...structuredClone(REQUEST_DEFAULTS),
					method: 'GET',
					url: withId(CALLS, id),
				}),
		);
	const call = await waitForCompletion(sent.call, look, {
		limitMs: settings.waitLimitMs,
		cancellation: run.cancellation,
		isStopped: () => run.stopped,
	});
	ledger.set(itemIndex, { outcome: 'placed', call });
}

/** One request, and the call that it answers; a 2xx without a call is a failure too. Never throws. */
async function sendForCall(
	context: IExecuteFunctions,
	settings: RequestSettings,
	request: Partial<IHttpRequestOptions>,
): Promise<Outcome<Call>> {
	const answer = await sendRequest(context, {
		...request,
		...settings.request,
	} as Parameters<typeof sendRequest>[1]);
	if ('failure' in answer) return answer;
	const call = callOf(answer.value.body);
	return call ? { value: call } : { failure: unreadable(answer.value) };
}
