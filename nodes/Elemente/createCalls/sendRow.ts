import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { type Call, callInText, callOf } from '../api/call';
import { CALLS, withId } from '../api/elementeApi';
import { waitForCompletion } from '../api/waitForCompletion';
import { FAILURES, type Failure } from '../errors/failures';
import { unreadable } from '../errors/readFailure';
import { RunCancelled } from '../http/cancellation';
import type { Outcome } from '../http/answer';
import type { Release } from '../http/lines';
import { REQUEST_DEFAULTS, sendRequest } from '../http/request';
import { whilePlacing, withRetries } from '../http/retries';
import type { CheckedRow } from './checkRows';
import type { Known } from './knownRows';
import type { Claim } from './claims';
import type { RowOutcome } from './outcome';
import type { Placing } from './placing';
import type { RequestSettings } from './settings';
import { skippedRow } from './skipped';

/**
 * Claims one row and sends it until it is placed, until it is not known whether it is, or until sending again is no
 * use. The first two are in the ledger then. A row that was sent before is not sent again.
 *
 * @returns the failure that certainly placed no call, or the rule that holds the row back; undefined also when the run was stopped before it was sent
 * @throws RunCancelled
 */
export async function sendRow(placing: Placing, row: CheckedRow): Promise<RowOutcome | undefined> {
	const { ledger, known, rules } = placing;
	// A rule holds back what is new; what an earlier run has placed comes out all the same.
	const heldBack = ledger.earlier ? undefined : rules.heldBack(row.itemIndex);
	if (heldBack) return heldBack;
	const claim = await claimRow(placing, row);
	if ('outcome' in claim && claim.outcome === 'notPlaced') return claim;
	if ('isDone' in claim) {
		await ledger.giveBack(row, claim);
		return alreadyContacted(row);
	}
	if (claim.isNew) known.isNew(row);
	else if (!(await resolved(placing, row, claim))) return knownOutcome(placing, row);
	try {
		return await sendClaimed(placing, row, !claim.isNew);
	} finally {
		// Stopped or cancelled while it waited for its turn, or certainly not placed.
		if (!ledger.has(row.itemIndex)) await ledger.release(row);
	}
}

/** @throws RunCancelled */
async function resolved({ known, ledger }: Placing, row: CheckedRow, claim: Known) {
	let isDone = false;
	try {
		const maySend = await known.resolve(row, claim);
		isDone = true;
		return maySend;
	} finally {
		if (!isDone) await ledger.giveBack(row, claim);
	}
}

/** *Contact Each Only Once*: what an earlier run has placed is held back. */
function knownOutcome({ ledger, settings }: Placing, row: CheckedRow): RowOutcome | undefined {
	const sent = ledger.get(row.itemIndex);
	const isHeldBack = settings.whenRunAgain === 'onlyOnce' && sent?.outcome === 'placed';
	return isHeldBack ? alreadyContacted(row) : undefined;
}

function alreadyContacted({ itemIndex }: CheckedRow): RowOutcome {
	const why = 'it was contacted before, and each is to be contacted only once.';
	return skippedRow(itemIndex, 'alreadyContacted', why);
}

/** @throws RunCancelled */
async function claimRow(
	{ ahead, ledger, run }: Placing,
	row: CheckedRow,
): Promise<Claim | NotPlaced> {
	const claiming = ahead.claim(row);
	const onError = (error: Error): NotPlaced => {
		if (!(error instanceof RunCancelled)) return notWritten(error);
		claiming.then((claim) => ledger.giveBack(row, claim)).catch(() => undefined);
		throw error;
	};
	return await run.cancellation.orCancelled(claiming).catch(onError);
}

/** n8n's memory cannot be written to: what cannot be written down is not sent. */
function notWritten({ message }: Error): NotPlaced {
	return { outcome: 'notPlaced', failure: { kind: 'notWritten', detail: message } };
}

type NotPlaced = Extract<RowOutcome, { outcome: 'notPlaced' }>;

async function sendClaimed(
	placing: Placing,
	row: CheckedRow,
	afterDoubt: boolean,
): Promise<RowOutcome | undefined> {
	const { ledger, rules, run } = placing;
	const mayRepeat = whilePlacing(run.pace);
	let heldBack: RowOutcome | undefined;
	const sent = await withRetries<Call | undefined>(
		async () => {
			const line = await run.line();
			let isSent = false;
			try {
				// Judged after whatever pauses: its hours may be over by now, or the API may have failed too often.
				heldBack = run.stopped ? undefined : rules.heldBack(row.itemIndex);
				if (run.stopped || heldBack !== undefined) return { value: undefined };
				isSent = true;
				return await sendOnce(placing, row, { afterDoubt, line });
			} finally {
				if (!isSent) line?.();
			}
		},
		run.pace,
		// Another row may have found out meanwhile that trying is no use.
		(failure, sends) => run.nonRetryable === undefined && mayRepeat(failure, sends),
	);
	if ('value' in sent || ledger.has(row.itemIndex)) return heldBack;
	run.noteFailure(sent.failure);
	return { outcome: 'notPlaced', failure: sent.failure };
}

