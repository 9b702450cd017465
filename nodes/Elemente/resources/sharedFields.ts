import type { IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import { idInPath } from '../fields/send';
import { DEFAULT_WAIT_MINUTES } from '../api/waitForCompletion';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';

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

/** Return All, and the Limit in its absence. Neither is sent: the API documents no limit for calls. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		displayOptions: { show: { returnAll: [false] } },
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		routing: { send: { preSend: [checkLimit] } },
	},
];

async function checkLimit(this: RowContext, request: IHttpRequestOptions) {
	const limit = this.getNodeParameter('limit', 50);
	if (Number.isInteger(Number(limit)) && Number(limit) > 0) return request;
	throw new RowProblem(
		this,
		`Limit ${quote(limit)} is not a whole number above 0`,
		'Write how many results you want at most, or switch on Return All.',
	);
}

/** How many results the row asks for: all of them, or its Limit, which has been checked. */
export function limitOf(context: RowContext): number {
	if (context.getNodeParameter('returnAll', false)) return Infinity;
	return Number(context.getNodeParameter('limit', 50));
}

/** Wait for Completion and its limit, for a row that is one call. @param what such as "the call" */
export function waitFields(what: 'the call' | 'each call'): INodeProperties[] {
	const once = what === 'the call';
	return [
		{
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			default: false,
			description: `Whether to wait until ${what} has ended, so that the item holds how it ended: status, reached, duration and transcription`,
		},
		{
			displayName: 'Wait Limit (Minutes)',
			name: 'waitLimit',
			type: 'number',
			displayOptions: { show: { waitForCompletion: [true] } },
			typeOptions: { minValue: 0.1 },
			default: DEFAULT_WAIT_MINUTES,
			description: `How long to wait ${once ? '' : 'for each call '}at most. After that the item holds the last known state, and its field ended is false.`,
		},
	];
}

export const callIdField: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '123e4567-e89b-12d3-a456-426614174000',
	description:
		'ID of the call. Drag it here from the output of Create, Get Many or Elemente Trigger.',
	routing: idInPath('callId', 'Call ID'),
};
