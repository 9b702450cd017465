import type {
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { STATUSES } from '../../api/statuses';
import { operationFields } from '../operationFields';
import { sendAs } from '../../fields/send';
import { id, isEmpty, text } from '../../fields/values';
import { itemsOf, takeCall } from './answers';
import { routeRow } from '../../rows/routeRow';
import type { RoutedRow } from '../../rows/routedRow';
import type { RowContext } from '../../rows/row';
import { RowProblem } from '../../rows/problems';
import { agentLocator } from '../locators';
import { callIdField, simplifyField } from '../sharedFields';

export const updateOption: INodePropertyOptions = {
	name: 'Update',
	value: 'update',
	action: 'Update a call',
	description:
		'Change a call that is there already: leave a note on it, set its status, or hand it to another agent',
	routing: routeRow('PUT', CALLS, takeCall, updateCall),
};

async function updateCall({ context, send }: RoutedRow) {
	const [{ json: call }] = await send();
	return itemsOf(context, [call]);
}

/** Hook of the collection: its fields have put their values into the body, and have not checked them yet. */
async function requireChange(this: RowContext, request: IHttpRequestOptions) {
	if (!Object.values(request.body as IDataObject).every(isEmpty)) return request;
	throw new RowProblem(
		this,
		'There is nothing to change',
		'Add a field under Update Fields and fill it in: the agent, a note or the status.',
	);
}

export const updateFields: INodeProperties[] = operationFields('call', 'update', [
	callIdField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What to change: at least one field. The rest of the call stays as it is.',
		routing: { send: { preSend: [requireChange] } },
		options: [
			{
				...agentLocator,
				required: false,
				description: 'The agent to hand the call to',
				routing: sendAs('agentId', 'Agent', id),
			},
			{
				displayName: 'Note',
				name: 'note',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'Call back next week',
				description: 'A note for people who look at the call in Elemente',
				routing: sendAs('note', 'Note', text),
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [...STATUSES],
				default: 'completed',
				description: 'The status to give the call, such as Resolved for one that is settled',
				routing: sendAs('status', 'Status', text),
			},
		],
	},
	simplifyField,
]);
