import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { createCalls } from './createCalls/createCalls';
import { searchAgents, searchSkills } from './resources/listSearch';
import { searchCountries } from './resources/searchCountries';
import { REQUEST_DEFAULTS } from './http/request';
import { agentProperties } from './resources/agent';
import { callProperties } from './resources/call';

export class Elemente implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Elemente',
		name: 'elemente',
		icon: { light: 'file:../../icons/elemente.svg', dark: 'file:../../icons/elemente.dark.svg' },
		group: ['output'],
		version: 1,
		// Raw: an expression for the channel has no value before the run, and would leave no subtitle.
		subtitle:
			'={{ $parameter["resource"] === "call" && $parameter["operation"] === "create" ? "contact by " + ({ call: "call", email: "email", sms: "SMS", webchat: "web chat", whatsapp: "WhatsApp" }[$rawParameter["channel"]] || "channel of the row") : $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Have Elemente AI agents contact customers by call, SMS, WhatsApp, email or web chat, and look up how it went',
		builderHint: {
			searchHint:
				'Contacts customers by phone call (AI voice agent), SMS, WhatsApp, email or web chat: campaigns, reminders, follow-ups. One input item is one real contact with a person. Needs an agent and one of its skills, chosen from lists. waitForCompletion gives how each call ended; options.checkOnly contacts nobody. Placing calls needs no loop, no rate limit and no de-duplication around it.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-elemente.elementeTrigger',
					relationHint: 'Starts a workflow when a call has ended, changed its status or is stuck',
				},
			],
		},
		defaults: { name: 'Elemente' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'elementeApi', required: true }],
		requestDefaults: REQUEST_DEFAULTS,
		hints: [
			{
				message:
					'Create contacts real people, one for each item. To try it first: <b>Execute Once</b> in the settings of this node contacts the first one only, and <b>Check Only</b> under Options shows what would be sent and contacts nobody.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["resource"] === "call" && $parameter["operation"] === "create" && !$parameter["options"]["checkOnly"] }}',
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Call', value: 'call' },
					{ name: 'Agent', value: 'agent' },
				],
				default: 'call',
			},
			...callProperties,
			...agentProperties,
		],
	};

	methods = { listSearch: { searchAgents, searchCountries, searchSkills } };

	customOperations = { call: { create: createCalls(callProperties) } };
}
