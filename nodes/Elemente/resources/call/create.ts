import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { CALLS } from '../../api/elementeApi';
import { apiError } from '../../errors/nodeErrors';
import {
	CUSTOM_FIELDS_PATH,
	fromAssignments,
	fromJson,
	sendInputColumns,
} from '../../fields/customFields';
import { takeCreatedCall } from './answers';
import { operationFields } from '../operationFields';
import { sendAs } from '../../fields/send';
import { id } from '../../fields/values';
import { outputField, simplifyField, waitFields } from '../sharedFields';
import { routeRow } from '../../rows/routeRow';
import type { RoutedRow } from '../../rows/routedRow';
import { agentLocator, skillLocator } from '../locators';
import { contactRules } from './createContactRules';
import { channelField, contactFields, nameField } from './createCustomer';
import { defaultCountryField } from './createDefaultCountry';
import { agentOverride, customerOverride } from './createOverrides';
import { runAgainFields } from './createRunAgain';

/**
 * The bulk runner takes the request from here. n8n's routing engine itself serves this operation where n8n asks it to,
 * as for the tool of an AI Agent that runs its tools by itself: there too nothing is sent again that may have arrived.
 */
const routed = routeRow('POST', CALLS, takeCreatedCall, sendWithoutRules, 'create');

/**
 * Contact rules are judged by the bulk runner, over all rows and with its clock. Where it does not run, a call that a
 * rule might hold back is refused: a rule that nobody sees fail to work is worse than none.
 *
 * @throws NodeApiError
 */
async function sendWithoutRules({ context, send }: RoutedRow): Promise<INodeExecutionData[]> {
	const rules = context.getNodeParameter('contactRules', {}) as IDataObject;
	const { checkOnly } = context.getNodeParameter('options', {}) as IDataObject;
	const holdsBack = ['callingHours', 'doNotContact', 'sameCustomer', 'stopPlacingAt'];
	if (!checkOnly && !holdsBack.some((rule) => rule in rules)) return await send();
	throw apiError(
		context.getNode(),
		'Contact Rules and Check Only do not work in this kind of AI agent. No call was placed.',
		'Use a newer version of the AI Agent node, or take the rules and Check Only out of this node.',
	);
}

export const createOption: INodePropertyOptions = {
	name: 'Create',
	value: 'create',
	action: 'Contact by call, SMS, WhatsApp or email',
	description:
		'Have an agent contact each customer of a list by call, SMS, WhatsApp, email or web chat',
	routing: {
		...routed,
		// Required by the API even when nothing is in it.
		request: { ...routed.request, body: { customerOverride: {} } },
	},
};

export const createFields: INodeProperties[] = operationFields('call', 'create', [
	{
		...agentLocator,
		description: 'The agent that contacts the customer',
		routing: sendAs('agentId', 'Agent', id),
	},
	{
		...skillLocator,
		description: 'What the agent is to do: one of its skills',
		builderHint: { propertyHint: 'Skills belong to an agent: choose the agent first' },
		routing: sendAs('skillId', 'Skill', id),
	},
	channelField,
	...waitFields('each call'),
	...contactFields,
	{
		displayName: 'Custom Fields',
		name: 'customFieldsMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Input Columns',
				value: 'allInputColumns',
				description: 'Send every column of the input row under its own name',
				routing: { send: { preSend: [sendInputColumns] } },
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'Write the fields as JSON',
			},
			{
				name: 'Map Each Field',
				value: 'mapEachField',
				description: 'Drag the columns that you need from the input',
			},
		],
		default: 'mapEachField',
		description: 'Facts about this customer that the prompt can use by name, such as {{Order ID}}',
		builderHint: {
			propertyHint:
				'mapEachField with customFields (as in Edit Fields), or allInputColumns to send the whole row',
		},
	},
	{
		displayName: 'Fields to Send',
		name: 'customFields',
		type: 'assignmentCollection',
		displayOptions: { show: { customFieldsMode: ['mapEachField'] } },
		default: {},
		description:
			'Drag columns here, or add fields by hand. The type of each value is kept; an empty value is not sent.',
		routing: sendAs(CUSTOM_FIELDS_PATH, 'Custom Fields', fromAssignments),
	},
	{
		displayName: 'Columns to Leave Out',
		name: 'columnsToLeaveOut',
		type: 'string',
		displayOptions: { show: { customFieldsMode: ['allInputColumns'] } },
		placeholder: 'Internal Notes, Margin',
		default: '',
		description: 'Names of the columns that are not to be sent, separated by commas',
	},
	{
		displayName: 'Custom Fields (JSON)',
		name: 'customFieldsJson',
		type: 'json',
		displayOptions: { show: { customFieldsMode: ['json'] } },
		default: '{}',
		placeholder: '{ "Order ID": "12345", "Order Amount": 150.75 }',
		description: 'An object of names and values, or a list of objects with name and value',
		routing: sendAs(CUSTOM_FIELDS_PATH, 'Custom Fields (JSON)', fromJson),
	},
	nameField,
	{
		displayName: 'Agent Override',
		name: 'agentOverride',
		type: 'collection',
		placeholder: 'Add Override',
		default: {},
		description:
			'How the agent is to be for this call only: its first words and instructions (prompt), name and voice',
		options: agentOverride,
	},
	{
		displayName: 'Customer Override',
		name: 'customerOverride',
		type: 'collection',
		placeholder: 'Add Override',
		default: {},
		description: 'What Elemente is to know about the customer for this call only',
		options: customerOverride,
	},
	{
		displayName: 'Contact Rules',
		name: 'contactRules',
		type: 'collection',
		placeholder: 'Add Rule',
		default: {},
		description:
			'Who is contacted, and when. A row that a rule holds back comes out as skipped, with the reason.',
		// n8n's guidelines: in the order of the alphabet.
		options: [...contactRules, ...runAgainFields].sort((a, b) =>
			a.displayName < b.displayName ? -1 : 1,
		),
	},
	simplifyField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Check Only',
				name: 'checkOnly',
				type: 'boolean',
				default: true,
				description:
					'Whether to send nothing, and give for each row the request that would be sent, or what holds it back. All rows come out, bad ones too.',
			},
			defaultCountryField,
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherInputFields',
				type: 'boolean',
				default: true,
				description:
					'Whether each item holds the columns of its row as well. One that has the name of a field of the call comes out with "input_" in front. Without this option they come out where On Error of this node is set to Continue.',
			},
			{
				displayName: 'Leave Out Empty Rows',
				name: 'leaveOutEmptyRows',
				type: 'boolean',
				default: true,
				description:
					'Whether a row without any data, as sheets have at their end, is left out instead of being a bad row',
			},
			{
				displayName: 'Max Concurrent Calls',
				name: 'maxConcurrentCalls',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 10,
				description:
					'How many calls may be under way at the same time. With Wait for Completion on, that many people are contacted at a time; else that many requests are sent at a time.',
			},
			{
				...outputField,
				description:
					'Whether each item is a call or, with Wait for Completion on, one of its messages. A call without messages gives one item all the same.',
			},
		],
	},
]);
