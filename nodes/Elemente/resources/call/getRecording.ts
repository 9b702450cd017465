import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { operationFields } from '../operationFields';
import { takeCall } from './answers';
import { DEFAULT_MAX_MB } from './download';
import { downloadRecording } from './recording';
import { routeRow } from '../../rows/routeRow';
import { callIdField } from '../sharedFields';

export const getRecordingOption: INodePropertyOptions = {
	name: 'Get Recording',
	value: 'getRecording',
	action: 'Get the recording of a call',
	description: 'Download the recording of a phone call that has ended, as an audio file',
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
	{
		displayName: 'Largest File (MB)',
		name: 'maxFileSize',
		type: 'number',
		default: DEFAULT_MAX_MB,
		typeOptions: { minValue: 1 },
		description: 'A larger recording is not downloaded: its row is an error',
	},
	{
		displayName: 'Without a Recording',
		name: 'withoutRecording',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Error',
				value: 'error',
				description: 'A call without a recording is an error, and ends the run',
			},
			{
				name: 'Item Without a File',
				value: 'item',
				description:
					'Its item has no file, and says in the field reason why there is none. The other calls go on.',
			},
		],
		default: 'error',
		description:
			'What to do about a call that has no recording: nobody answered it, it is still going on, or its recording is gone',
	},
]);
