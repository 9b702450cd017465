import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { descriptionText, messageText } from './editorText';
import { FAILURES, type Failure } from './failures';
import { failureOfError } from './readFailure';

/** What happened, in one sentence without a full stop, with the HTTP status where there was one. */
export function whatHappened(failure: Failure): string {
	const { message } = FAILURES[failure.kind];
	return failure.statusCode === undefined ? message : `${message} (HTTP ${failure.statusCode})`;
}

/** What to do, and the API's own words. */
export function whatToDo(failure: Failure): string {
	const { remedy } = FAILURES[failure.kind];
	return `${remedy}${wait(failure)}${lastWords(failure)}`;
}

/** How long the API asks to wait, where that is longer than the node does by itself. */
function wait({ retryAfterMs = 0 }: Failure): string {
	const minutes = Math.ceil(retryAfterMs / 60_000);
	return minutes > 1 ? ` The API asks to wait for ${minutes} minutes.` : '';
}

/** What the API said, and what the network did, each under its own name; empty where neither is known. */
export function lastWords({ words, detail }: Failure): string {
	const said = words ? ` The API said: ${words}` : '';
	return detail ? `${said} Technical detail: ${detail}` : said;
}

/** What stands behind an error that `apiError` made. Beside the error, not in it: n8n stores what an error holds. */
const failures = new WeakMap<object, Failure>();

/** The failure behind an error of ours; undefined where no request stands behind it. */
export function failureOf(error: object): Failure | undefined {
	return failures.get(error);
}

/** The failure behind an error of ours, or what can be read out of one that n8n's request helper threw. */
export function failureBehind(error: unknown): Failure {
	return failures.get(error as object) ?? failureOfError(error);
}

/**
 * An n8n error about a failed request. It is made of our own words and carries no cause:
 * the error of n8n's request helper holds the whole request, and with it the password.
 *
 * Here, and in `operationError`, is the one place where texts of cells, answers and headers get into what the editor
 * reads as HTML.
 *
 * No error of ours tells n8n its item index: the editor would put it behind the message, counted from 0, as in
 * "Row 2: … [item 1]". The message names the row.
 */
export function apiError(node: INode, message: string, description: string, failure?: Failure) {
	const text = messageText(message);
	const error = new NodeApiError(
		node,
		{},
		{
			message: text,
			description: descriptionText(description),
			httpCode: failure?.statusCode === undefined ? undefined : String(failure.statusCode),
		},
	);
	if (failure) failures.set(error, failure);
	return withMessage(error, text);
}

/** An n8n error that no request stands behind. */
export function operationError(node: INode, message: string, description: string) {
	const text = messageText(message);
	const given = { description: descriptionText(description) };
	return withMessage(new NodeOperationError(node, text, given), text);
}

/** n8n replaces a message that contains an error code such as EPERM or ENOENT, even inside a word: put ours back. */
function withMessage<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

/** The error of a request that failed, in the words of the table of failures. */
export function failureError(node: INode, failure: Failure) {
	return apiError(node, whatHappened(failure), whatToDo(failure), failure);
}
