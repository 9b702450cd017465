import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { callJson } from '../api/call';
import type { RowContext } from '../rows/problems';

/** What an operation that gives calls makes of them. */
export const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'One Item per Call', value: 'calls' },
		{ name: 'One Item per Message', value: 'messages' },
	],
	default: 'calls',
	description:
		'Whether each item is a call or one of its messages. A call without messages gives no item then.',
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * The items of a row's calls, by the row's parameters `output` (unless given) and `simplify`: one for each call, or one for each of
 * its messages with `callId`. All are linked to the row.
 */
export function callItems(
	context: RowContext,
	calls: IDataObject[],
	output: unknown = context.getNodeParameter('output', 'calls'),
): INodeExecutionData[] {
	const pairedItem = { item: context.getItemIndex() };
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const jsons =
		output === 'messages'
			? calls.flatMap(messagesOf)
			: calls.map((call) => callJson(call, simplify));
	return jsons.map((json) => ({ json, pairedItem }));
}

/** The API reference declares messages to be texts, but shows objects `{ sid, timestamp, sender, content, … }`. */
function messagesOf({ id, messages }: IDataObject): IDataObject[] {
	if (!Array.isArray(messages)) return [];
	return (messages as unknown[]).map((message) =>
		typeof message === 'object' && message !== null
			? { callId: id, ...message }
			: { callId: id, content: String(message) },
	);
}
