import type { IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import { type RowContext, RowProblem, quote } from '../rows/problems';

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
