import type {
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { type Call, createRequest, readCall, sendRequest } from './callRequests';
import { Cancellation, RunCancelled } from '../http/cancellation';
import type { CheckedRow } from './checkRows';
import { FAILURES, type Failure, meetsEveryRow } from '../errors/failures';
import type { RequestPlan } from './requestPlan';
import { type RequestSettings, requestSettings } from './settings';
import type { RunMemory } from './ledger';
import { Pace } from '../http/pace';
import { waitForCompletion } from '../api/waitForCompletion';

/** What became of a row. */
export type RowResult =
	| { kind: 'placed'; id: string; items: INodeExecutionData[] }
	/** Certainly not placed */
	| { kind: 'failed'; failure: Failure }
	/** Sent, and it is not known whether the call was placed */
	| { kind: 'unknown'; since: Date; failure: Failure };

/**
 * How often the API may ask to slow down, and for how long, in milliseconds, while it takes no call at all. Counted for
 * the whole run: as long as it takes one now and then, the rows that it refuses meanwhile are not given up.
 */
const MAX_REFUSALS = 8;
const MAX_TRYING_MS = 5 * 60_000;
/** How often a row is sent to an API that cannot be reached. */
const MAX_SENDS_UNREACHABLE = 4;

/** State shared by all rows of a run. */
interface Run {
	context: IExecuteFunctions;
	plan: RequestPlan;
	memory: RunMemory;
	settings: RequestSettings;
	cancellation: Cancellation;
	pace: Pace;
	/** No further row is sent: a row failed under Stop Workflow, or the user cancelled */
	stopped: boolean;
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
	const cancellation = new Cancellation(context.getExecutionCancelSignal());
	const settings = requestSettings(context);
	const run: Run = {
		context,
		plan,
		memory,
		settings,
		cancellation,
		pace: new Pace(settings.maxConcurrentCalls, cancellation),
		stopped: false,
	};
	const results = new Map<number, RowResult>();
	let wasCancelled = false;
	let next = 0;

	/** Takes rows off the queue until it is empty or the run ends. */
	async function worker() {
		while (next < rows.length) {
			const position = next++;
			const row = rows[position];
			if (!run.stopped && !memory.has(row.itemIndex)) await batchPause(run, position);
			const result = await placeRow(run, row);
			if (result) results.set(row.itemIndex, result);
			if (result?.kind !== 'placed' && stopAtFailure) run.stopped = true;
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
	for (const row of rows) {
		const known = results.get(row.itemIndex) ?? (await resultFromMemory(run, row));
		if (known) results.set(row.itemIndex, known);
	}
	return { results, wasCancelled };
}

/** n8n's Request Options → Batching: pauses before each batch but the first. All workers share the one queue. */
async function batchPause({ settings, cancellation }: Run, position: number): Promise<void> {
	const { batchSize, batchIntervalMs, startedAt } = settings;
	if (batchIntervalMs <= 0) return;
	const due = startedAt + Math.floor(position / batchSize) * batchIntervalMs;
	if (due > Date.now()) await cancellation.pause(due - Date.now());
}

/** Sends the row if this run has not done so, and waits for the end of its call if that is wanted. */
async function placeRow(run: Run, row: CheckedRow): Promise<RowResult | undefined> {
	const result = run.memory.has(row.itemIndex) ? undefined : await sendRow(run, row);
	if (!run.memory.has(row.itemIndex)) return result;
	await waitForEnd(run, row);
	return await resultFromMemory(run, row);
}

/**
 * Sends one row until it is placed, until it is not known whether it is, or until sending again is no use.
 * The first two are written to the run's memory.
 *
 * @returns the failure that certainly placed no call; undefined when the row is in memory, or when the run was
 *   stopped by another row before this one was sent
 */
async function sendRow(run: Run, row: CheckedRow): Promise<RowResult | undefined> {
	const { memory, pace } = run;
	const startedAt = Date.now();
	for (let sends = 1; ; sends++) {
		const answer = await pace.inTurn(async () => await sendOnce(run, row));
		if (answer === undefined) return undefined;
		if ('call' in answer) {
			pace.goesWell();
			return undefined;
		}

		const { failure } = answer;
		const { create } = FAILURES[failure.kind];
		if (create === 'unknown') {
			memory.set(row.itemIndex, { state: 'unknown', since: answer.since, failure });
			return undefined;
		}
		memory.delete(row.itemIndex);
		if (create === 'give up' || run.hopeless || !mayTryAgain(run, failure, sends, startedAt)) {
			if (isHopeless(failure)) run.hopeless = failure;
			return { kind: 'failed', failure };
		}
		pace.slowDown(failure.retryAfterMs);
	}
}

/**
 * Sends the row's request, and remembers it before that: whatever happens from then on, this row is not sent a second
 * time unnoticed.
 *
 * @returns the answer, and when the request was sent; undefined when the run has been stopped meanwhile
 */
async function sendOnce(run: Run, row: CheckedRow) {
	const { context, memory, plan, settings, cancellation } = run;
	if (run.stopped) return undefined;
	const since = new Date();
	if (run.hopeless) return { failure: run.hopeless, since };

	memory.set(row.itemIndex, { state: 'sending', since });
	const request = sendRequest(context, createRequest(plan, settings, row.body)).then((answer) => {
		// Here and not after the wait below: a run that is cancelled meanwhile still learns the id.
		if ('call' in answer) memory.set(row.itemIndex, { state: 'placed', call: answer.call });
		return { ...answer, since };
	});
	return await cancellation.orCancelled(request);
}

const UNREACHABLE = new Set<Failure['kind']>(['refused', 'unknownHost', 'connectTimeout']);

function mayTryAgain({ pace }: Run, failure: Failure, sends: number, startedAt: number): boolean {
	if (UNREACHABLE.has(failure.kind)) return sends < MAX_SENDS_UNREACHABLE;
	const waitedMs = Date.now() - Math.max(startedAt, pace.lastWell);
	return (
		pace.pausesInARow + 1 < MAX_REFUSALS && waitedMs + (failure.retryAfterMs ?? 0) < MAX_TRYING_MS
	);
}

/** Besides what meets every row: an API that asks for more time than a run has. */
function isHopeless(failure: Failure): boolean {
	return meetsEveryRow(failure) || (failure.retryAfterMs ?? 0) >= MAX_TRYING_MS;
}

/** Wait for Completion: the row keeps its place among Max Concurrent Calls until its call has ended. */
async function waitForEnd(run: Run, row: CheckedRow): Promise<void> {
	const { context, memory, pace, settings, cancellation } = run;
	const sent = memory.get(row.itemIndex);
	if (settings.waitLimitMs === undefined || sent?.state !== 'placed') return;
	async function look(): Promise<Call | undefined> {
		await pace.pauseOver();
		const answer = await readCall(context, settings, (sent as { call: Call }).call.id);
		if ('call' in answer) return answer.call;
		if (answer.failure.kind === 'tooManyRequests') pace.slowDown(answer.failure.retryAfterMs);
		return undefined;
	}
	const call = await waitForCompletion(sent.call, look, {
		limitMs: settings.waitLimitMs,
		cancellation,
		isStopped: () => run.stopped,
	});
	memory.set(row.itemIndex, { state: 'placed', call });
}

/** What this run knows of a row that it has sent, in this try or, under Retry On Fail, in an earlier one. */
async function resultFromMemory(
	{ memory, plan }: Run,
	row: CheckedRow,
): Promise<RowResult | undefined> {
	const sent = memory.get(row.itemIndex);
	if (sent === undefined) return undefined;
	if (sent.state === 'placed') {
		return { kind: 'placed', id: sent.call.id, items: await itemsOf(plan, row, sent.call) };
	}
	// Still "sending" when the run has ended: its answer was never read.
	const failure: Failure = sent.state === 'unknown' ? sent.failure : { kind: 'dropped' };
	return { kind: 'unknown', since: sent.since, failure };
}

/** Runs the post-receive hooks that the operation declares, as n8n's routing engine would. */
async function itemsOf(
	plan: RequestPlan,
	row: CheckedRow,
	call: IDataObject,
): Promise<INodeExecutionData[]> {
	const response: IN8nHttpFullResponse = { statusCode: 200, headers: {}, body: call };
	let items: INodeExecutionData[] = [{ json: call }];
	for (const hook of plan.postReceive)
		items = await hook.call(row.context as never, items, response);
	return items;
}
