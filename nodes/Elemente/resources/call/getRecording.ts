import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { showFor } from '../operationFields';
import { takeCall } from './answers';
import { downloadRecording } from './recording';
import { routeRow } from '../../rows/routeRow';
import { checkTogether } from '../../rows/rowChecks';
import { callIdField } from './get';

export const getRecordingOption: INodePropertyOptions = {
	name: 'Get Recording',
	value: 'getRecording',
	action: 'Get the recording of a call',
	description: 'Download the recording of a call that has ended, as an audio file',
	routing: routeRow('GET', '/api/v1/calls', takeCall, downloadRecording),
};

export const getRecordingFields: INodeProperties[] = checkTogether(
	showFor('call', 'getRecording', [
		callIdField,
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		},
	]),
);
