import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { checkDayOrder, sendDay, writeDateRange } from '../../fields/dateRange';
import { sendInQuery } from '../../fields/send';
import { positive, text, yes } from '../../fields/values';
import { CHANNELS } from '../../api/channels';
import { STATUSES } from '../../api/statuses';
import { operationFields } from '../operationFields';
import { limitFields, outputField, simplifyField } from '../sharedFields';
import { takeCalls } from './answers';
import { routeRow } from '../../rows/routeRow';
import type { RoutedRow } from '../../rows/routedRow';

export const getAllOption: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many calls',
	description:
		'List the calls of the account, all or those of a status, channel or time, with how each ended',
	routing: routeRow('GET', CALLS, takeCalls, getCalls),
};

async function getCalls({ request, send }: RoutedRow) {
	return await send({ qs: writeDateRange(request.qs ?? {}) });
}

const toDate = sendDay('to', 'To Date');

export const getAllFields: INodeProperties[] = operationFields('call', 'getAll', [
	...limitFields,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description:
			'Which calls to list: those that fit all filters. Without one, all that Elemente gives.',
		options: [
			{
				displayName: 'Channel',
				name: 'channel',
				type: 'options',
				options: [...CHANNELS],
				default: 'call',
				description: 'Only calls on this channel',
				routing: sendInQuery('channel', 'Channel', text),
			},
			{
				displayName: 'From Date',
				name: 'dateFrom',
				type: 'dateTime',
				typeOptions: { dateOnly: true },
				default: '',
				description: 'Only calls of this day and later',
				routing: sendDay('from', 'From Date'),
			},
			{
				displayName: 'Last Hours',
				name: 'hrs',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 24,
				description:
					'Only calls of the last so many hours, such as 24 for those since this time yesterday',
				routing: sendInQuery('hrs', 'Last Hours', positive),
			},
			{
				displayName: 'Sanitised',
				name: 'sanitised',
				type: 'boolean',
				default: true,
				description: 'Whether to have Elemente leave out personal data',
				routing: sendInQuery('sanitised', 'Sanitised', yes),
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [...STATUSES],
				default: 'completed',
				description: 'Only calls that have this status now',
				routing: sendInQuery('status', 'Status', text),
			},
			{
				displayName: 'To Date',
				name: 'dateTo',
				type: 'dateTime',
				typeOptions: { dateOnly: true },
				default: '',
				description: 'Only calls of this day and earlier',
				routing: {
					send: { ...toDate.send, preSend: [...(toDate.send?.preSend ?? []), checkDayOrder] },
				},
			},
		],
	},
	outputField,
	{ ...simplifyField, displayOptions: { show: { output: ['calls'] } } },
]);
