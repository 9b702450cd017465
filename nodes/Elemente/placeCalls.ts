import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { callOf } from './callItem';
import type { CheckedRow } from './checkRows';
import { FAILURES, type Failure } from './failures';
import { Pace, RunCancelled, orCancelled, pause } from './pace';
import type { RequestPlan } from './requestPlan';
import { failureOfError, failureOfResponse } from './readFailure';
import { type RequestSettings, requestSettings } from './requestSettings';
import type { RunMemory } from './runMemory';

/** What became of a row. */
export type RowResult =
	| { kind: 'placed'; id: string; items: INodeExecutionData[] }
	/** Certainly not placed */
	| { kind: 'failed'; failure: Failure }
	/** Sent, and it is not known whether the call was placed */
	| { kind: 'unknown'; since: Date; failure: Failure };

/** How often one row is sent at most, and for how long it is tried, in milliseconds. */
const MAX_SENDS = 8;
const MAX_TRYING_MS = 5 * 60_000;
/** An API that cannot be reached at all is given up sooner. */
const MAX_SENDS_UNREACHABLE = 3;

/** State shared by all rows of a run. */
interface Run {
	context: IExecuteFunctions;
	plan: RequestPlan;
	memory: RunMemory;
	settings: RequestSettings;
	pace: Pace;
	cancelled?: AbortSignal;
	/** A failure that every other row would meet as well: they are not sent any more. */
	hopeless?: Failure;
}

/**
 * Places the calls of all rows, at most *Max Concurrent Calls* at a time, in the order of the rows.
 *
 * @param stopAtFailure n8n's Stop Workflow: after the first row that is not placed no other row is sent; those that
 *   are under way are waited for, so that their ids are known
 * @returns the results by item index; a row without one was not sent
 */
export async function placeCalls(
	context: IExecuteFunctions,
	plan: RequestPlan,
	rows: CheckedRow[],
	memory: RunMemory,
	{ stopAtFailure }: { stopAtFailure: boolean },
): Promise<{ results: Map<number, RowResult>; wasCancelled: boolean }> {
	const cancelled = context.getExecutionCancelSignal();
	const settings = requestSettings(context);
	const run: Run = { context, plan, memory, settings, pace: new Pace(cancelled), cancelled };
	const results = new Map<number, RowResult>();
	const waiting: CheckedRow[] = [];
	for (const row of rows) {
		const known = await resultFromMemory(run, row);
		if (known) results.set(row.itemIndex, known);
		else waiting.push(row);
	}

	let next = 0;
	let stopped = false;
	let wasCancelled = false;
	/** Takes rows off the queue until it is empty or the run ends. */
	async function worker() {
		while (next < waiting.length && !stopped) {
			const position = next++;
			const row = waiting[position];
			await batchPause(run, position);
			if (stopped) return;
			const result = await placeRow(run, row, () => stopped);
			if (result) results.set(row.itemIndex, result);
			if (result?.kind !== 'placed' && stopAtFailure) stopped = true;
		}
	}
	function onCancelled(error: unknown) {
		if (!(error instanceof RunCancelled)) throw error;
		wasCancelled = true;
		stopped = true;
	}
	const workers = Math.min(settings.maxConcurrentCalls, waiting.length);
	await Promise.all(Array.from({ length: workers }, async () => await worker().catch(onCancelled)));
	if (wasCancelled) await keepWhatIsKnown(run, rows, results);
	return { results, wasCancelled };
}

/** n8n's Request Options → Batching: pauses before each batch but the first. All workers share the one queue. */
async function batchPause({ settings, cancelled }: Run, position: number): Promise<void> {
	const { batchSize, batchIntervalMs } = settings;
	if (batchIntervalMs <= 0 || batchSize <= 0) return;
	const batch = Math.floor(position / batchSize);
	const due = settings.startedAt + batch * batchIntervalMs;
	if (due > Date.now()) await pause(due - Date.now(), cancelled);
}

/**
 * Sends one row until it is placed, until it is not known whether it is, or until sending again is no use.
 *
 * @returns undefined when the run was stopped by another row before this one was sent
 */
