import type { INodeProperties } from 'n8n-workflow';

import { createFields, createOption } from './create';
import { getFields, getOption } from './get';
import { getAllFields, getAllOption } from './getAll';

export const agentProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['agent'] } },
		options: [createOption, getOption, getAllOption],
		default: 'get',
	},
	...createFields,
	...getFields,
	...getAllFields,
];
