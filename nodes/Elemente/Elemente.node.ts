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
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Have Elemente AI agents contact customers by call, SMS, WhatsApp, email or web chat',
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
