import type {
	IExecuteData,
	IExecutePaginationFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodePropertyRouting,
	NodeApiError,
	PostReceiveAction,
} from 'n8n-workflow';

import { FAILURES, type Failure } from '../errors/failures';
import { apiError, failureOf, whatHappened, whatToDo } from '../errors/nodeErrors';
import { joinAccount } from '../http/account';
import { RunCancelled } from '../http/cancellation';
import { Pace } from '../http/pace';
import { type MayRepeat, whileReading, withRetries } from '../http/retries';
import { Run } from '../http/run';
import { createOnce, mayBeCreated } from './createOnce';
import { errorItem } from './errorItem';
import { handleError } from './handleError';
import { problemsOf } from './problems';
import type { HttpRequest, RoutedRequest, RoutedRow, Work } from './routedRow';
import { rowName } from './row';
import { answersModel } from './tool';

/** What may be repeated: a read changes nothing and an update sets the same again; what creates is another matter. */
type Effect = 'read' | 'create';

/** Requests to other hosts that are under way at the same time. */
const MAX_ELSEWHERE = 10;

/** The state of one try of a run. */
class RoutedRun extends Run {
	/** Requests to other hosts than the API's, which have limits of their own */
	readonly elsewhere = new Pace(MAX_ELSEWHERE, this.cancellation);
}

/** One try of a run, with its rows that are not done yet. */
interface Try {
	rows: number;
	run: Promise<RoutedRun>;
	leave: () => void;
}

/** n8n hands over the same execute data for every row, and for every try of Retry On Fail: see `leaveTry`. */
const tries = new WeakMap<IExecuteData, Try>();

function joinTry(context: IExecutePaginationFunctions): Try {
	const executeData = context.getExecuteData();
	const current = tries.get(executeData) ?? newTry(context);
	tries.set(executeData, current);
	current.rows++;
	return current;
}

function newTry(context: IExecutePaginationFunctions): Try {
	const account = joinAccount(context);
	const signal = context.getExecutionCancelSignal();
	return {
		rows: 0,
		run: account.then((joined) => new RoutedRun(signal, undefined, joined)),
		leave: () => void account.then(({ leave }) => leave()),
	};
}

/** Without a row left the run is over, or this try of it; the next try starts afresh. */
function leaveTry(context: IExecutePaginationFunctions, current: Try): void {
	if (--current.rows > 0) return;
	tries.delete(context.getExecuteData());
	current.leave();
}

/**
 * The routing of an operation: its request, sent with retries, and what is made of the answer.
 *
 * A function as `pagination` is the one declarative place that wraps a row's whole request (docs of n8n-core's
 * `RoutingNode.makeRequest`). It holds requests back, repeats them, and turns what n8n's request helper throws into
 * an error of ours: n8n's own holds the request, and with it the password.
 *
 * @param take post-receive action that reads the answer
 * @param work what is done for a row
 */
export function routeRow(
	method: IHttpRequestMethods,
	url: string,
	take: Extract<PostReceiveAction, (...args: never[]) => unknown>,
	work: Work,
	effect: Effect = 'read',
): INodePropertyRouting {
	async function sendRow(this: IExecutePaginationFunctions, request: RoutedRequest) {
		const current = joinTry(this);
		try {
			const run = await current.run;
			const bad = problemsOf(this, request.options);
			if (bad) return inRow(this, bad, effect);
			const row = routedRow(this, run, request, effect);
			const items = await (effect === 'create' ? createOnce(row, work) : work(row));
			const pairedItem = { item: this.getItemIndex() };
			return items.map((item) => ({ ...item, pairedItem }));
		} catch (error) {
			return inRow(this, nodeError(this, error), effect);
		} finally {
			leaveTry(this, current);
		}
	}
	return {
		request: {
			method,
			url,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			encoding: 'stream',
		},
		send: { paginate: true },
		operations: { pagination: sendRow },
		output: { postReceive: [handleError, take] },
	};
}

function routedRow(
	context: IExecutePaginationFunctions,
	run: RoutedRun,
	request: RoutedRequest,
	effect: Effect,
): RoutedRow {
	const sendOnce = async (changes?: Partial<HttpRequest>) => {
		const options = { ...request.options, ...changes };
		return { value: await context.makeRoutingRequest({ ...request, options }) };
	};
	const mayRepeat = (): MayRepeat => {
		const mayReadAgain = whileReading();
		return (failure, sends) =>
			failure !== run.nonRetryable &&
			(effect === 'read' || FAILURES[failure.kind].create === 'sendAgain') &&
			mayReadAgain(failure, sends);
	};
	return {
		context,
		request: request.options,
		cancellation: run.cancellation,
		async send(changes) {
			const once = async () => {
				// What reads contacts nobody.
				const line = effect === 'create' ? await run.line() : undefined;
				return await run.once(async () => await sendOnce(changes), line);
			};
			const outcome = await withRetries(once, run.pace, mayRepeat());
			if ('value' in outcome) return outcome.value;
			run.noteFailure(outcome.failure);
			throw rowError(context, outcome.failure, effect);
		},
		async look(until) {
			if (!(await run.pace.pauseOver(until))) return undefined;
			return await run.pace.run(async () => await run.look(sendOnce, until));
		},
		repeat: async (once) => await withRetries(once, run.elsewhere, mayRepeat()),
	};
}

/** The error of a row whose request failed for good. */
function rowError(context: IExecutePaginationFunctions, failure: Failure, effect: Effect) {
	const remedy =
		effect === 'create' && mayBeCreated(failure)
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

/** Under n8n's setting Stop Workflow, throws, unless a model is to read it. Else gives the row's error item. */
function inRow(
	context: IExecutePaginationFunctions,
	error: NodeApiError,
	effect: Effect,
): INodeExecutionData[] {
	const node = context.getNode();
	const continues = context.continueOnFail() || answersModel(node);
	if (!continues || context.getExecutionCancelSignal()?.aborted) {
		throw withoutItemIndex(error);
	}
	const failure = failureOf(error);
	const notPlaced = failure && mayBeCreated(failure) ? 'unknown' : 'notPlaced';
	const item = errorItem(node, context.getInputData(), context.getItemIndex(), {
		message: error.message,
		reason: failure?.kind ?? 'badRow',
		whatToDo: error.description ?? '',
		outcome: effect === 'create' ? notPlaced : undefined,
	});
	return [item];
}

/** n8n's routing engine writes its item index into every error, and the editor puts it behind the message, counted from 0. */
function withoutItemIndex(error: NodeApiError): NodeApiError {
	const ignored = { get: () => undefined, set: () => {}, configurable: true };
	Object.defineProperty(error.context, 'itemIndex', ignored);
	return error;
}
