import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { AGENTS } from '../../api/elementeApi';
import { allAgents, takeAgents } from './answers';
import { operationFields } from '../operationFields';
import { limitFields, simplifyField } from '../sharedFields';
import { routeRow } from '../../rows/routeRow';

export const getAllOption: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many agents',
	description: 'List the agents of the account, each with its skills',
	routing: routeRow('GET', AGENTS, takeAgents, allAgents),
};

export const getAllFields: INodeProperties[] = operationFields('agent', 'getAll', [
	...limitFields,
	simplifyField,
]);