async function placeRow(
	run: Run,
	row: CheckedRow,
	isStopped: () => boolean,
): Promise<RowResult | undefined> {
	const { memory, pace, plan } = run;
	const { itemIndex } = row;
	const startedAt = Date.now();
	for (let sends = 1; ; sends++) {
		await pace.turn();
		if (isStopped()) return undefined;
		if (run.hopeless) return { kind: 'failed', failure: run.hopeless };

		// Remembered before it is sent: whatever happens from here on, this row is not sent a second time unnoticed.
		const since = new Date();
		memory.set(itemIndex, { state: 'sending', since });
		const answer = await orCancelled(send(run, row), run.cancelled);
		const failure = 'failure' in answer ? answer.failure : undefined;
		if (!failure && 'response' in answer) {
			const call = callOf(answer.response.body) as IDataObject & { id: string };
			memory.set(itemIndex, { state: 'placed', id: call.id, call });
			pace.recovered();
			return { kind: 'placed', id: call.id, items: await itemsOf(plan, row, answer.response) };
		}

		const { create } = FAILURES[(failure as Failure).kind];
		if (create === 'unknown') {
			memory.set(itemIndex, { state: 'unknown', since, failure: failure as Failure });
			return { kind: 'unknown', since, failure: failure as Failure };
		}
		memory.delete(itemIndex);
		if (create === 'give up' || !mayTryAgain(failure as Failure, sends, startedAt)) {
			if (isHopeless(failure as Failure)) run.hopeless = failure;
			return { kind: 'failed', failure: failure as Failure };
		}
		pace.slowDown((failure as Failure).retryAfterMs);
	}
}

/** One request, and its answer or what went wrong; never throws. A 2xx without a call in it is a failure too. */
async function send(
	{ context, plan, settings }: Run,
	row: CheckedRow,
): Promise<{ response: IN8nHttpFullResponse } | { failure: Failure }> {
	const request = {
		...structuredClone(plan.request),
		...settings.request,
		body: row.body,
		returnFullResponse: true,
	} as IHttpRequestOptions;
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'elementeApi',
			request,
		)) as IN8nHttpFullResponse;
		const failure = failureOfResponse(response);
		if (failure) return { failure };
		if (!callOf(response.body)) {
			return { failure: { kind: 'noCall', statusCode: response.statusCode } };
		}
		return { response };
	} catch (error) {
		return { failure: failureOfError(error) };
	}
}

const UNREACHABLE = new Set<Failure['kind']>(['refused', 'unknownHost', 'connectTimeout']);

function mayTryAgain(failure: Failure, sends: number, startedAt: number): boolean {
	const maxSends = UNREACHABLE.has(failure.kind) ? MAX_SENDS_UNREACHABLE : MAX_SENDS;
	return sends < maxSends && Date.now() - startedAt + (failure.retryAfterMs ?? 0) < MAX_TRYING_MS;
}

/** A wrong password or an unreachable API meets every row: trying each of them helps nobody and may lock the account. */
function isHopeless({ kind }: Failure): boolean {
	return (
		UNREACHABLE.has(kind) ||
		kind === 'unauthorized' ||
		kind === 'tls' ||
		kind === 'notSent' ||
		kind === 'redirect'
	);
}

async function itemsOf(plan: RequestPlan, row: CheckedRow, response: IN8nHttpFullResponse) {
	let items: INodeExecutionData[] = [{ json: response.body as IDataObject }];
	for (const hook of plan.postReceive)
		items = await hook.call(row.context as never, items, response);
	return items;
}

/** What an earlier try of this run, under Retry On Fail, already knows of the row. */
async function resultFromMemory(
	{ memory, plan }: Run,
	row: CheckedRow,
): Promise<RowResult | undefined> {
	const sent = memory.get(row.itemIndex);
	if (sent === undefined) return undefined;
	if (sent.state === 'placed') {
		const response = { statusCode: 200, headers: {}, body: sent.call };
		return { kind: 'placed', id: sent.id, items: await itemsOf(plan, row, response) };
	}
	// Still "sending" after the try has ended: its answer was never read.
	const failure: Failure = sent.state === 'unknown' ? sent.failure : { kind: 'dropped' };
	return { kind: 'unknown', since: sent.since, failure };
}

async function keepWhatIsKnown(
	run: Run,
	rows: CheckedRow[],
	results: Map<number, RowResult>,
): Promise<void> {
	for (const row of rows) {
		const known = await resultFromMemory(run, row);
		if (known && !results.has(row.itemIndex)) results.set(row.itemIndex, known);
	}
}
