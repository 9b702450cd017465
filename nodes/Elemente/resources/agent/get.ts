import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { oneAgent, takeAgents } from '../../agentItem';
import { showFor } from '../../display';
import { idInPath } from '../../idInPath';
import { simplifyField } from '../../messages';
import { routeRow } from '../../routedRow';
import { checkTogether } from '../../rowChecks';
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
