import type { INodeProperties } from 'n8n-workflow';

import { sendAs } from '../../fields/send';
import { boolean, json, jsonList, jsonObject, listBy, text } from '../../fields/values';
import { promptFromExpression } from '../../fields/prompt';

/** The language model. */
export const model: INodeProperties[] = [
	{
		displayName: 'Model Name',
		name: 'modelName',
		type: 'string',
		default: 'gpt-4o',
		description: 'The language model, for example gpt-4o',
		routing: sendAs('modelName', 'Model Name', text),
	},
	{
		displayName: 'Model Provider',
		name: 'modelProvider',
		type: 'string',
		default: 'OpenAI',
		description: 'Who provides the language model, for example OpenAI',
		routing: sendAs('modelProvider', 'Model Provider', text),
	},
	{
		displayName: 'Temperature',
		name: 'temperature',
		type: 'string',
		default: '0.7',
		description: 'How freely the model words its answers, for example 0.7',
		routing: sendAs('temperature', 'Temperature', text),
	},
];

/** Skills, actions and whatever the API reference leaves open. */
export const advanced: INodeProperties[] = [
	{
		displayName: 'Actions (JSON)',
		name: 'actions',
		type: 'json',
		default: '[]',
		description: 'What the agent can set off, as a JSON list',
		routing: sendAs('actions', 'Actions (JSON)', jsonList),
	},
	{
		displayName: 'Capabilities',
		name: 'capabilities',
		type: 'string',
		placeholder: 'call, sms',
		default: '',
		description: 'What the agent can do, separated by commas',
		routing: sendAs('capabilities', 'Capabilities', listBy(/[,\n]/)),
	},
	{
		displayName: 'Global Actions (JSON)',
		name: 'globalActions',
		type: 'json',
		default: '[]',
		description: 'What the agent can set off at any time, as JSON',
		routing: sendAs('globalActions', 'Global Actions (JSON)', json),
	},
	{
		displayName: 'Inbound Capability',
		name: 'inboundCapability',
		type: 'string',
		default: 'answer',
		description: 'What the agent does when it is contacted, for example answer',
		routing: sendAs('inboundCapability', 'Inbound Capability', text),
	},
	{
		displayName: 'Instructions (Expression)',
		name: 'baseInstructionsExpression',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		description:
			"Instructions put together by n8n from the input. Write Elemente's placeholders in square brackets, such as [[firstName]].",
		routing: sendAs(
			'baseInstructions',
			'Instructions (Expression)',
			promptFromExpression('advanced.baseInstructionsExpression', 'baseInstructions'),
		),
	},
	{
		displayName: 'Interaction Settings (JSON)',
		name: 'interactionSettings',
		type: 'json',
		default: '{}',
		description: 'A JSON object with any of channel, direction, inbound and outbound',
		routing: sendAs('interactionSettings', 'Interaction Settings (JSON)', jsonObject),
	},
	{
		displayName: 'Is Inbound',
		name: 'isInbound',
		type: 'boolean',
		default: true,
		description: 'Whether the agent can be contacted by customers',
		routing: sendAs('isInbound', 'Is Inbound', boolean),
	},
	{
		displayName: 'Lead Qualification (JSON)',
		name: 'leadQualification',
		type: 'json',
		default: '{}',
		description: 'How the agent qualifies leads, as JSON',
		routing: sendAs('leadQualification', 'Lead Qualification (JSON)', json),
	},
	{
		displayName: 'Skill ID',
		name: 'skillId',
		type: 'string',
		default: '',
		description: "ID of the agent's skill",
		routing: sendAs('skillId', 'Skill ID', text),
	},
	{
		displayName: 'Skills',
		name: 'skills',
		type: 'string',
		default: '',
		description: 'IDs of the skills of the agent, separated by commas',
		routing: sendAs('skills', 'Skills', listBy(/[,\n]/)),
	},
];
