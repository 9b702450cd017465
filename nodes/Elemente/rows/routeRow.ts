import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecuteData,
	IExecutePaginationFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodePropertyRouting,
	NodeApiError,
	PostReceiveAction,
} from 'n8n-workflow';

import { Cancellation, RunCancelled } from '../http/cancellation';
import { apiError, failureBehind, handleError, whatHappened, whatToDo } from '../errors/nodeErrors';
import { FAILURES, type Failure, meetsEveryRow } from '../errors/failures';
import { Pace } from '../http/pace';
import { type Outcome, withRetries } from '../http/retries';
import { problemsOf } from './rowChecks';
import { rowName } from './problems';

type RoutedRequest = DeclarativeRestApiSettings.ResultOptions;
type HttpRequest = RoutedRequest['options'];

/** One row of an operation that n8n's routing engine serves. */
export interface RoutedRow {
	context: IExecutePaginationFunctions;
	/** The request as the fields declare it, after their checks */
	request: HttpRequest;
	cancellation: Cancellation;
	/**
	 * Sends the row's request, changed by `changes`, and again after a failure that may pass.
	 *
	 * @returns what the operation's post-receive actions make of the answer
	 * @throws NodeApiError
	 */
	send: (changes?: Partial<HttpRequest>) => Promise<INodeExecutionData[]>;
	/** The same once only; undefined when it failed. For who looks again anyway. */
	look: () => Promise<INodeExecutionData[] | undefined>;
	/** Repeats another request in the same way. */
	repeat: <T>(once: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
}

/** What may be repeated: a read changes nothing and an update sets the same again; what creates is another matter. */
type Verdicts = 'read' | 'create';

/** Requests of one run that are under way at the same time: n8n starts all rows at once. */
const MAX_IN_FLIGHT = 10;

/** State shared by the rows of one run. */
class Run {
	/** Rows that are not done yet */
	rows = 0;

	hopeless?: Failure;

	readonly cancellation: Cancellation;

	readonly pace: Pace;

	/** Requests to other hosts than the API's, which have limits of their own */
	readonly elsewhere: Pace;

	constructor(signal?: AbortSignal) {
		this.cancellation = new Cancellation(signal);
		this.pace = new Pace(MAX_IN_FLIGHT, this.cancellation);
		this.elsewhere = new Pace(MAX_IN_FLIGHT, this.cancellation);
	}

