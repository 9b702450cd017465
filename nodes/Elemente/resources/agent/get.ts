import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { AGENTS } from '../../api/elementeApi';
import { oneAgent, takeAgents } from './answers';
import { operationFields } from '../operationFields';
import { idInPath } from '../../fields/send';
import { simplifyField } from '../sharedFields';
import { routeRow } from '../../rows/routeRow';
import { agentLocator } from '../locators';

export const getOption: INodePropertyOptions = {
	name: 'Get',
	value: 'get',
	action: 'Get an agent with its skills',
	description: 'Look up one agent: its role, language and phone number, and the skills it has',
	routing: routeRow('GET', AGENTS, takeAgents, oneAgent),
};

export const getFields: INodeProperties[] = operationFields('agent', 'get', [
	{
		...agentLocator,
		description: 'The agent to look up',
		routing: idInPath('agentId', 'Agent'),
	},
	simplifyField,
]);