/** Sends the request of a claimed row, and writes down what became of it, also when the run is cancelled meanwhile. */
async function sendOnce(
	placing: Placing,
	row: CheckedRow,
	{ afterDoubt, line }: { afterDoubt: boolean; line?: Release },
) {
	const { context, ledger, plan, settings, run } = placing;
	const request = async (): Promise<Outcome<Call | undefined>> => {
		const unwritten = await ledger.noteSending().then(() => undefined, notWritten);
		if (unwritten) return unwritten;
		await run.turns.take();
		// Whoever was cancelled while it waited has given the row back as one that was not sent.
		run.cancellation.check();
		if (run.stopped) return { value: undefined };
		const sentAt = new Date();
		ledger.sending(row, { outcome: 'unknown', sentAt, failure: { kind: 'dropped' } });
		const post = { ...structuredClone(plan.request), body: row.body };
		const answer = ofRow(placing, row, await sendForCall(context, settings, post));
		if ('value' in answer) {
			const known = afterDoubt ? ({ known: 'afterDoubt' } as const) : {};
			ledger.settle(row, { outcome: 'placed', call: answer.value, ...known });
		} else if (FAILURES[answer.failure.kind].create === 'unknown') {
			ledger.settle(row, { outcome: 'unknown', sentAt, failure: answer.failure });
		} else {
			ledger.notSent(row);
			// Nobody waits for this answer any more.
			if (context.getExecutionCancelSignal()?.aborted) await ledger.release(row);
		}
		return answer;
	};
	return await run.once(request, () => line && leaveLine(placing, row, line));
}

/** The request has ended. Where its call is waited for, it is live now, and has the line until it has ended. */
function leaveLine({ ledger, settings, lines }: Placing, { itemIndex }: CheckedRow, line: Release) {
	const isLive = settings.waitLimitMs !== undefined && ledger.get(itemIndex)?.outcome === 'placed';
	if (isLive) lines.keep(itemIndex, line);
	else line();
}

/**
 * The answer to a row's request: also one that was cut off behind the call's id, but not one that is about another
 * call. Then that call's row is in doubt as well.
 */
function ofRow({ ledger, whose }: Placing, row: CheckedRow, answer: Outcome<Call>): Outcome<Call> {
	const call = 'value' in answer ? answer.value : callInText(answer.failure.received);
	if (!call) return answer;
	const mistaken = whose.mistaken(row, call);
	if (!mistaken) return { value: call };
	const { otherRow: itemIndex, detail } = mistaken;
	const failure: Failure = { kind: 'otherCall', detail };
	if (ledger.get(itemIndex)?.outcome === 'placed') {
		ledger.settle({ itemIndex }, { outcome: 'unknown', sentAt: new Date(), failure });
	}
	return { failure };
}

/** Wait for Completion: the row keeps its place among Max Concurrent Calls, and its line, until its call has ended. */
export async function waitForEnd(placing: Placing, row: CheckedRow): Promise<void> {
	const { lines, run } = placing;
	try {
		await lookUntilEnd(placing, row, () => {
			// Placed by an earlier run, or found by looking: it is live, and nobody asked whether there was a line.
			if (!lines.has(row.itemIndex)) lines.keep(row.itemIndex, run.holdLine());
		});
	} finally {
		lines.giveBack(row.itemIndex);
	}
}

async function lookUntilEnd(placing: Placing, row: CheckedRow, onLive: () => void): Promise<void> {
	const { context, ledger, settings, run } = placing;
	const sent = ledger.get(row.itemIndex);
	if (settings.waitLimitMs === undefined || sent?.outcome !== 'placed' || !sent.call.id) return;
	onLive();
	const { id } = sent.call;
	const read = async () =>
		await sendForCall(context, settings, {
			...structuredClone(REQUEST_DEFAULTS),
			method: 'GET',
			url: withId(CALLS, id),
		});
	const look = async (until: number) => await run.look(read, until);
	const call = await waitForCompletion(sent.call, look, {
		limitMs: settings.waitLimitMs,
		cancellation: run.cancellation,
		isStopped: () => run.stopped,
	});
	// Meanwhile another row may have been given the same call.
	if (ledger.get(row.itemIndex)?.outcome === 'placed') ledger.settle(row, { ...sent, call });
}

/** Largest answer about one call, in bytes; ten are read at a time. */
const MAX_CALL_BYTES = 10 * 1024 * 1024;

/** One request, and the call that it answers; a 2xx without a call is a failure too. Never throws. */
async function sendForCall(
	context: IExecuteFunctions,
	settings: RequestSettings,
	request: Partial<IHttpRequestOptions>,
): Promise<Outcome<Call>> {
	const whole = { ...request, ...settings.request } as Parameters<typeof sendRequest>[1];
	const answer = await sendRequest(context, whole, MAX_CALL_BYTES);
	if ('failure' in answer) return answer;
	const call = callOf(answer.value.body);
	return call ? { value: call } : { failure: unreadable(answer.value) };
}
