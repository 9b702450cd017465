import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IN8nHttpFullResponse, INode, INodeExecutionData } from 'n8n-workflow';

import { FAILURES, type Failure } from './failures';
import { failureOfError, failureOfResponse } from './readFailure';
import type { RowContext } from '../rows/problems';

/** Between the lines of a description: n8n's editor shows it as HTML, where a line feed alone is a space. */
export const LINE_BREAK = '<br>\n';

/** What happened, in one sentence without a full stop, with the HTTP status where there was one. */
export function whatHappened(failure: Failure): string {
	const { message } = FAILURES[failure.kind];
	return failure.statusCode === undefined ? message : `${message} (HTTP ${failure.statusCode})`;
}

/** What to do, and the API's own words. */
export function whatToDo(failure: Failure): string {
	const { remedy } = FAILURES[failure.kind];
	return failure.words ? `${remedy} The API said: ${failure.words}` : remedy;
}

/** What stands behind an error that `apiError` made. Beside the error, not in it: n8n stores what an error holds. */
const failures = new WeakMap<object, Failure>();

/** The failure behind an error of ours, or what can be read out of one that n8n's request helper threw. */
export function failureBehind(error: unknown): Failure {
	return failures.get(error as object) ?? failureOfError(error);
}

/**
 * An n8n error about a failed request. It is made of our own words and carries no cause:
 * the error of n8n's request helper holds the whole request, and with it the password.
 *
 * No error of ours tells n8n its item index: the editor would put it behind the message, counted from 0, as in
 * "Row 2: … [item 1]". The message names the row.
 */
export function apiError(node: INode, message: string, description: string, failure?: Failure) {
	const error = new NodeApiError(
		node,
		{},
		{
			message,
			description,
			httpCode: failure?.statusCode === undefined ? undefined : String(failure.statusCode),
		},
	);
	if (failure) failures.set(error, failure);
	return withMessage(error, message);
}

/** An n8n error that no request stands behind. */
export function operationError(node: INode, message: string, description: string) {
	return withMessage(new NodeOperationError(node, message, { description }), message);
}

/** n8n replaces a message that contains an error code such as EPERM or ENOENT, even inside a word: put ours back. */
function withMessage<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

/**
 * First post-receive action of every operation: an answer that is not a 2xx becomes an error that helps.
 *
 * @throws NodeApiError with what happened as message, what to do and the API's words as description
 */
export async function handleError(
	this: RowContext,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const failure = failureOfResponse(response);
	if (failure === undefined) return items;
	throw apiError(this.getNode(), whatHappened(failure), whatToDo(failure), failure);
}
