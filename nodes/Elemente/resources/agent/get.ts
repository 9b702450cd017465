import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { oneAgent, takeAgents } from './answers';
import { showFor } from '../operationFields';
import { idInPath } from '../../fields/send';
import { simplifyField } from '../sharedFields';
import { routeRow } from '../../rows/routeRow';
import { checkTogether } from '../../rows/rowChecks';
import { agentLocator } from '../locators';

export const getOption: INodePropertyOptions = {
	name: 'Get',
	value: 'get',
	action: 'Get an agent with its skills',
	description: 'Look up one agent: its role, language and phone number, and the skills it has',
	routing: routeRow('GET', '/api/v1/agents', takeAgents, oneAgent),
};

export const getFields: INodeProperties[] = checkTogether(
	showFor('agent', 'get', [
		{
			...agentLocator,
			description: 'The agent to look up',
			routing: idInPath('agentId', 'Agent'),
		},
		simplifyField,
	]),
);
