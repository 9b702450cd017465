import type { IDataObject, IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { type Output, callItems, callOf, createdCallItems } from '../../api/call';
import { readList } from '../../api/list';
import { unreadableError } from '../../rows/handleError';
import type { RowContext } from '../../rows/row';
import { limitOf } from '../sharedFields';

/** Post-receive action: the one call of an answer, as it came, for work that goes on with it. */
export async function takeCall(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	return [{ json: oneCall(this, response), pairedItem: { item: this.getItemIndex() } }];
}

/** Post-receive action: the calls of an answer, whatever its form, up to the row's Limit. */
export async function takeCalls(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const calls = readList(response.body);
	if (!calls) throw unreadableError(this, response);
	return itemsOf(this, calls.slice(0, limitOf(this)));
}

/** Post-receive action of Create, where n8n's routing engine serves it. @throws NodeApiError when there is no call */
export async function takeCreatedCall(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const { output = 'calls' } = this.getNodeParameter('options', {}) as { output?: Output };
	return createdCallItems(oneCall(this, response), { ...shapeOf(this), output });
}

/** The items of a row's calls, by the row's parameters `output` and `simplify`. */
export function itemsOf(context: RowContext, calls: IDataObject[]): INodeExecutionData[] {
	const output = context.getNodeParameter('output', 'calls') as Output;
	return callItems(calls, { ...shapeOf(context), output });
}

function oneCall(context: RowContext, response: IN8nHttpFullResponse) {
	const call = callOf(response.body);
	if (!call) throw unreadableError(context, response);
	return call;
}

function shapeOf(context: RowContext) {
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { row: context.getItemIndex(), simplify };
}
