import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { allAgents, takeAgents } from './answers';
import { showFor } from '../operationFields';
import { limitFields } from '../limit';
import { simplifyField } from '../sharedFields';
import { routeRow } from '../../rows/routeRow';
import { checkTogether } from '../../rows/rowChecks';

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
