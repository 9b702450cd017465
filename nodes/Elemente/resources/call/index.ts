import type { INodeProperties } from 'n8n-workflow';

import { createFields, createOption } from './create';

export const callProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['call'] } },
		options: [createOption],
		default: 'create',
	},
	...createFields,
];
