import type { INodeProperties } from 'n8n-workflow';

import { sendAs } from '../../fields/send';
import { code, decimal, email, jsonObject, phone, text } from '../../fields/values';
import { literalPrompt, promptFromExpression } from '../../fields/prompt';

/** What Elemente is to know about the customer for one call (`customerOverride` of the API). */
export const customerOverride: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'name@example.com',
		default: '',
		description: 'E-mail address to use for this call',
		routing: sendAs('customerOverride.email', 'Email (Customer Override)', email),
	},
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		default: '',
		description: 'Fills the placeholder firstName of the prompt',
		routing: sendAs('customerOverride.firstName', 'First Name (Customer Override)', text),
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		placeholder: 'en-US',
		default: '',
		description: "The customer's language, for example en-US",
		routing: sendAs('customerOverride.language', 'Language (Customer Override)', code),
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		default: '',
		description: 'Last name to use for this call',
		routing: sendAs('customerOverride.lastName', 'Last Name (Customer Override)', text),
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		placeholder: '+12025550111',
		default: '',
		description: 'Phone number to use for this call, with + and the country code',
		routing: sendAs('customerOverride.phoneNumber', 'Phone Number (Customer Override)', phone),
	},
];

/** How the agent is to be for one call (`agentOverride` of the API). */
export const agentOverride: INodeProperties[] = [
	{
		displayName: 'Image URL',
		name: 'imageURL',
		type: 'string',
		placeholder: 'https://example.com/agent.jpg',
		default: '',
		description: "Web address of the agent's picture",
		routing: sendAs('agentOverride.imageURL', 'Image URL (Agent Override)', text),
	},
	{
		displayName: 'Initial Message',
		name: 'initialMessage',
		type: 'string',
		typeOptions: { rows: 3 },
		noDataExpression: true,
		placeholder: 'Hello {{firstName}}, my name is {{aiName}}.',
		default: '',
		description:
			"What the agent says first. Elemente fills in its own placeholders, such as {{firstName}}, {{aiName}} or a custom field's name.",
		routing: sendAs('agentOverride.prompt.initialMessage', 'Initial Message', literalPrompt),
	},
	{
		displayName: 'Initial Message (Expression)',
		name: 'initialMessageExpression',
		type: 'string',
		typeOptions: { rows: 3 },
		placeholder: 'Hello [[firstName]], my name is [[aiName]].',
		default: '',
		description:
			"Initial Message put together by n8n from the input. Write Elemente's placeholders in square brackets, such as [[firstName]] or [[Order ID]].",
		routing: sendAs(
			'agentOverride.prompt.initialMessage',
			'Initial Message (Expression)',
			promptFromExpression(
				'agentOverride.initialMessageExpression',
				'agentOverride.initialMessage',
			),
		),
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		placeholder: 'en-US',
		default: '',
		description: 'The language that the agent speaks, for example en-US',
		routing: sendAs('agentOverride.language', 'Language (Agent Override)', code),
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The name by which the agent introduces itself, for the placeholder aiName',
		routing: sendAs('agentOverride.name', 'Name (Agent Override)', text),
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		placeholder: '+12025550100',
		default: '',
		description: 'The number that the agent calls from, with + and the country code',
		routing: sendAs('agentOverride.phone', 'Phone (Agent Override)', phone),
	},
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 5 },
		noDataExpression: true,
		placeholder: 'Tell {{firstName}} that order {{Order ID}} is on its way.',
		default: '',
		description:
			"What the agent is to do. Elemente fills in its own placeholders, such as {{firstName}}, {{aiName}} or a custom field's name.",
		builderHint: {
			propertyHint:
				'Plain text, no n8n expression: {{firstName}} and {{Name of a custom field}} are filled in by Elemente. For a text built from the input use promptExpression, with [[firstName]]',
		},
		routing: sendAs('agentOverride.prompt.prompt', 'Prompt', literalPrompt),
	},
	{
		displayName: 'Prompt (Expression)',
		name: 'promptExpression',
		type: 'string',
		typeOptions: { rows: 5 },
		placeholder: 'Tell [[firstName]] that order [[Order ID]] is on its way.',
		default: '',
		description:
			"Prompt put together by n8n from the input. Write Elemente's placeholders in square brackets, such as [[firstName]] or [[Order ID]].",
		routing: sendAs(
			'agentOverride.prompt.prompt',
			'Prompt (Expression)',
			promptFromExpression('agentOverride.promptExpression', 'agentOverride.prompt'),
		),
	},
	{
		displayName: 'Routing Conditions (JSON)',
		name: 'routingConditions',
		type: 'json',
		default: '{}',
		description:
			'Conditions for routing the call, as a JSON object, for example { "priority": "high" }',
		routing: sendAs(
			'agentOverride.prompt.routingConditions',
			'Routing Conditions (JSON)',
			jsonObject,
		),
	},
	{
		displayName: 'Voice Speed',
		name: 'voiceSpeed',
		type: 'number',
		default: 1,
		description: 'How fast the agent speaks, for example 1.5',
		routing: sendAs('agentOverride.voiceSpeed', 'Voice Speed', decimal),
	},
	{
		displayName: 'Voice Stability',
		name: 'voiceStability',
		type: 'number',
		default: 0.5,
		description: "How steady the agent's voice is, for example 0.5",
		routing: sendAs('agentOverride.voiceStability', 'Voice Stability', decimal),
	},
];
