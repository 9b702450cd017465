import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { callJson, callOf } from '../../api/call';
import { callItems } from '../sharedFields';
import { unreadable } from './answers';
import type { RowContext } from '../../rows/problems';

/**
 * Post-receive action of Create: the placed call as one item, or as one item for each of its messages. All are linked
 * to their row. A call without messages gives an item in any case: its id must not be lost.
 *
 * @throws NodeApiError when the answer holds no call
 */
export async function takeCreatedCall(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const call = callOf(response.body);
	if (!call) throw unreadable(this, response);
	const { output = 'calls' } = this.getNodeParameter('options', {}) as { output?: string };
	const items = callItems(this, [call], output);
	if (items.length > 0) return items;
	return [{ json: callJson(call, true), pairedItem: { item: this.getItemIndex() } }];
}
