import type { INodeProperties } from 'n8n-workflow';

import { createFields, createOption } from './create';
import { getFields, getOption } from './get';
import { getAllFields, getAllOption } from './getAll';
import { getRecordingFields, getRecordingOption } from './getRecording';
import { updateFields, updateOption } from './update';

export const callProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['call'] } },
		options: [createOption, getOption, getAllOption, getRecordingOption, updateOption],
		default: 'create',
	},
	...createFields,
	...getFields,
	...getAllFields,
	...getRecordingFields,
	...updateFields,
];
