import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { allAgents, takeAgents } from '../../agentItem';
import { showFor } from '../../display';
import { limitFields } from '../../limit';
import { simplifyField } from '../../messages';
import { routeRow } from '../../routedRow';
import { checkTogether } from '../../rowChecks';

export const getAllOption: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many agents',
	description: 'List the agents of the account, each with its skills',
	routing: routeRow('GET', '/api/v1/agents', takeAgents, allAgents),
};

export const getAllFields: INodeProperties[] = checkTogether(
	showFor('agent', 'getAll', [...limitFields, simplifyField]),
);
