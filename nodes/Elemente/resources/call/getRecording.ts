import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { operationFields } from '../operationFields';
import { takeCall } from './answers';
import { downloadRecording } from './recording';
import { routeRow } from '../../rows/routeRow';
import { callIdField } from '../sharedFields';

export const getRecordingOption: INodePropertyOptions = {
	name: 'Get Recording',
	value: 'getRecording',
	action: 'Get the recording of a call',
	description: 'Download the recording of a call that has ended, as an audio file',
	routing: routeRow('GET', CALLS, takeCall, downloadRecording),
};

export const getRecordingFields: INodeProperties[] = operationFields('call', 'getRecording', [
	callIdField,
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the file in',
	},
]);
