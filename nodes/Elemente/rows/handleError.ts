import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { failureError } from '../errors/nodeErrors';
import { failureOfResponse, unreadable } from '../errors/readFailure';
import type { RowContext } from './row';

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
	throw failureError(this.getNode(), failure);
}

/** The error of a 2xx that does not hold what was asked for, such as a log-in page. */
export function unreadableError(context: RowContext, response: IN8nHttpFullResponse) {
	return failureError(context.getNode(), unreadable(response));
}
