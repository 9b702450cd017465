import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { callOf } from '../../api/call';
import { apiError, whatHappened, whatToDo } from '../../errors/nodeErrors';
import type { Failure } from '../../errors/failures';
import { limitOf } from '../limit';
import { callItems } from '../sharedFields';
import { readList } from '../../api/list';
import type { RowContext } from '../../rows/problems';
import { wordsOf } from '../../errors/readFailure';

/** Post-receive action: the one call of an answer, as it came, for work that goes on with it. */
export async function takeCall(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const call = callOf(response.body);
	if (!call) throw unreadable(this, response);
	return [{ json: call, pairedItem: { item: this.getItemIndex() } }];
}

/** Post-receive action: the calls of an answer, whatever its form, up to the row's Limit. */
export async function takeCalls(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const calls = readList(response.body);
	if (!calls) throw unreadable(this, response);
	return callItems(this, calls.slice(0, limitOf(this)));
}

/** The error of a 2xx that does not hold what was asked for, such as a log-in page. */
export function unreadable(context: RowContext, { statusCode, body }: IN8nHttpFullResponse) {
	const failure: Failure = { kind: 'noCall', statusCode, words: wordsOf(body) };
	return apiError(context.getNode(), whatHappened(failure), whatToDo(failure), failure);
}
