import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { operationFields } from '../operationFields';
import { callIdField, outputField, simplifyField, waitFields } from '../sharedFields';
import { itemsOf, takeCall } from './answers';
import { routeRow } from '../../rows/routeRow';
import type { RoutedRow } from '../../rows/routedRow';
import { waitForCompletion, waitLimitMs } from '../../api/waitForCompletion';

export const getOption: INodePropertyOptions = {
	name: 'Get',
	value: 'get',
	action: 'Get a call with its outcome',
	description:
		'Look up one call by its ID: its status, duration, transcript, messages and recording',
	routing: routeRow('GET', CALLS, takeCall, getCall),
};

async function getCall({ context, cancellation, send, look }: RoutedRow) {
	const [{ json: call }] = await send();
	if (!context.getNodeParameter('waitForCompletion', false)) return itemsOf(context, [call]);
	const last = await waitForCompletion(call, async (until) => (await look(until))?.[0].json, {
		limitMs: waitLimitMs(context.getNodeParameter('waitLimit', undefined)),
		cancellation,
	});
	return itemsOf(context, [last]);
}

export const getFields: INodeProperties[] = operationFields('call', 'get', [
	callIdField,
	...waitFields('the call'),
	outputField,
	{ ...simplifyField, displayOptions: { show: { output: ['calls'] } } },
]);
