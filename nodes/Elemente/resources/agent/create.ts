import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { AGENTS } from '../../api/elementeApi';
import { oneAgent, takeAgents } from './answers';
import { operationFields } from '../operationFields';
import { sendAs } from '../../fields/send';
import { type Cleaner, isEmpty, text } from '../../fields/values';
import { simplifyField } from '../sharedFields';
import { literalPrompt } from '../../fields/prompt';
import { routeRow } from '../../rows/routeRow';
import { RowProblem } from '../../rows/problems';
import { advanced, model } from './createAdvanced';
import { conversation, identity, voice } from './createCollections';

export const createOption: INodePropertyOptions = {
	name: 'Create',
	value: 'create',
	action: 'Create an agent',
	description: 'Set up a new AI agent that can contact customers',
	routing: routeRow('POST', AGENTS, takeAgents, oneAgent, 'create'),
};

/** The API documents no required field; an agent without a name could not be told from others. */
const requiredName: Cleaner = (context, value, field) => {
	if (!isEmpty(value)) return text(context, value, field);
	throw new RowProblem(
		context,
		`${field} is empty`,
		'Give the agent a name, for example Order Desk.',
	);
};

export const createFields: INodeProperties[] = operationFields('agent', 'create', [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Order Desk',
		description: 'Name of the agent',
		routing: sendAs('name', 'Name', requiredName),
	},
	{
		displayName: 'Role',
		name: 'roleText',
		type: 'string',
		default: '',
		placeholder: 'Keeps customers informed about their orders',
		description: 'What the agent is, in a sentence',
		routing: sendAs('roleText', 'Role', text),
	},
	{
		displayName: 'Instructions',
		name: 'baseInstructions',
		type: 'string',
		typeOptions: { rows: 5 },
		// In an ordinary field, n8n would take the braces of Elemente's own placeholders for itself.
		noDataExpression: true,
		default: '',
		placeholder: 'Be friendly and brief. Never promise a delivery date.',
		description: 'What the agent always has to follow, sent to Elemente exactly as written',
		routing: sendAs('baseInstructions', 'Instructions', literalPrompt),
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'en-US',
		description: 'The language that the agent speaks, for example en-US',
		routing: sendAs('language', 'Language', text),
	},
	{
		displayName: 'Identity',
		name: 'identity',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Who the agent is: names, picture, phone number and job',
		options: identity,
	},
	{
		displayName: 'Voice',
		name: 'voice',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'How the agent sounds',
		options: voice,
	},
	{
		displayName: 'Conversation',
		name: 'conversation',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'How the agent opens, holds and ends a conversation',
		options: conversation,
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'The language model that the agent works with',
		options: model,
	},
	{
		displayName: 'Advanced',
		name: 'advanced',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Skills, actions, inbound contacts, and instructions written as an expression',
		options: advanced,
	},
	simplifyField,
]);
