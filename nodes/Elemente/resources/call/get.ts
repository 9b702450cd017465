import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { showFor } from '../operationFields';
import { idInPath } from '../../fields/send';
import { callItems, outputField, simplifyField } from '../sharedFields';
import { takeCall } from './answers';
import { type RoutedRow, routeRow } from '../../rows/routeRow';
import { checkTogether } from '../../rows/rowChecks';
import { waitForCompletion } from '../../api/waitForCompletion';

export const getOption: INodePropertyOptions = {
	name: 'Get',
	value: 'get',
	action: 'Get a call with its outcome',
	description:
		'Look up one call by its ID: its status, duration, transcript, messages and recording',
	routing: routeRow('GET', '/api/v1/calls', takeCall, getCall),
};

const DEFAULT_WAIT_MINUTES = 60;

async function getCall({ context, cancellation, send, look }: RoutedRow) {
	const { waitForCompletion: waits, waitLimit = DEFAULT_WAIT_MINUTES } = context.getNodeParameter(
		'options',
		{},
	) as { waitForCompletion?: boolean; waitLimit?: number };
	const [{ json: call }] = await send();
	if (!waits) return callItems(context, [call]);
	const limitMs = (Number(waitLimit) || DEFAULT_WAIT_MINUTES) * 60_000;
	const last = await waitForCompletion(call, async () => (await look())?.[0].json, {
		limitMs,
		cancellation,
	});
	return callItems(context, [last]);
}

export const callIdField: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '123e4567-e89b-12d3-a456-426614174000',
	description: 'ID of the call, as Create and Get Many give it in the field ID',
	routing: idInPath('callId', 'Call ID'),
};

export const getFields: INodeProperties[] = checkTogether(
	showFor('call', 'get', [
		callIdField,
		outputField,
		{ ...simplifyField, displayOptions: { show: { output: ['calls'] } } },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Wait for Completion',
					name: 'waitForCompletion',
					type: 'boolean',
					default: true,
					description:
						'Whether to wait until the call has ended, so that the item holds its outcome',
				},
				{
					displayName: 'Wait Limit (Minutes)',
					name: 'waitLimit',
					type: 'number',
					typeOptions: { minValue: 0.1 },
					default: DEFAULT_WAIT_MINUTES,
					description:
						'How long to wait at most, with Wait for Completion on. After that the item holds the last known state, and its field ended is false.',
				},
			],
		},
	]),
);
