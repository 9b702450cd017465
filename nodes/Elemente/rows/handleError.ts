import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { failureError } from '../errors/nodeErrors';
import { failureOfResponse, unreadable } from '../errors/readFailure';
import { readAnswer, timeoutOf } from '../http/answer';
import type { RowContext } from './row';

/**
 * First post-receive action of every operation: reads the answer, and makes an error that helps of one that is not a
 * 2xx, or that does not come to its end within Request Options → Timeout.
 *
 * @throws NodeApiError with what happened as message, what to do and the API's words as description
 */
export async function handleError(
	this: RowContext,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const { timeout } = this.getNodeParameter('requestOptions', {}) as { timeout?: unknown };
	const answer = await readAnswer(response, { timeoutMs: timeoutOf(timeout) });
	if ('failure' in answer) throw failureError(this.getNode(), answer.failure);
	const failure = failureOfResponse(answer.value);
	if (failure) throw failureError(this.getNode(), failure);
	// n8n hands the same answer to the actions that follow.
	response.body = answer.value.body;
	return items;
}

/** The error of a 2xx that does not hold what was asked for, such as a log-in page. */
export function unreadableError(context: RowContext, response: IN8nHttpFullResponse) {
	return failureError(context.getNode(), unreadable(response));
}