	/** One request, and its answer or what went wrong. @throws RunCancelled */
	async once<T>(request: () => Promise<T>): Promise<Outcome<T>> {
		if (this.hopeless) return { failure: this.hopeless };
		const answer = request().then(
			(value) => ({ value }),
			(error: unknown) => ({ failure: failureBehind(error) }),
		);
		return await this.cancellation.orCancelled(answer);
	}
}

/** What has become of a row that creates something: what it gave, or the error after which nobody knows. */
type Created = { items: INodeExecutionData[] } | { error: NodeApiError };

/**
 * By run, and by row and body. Kept over every try of Retry On Fail, like the calls (see `memoryOfRun`): nothing is created
 * twice. The body belongs to it because a tool of an AI Agent may have the agent's execute data, and the row 0 each time.
 */
const created = new WeakMap<IExecuteData, Map<string, Created>>();

/** n8n hands over the same execute data for every row, and for every try of Retry On Fail: see `finally` below. */
const runs = new WeakMap<IExecuteData, Run>();

/**
 * The routing of an operation: its request, sent with retries, and what is made of the answer.
 *
 * A function as `pagination` is the one declarative place that wraps a row's whole request (docs of n8n-core's
 * `RoutingNode.makeRequest`). It holds requests back, repeats them, and turns what n8n's request helper throws into
 * an error of ours: n8n's own holds the request, and with it the password.
 *
 * @param take post-receive action that reads the answer
 * @param work what is done for a row; by default its request is sent and that is all
 */
export function routeRow(
	method: IHttpRequestMethods,
	url: string,
	take: Extract<PostReceiveAction, (...args: never[]) => unknown>,
	work: (row: RoutedRow) => Promise<INodeExecutionData[]> = async ({ send }) => await send(),
	verdicts: Verdicts = 'read',
): INodePropertyRouting {
	async function sendRow(this: IExecutePaginationFunctions, request: RoutedRequest) {
		const executeData = this.getExecuteData();
		const run = runs.get(executeData) ?? new Run(this.getExecutionCancelSignal());
		runs.set(executeData, run);
		run.rows++;
		try {
			const bad = problemsOf(this, request.options);
			if (bad) return inRow(this, bad);
			const row = routedRow(this, run, request, verdicts);
			const items = await (verdicts === 'create' ? createOnce(row, work) : work(row));
			const pairedItem = { item: this.getItemIndex() };
			return items.map((item) => ({ ...item, pairedItem }));
		} catch (error) {
			return inRow(this, nodeError(this, error));
		} finally {
			// Without a row left the run, or this try of it, is over; the next try starts afresh.
			if (--run.rows === 0) runs.delete(executeData);
		}
	}
	return {
		request: { method, url, ignoreHttpStatusErrors: true, disableFollowRedirect: true },
		send: { paginate: true },
		operations: { pagination: sendRow },
		output: { postReceive: [handleError, take] },
	};
}

function routedRow(
	context: IExecutePaginationFunctions,
	run: Run,
	request: RoutedRequest,
	verdicts: Verdicts,
): RoutedRow {
	const mayRepeat = (failure: Failure) =>
		failure !== run.hopeless && FAILURES[failure.kind][verdicts] === 'sendAgain';
	const sendOnce = async (changes?: Partial<HttpRequest>) =>
		await run.once(
			async () =>
				await context.makeRoutingRequest({
					...request,
					options: { ...request.options, ...changes },
				}),
		);
	return {
		context,
		request: request.options,
		cancellation: run.cancellation,
		async send(changes) {
			const outcome = await withRetries(async () => await sendOnce(changes), run.pace, mayRepeat);
			if ('value' in outcome) return outcome.value;
			if (meetsEveryRow(outcome.failure)) run.hopeless = outcome.failure;
			throw failureError(context, outcome.failure, verdicts);
		},
		async look() {
			const outcome = await run.pace.inTurn(async () => await sendOnce());
			if ('value' in outcome) return outcome.value;
			if (outcome.failure.kind === 'tooManyRequests') {
				run.pace.slowDown(outcome.failure.retryAfterMs);
			}
			return undefined;
		},
		repeat: async (once) => await withRetries(once, run.elsewhere, mayRepeat),
	};
}

/** Does the work of a row that creates something, unless an earlier try of this run did it or may have done it. */
async function createOnce(
	row: RoutedRow,
	work: (row: RoutedRow) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const { context, request } = row;
	const executeData = context.getExecuteData();
	const rows = created.get(executeData) ?? new Map<string, Created>();
	created.set(executeData, rows);
	const key = `${context.getItemIndex()} ${JSON.stringify(request.body)}`;
	const outcome =
		rows.get(key) ??
		(await work(row).then(
			(items): Created => ({ items }),
			(error: NodeApiError): Created => ({ error }),
		));
	const isDone =
		'items' in outcome || FAILURES[failureBehind(outcome.error).kind].create === 'unknown';
	if (isDone) rows.set(key, outcome);
	if ('error' in outcome) throw outcome.error;
	return outcome.items;
}

/** The error of a row whose request failed for good. */
function failureError(
	context: IExecutePaginationFunctions,
	failure: Failure,
	verdicts: Verdicts,
): NodeApiError {
	const isUnknown = FAILURES[failure.kind][verdicts] === 'unknown';
	const remedy = isUnknown
		? `It may have been created all the same: look for it before you try again. ${whatToDo(failure)}`
		: whatToDo(failure);
	return apiError(context.getNode(), whatHappened(failure), remedy, failure);
}

/** Which of several rows an error is about; where there is one row only, that goes without saying. */
function nodeError(context: IExecutePaginationFunctions, error: unknown): NodeApiError {
	if (error instanceof RunCancelled || context.getExecutionCancelSignal()?.aborted) {
		return apiError(context.getNode(), 'The run was cancelled', 'Run the workflow again.');
	}
	const failed = error as NodeApiError;
	const rows = context.getExecuteData().data.main?.[0]?.length ?? 1;
	const row = `${rowName(context.getItemIndex())}: `;
	// An error that is remembered for the next try says it already.
	if (rows > 1 && !failed.message.startsWith(row)) failed.message = row + failed.message;
	return failed;
}

/**
 * Under n8n's setting Stop Workflow, throws. Else gives the row's error item, with the row's own columns: on the
 * error output n8n adds them itself, and recognises an error item by `json` holding nothing but the error.
 */
function inRow(context: IExecutePaginationFunctions, error: NodeApiError): INodeExecutionData[] {
	const item = context.getItemIndex();
	if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) {
		throw withoutItemIndex(error);
	}
	const problem: IDataObject = { error: error.message, details: error.description };
	const keepsColumns = context.getNode().onError !== 'continueErrorOutput';
	const json = keepsColumns ? { ...context.getInputData().json, ...problem } : problem;
	return [{ json, pairedItem: { item } }];
}

/** n8n's routing engine writes its item index into every error, and the editor puts it behind the message, counted from 0. */
function withoutItemIndex(error: NodeApiError): NodeApiError {
	const ignored = { get: () => undefined, set: () => {}, configurable: true };
	Object.defineProperty(error.context, 'itemIndex', ignored);
	return error;
}
