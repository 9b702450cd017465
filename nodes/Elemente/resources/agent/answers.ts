import type { IDataObject, IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { AGENTS_ON_A_PAGE, agentPages } from '../../api/agent';
import { limitOf } from '../limit';
import { unreadable } from '../call/answers';
import { type Entry, readList } from '../../api/list';
import type { RoutedRow } from '../../rows/routeRow';
import type { RowContext } from '../../rows/problems';

/** The fields that Simplify keeps, most useful first. n8n's guidelines allow ten. */
const SIMPLIFIED = [
	'id',
	'name',
	'active',
	'language',
	'roleText',
	'phone',
	'email',
	'capabilities',
	'skills',
	'voiceId',
];

/** Post-receive action: the agents of an answer, as they came. */
export async function takeAgents(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const agents = readList(response.body);
	if (!agents) throw unreadable(this, response);
	return agents.map((json) => ({ json }));
}

/** The row of an operation on one agent. */
export async function oneAgent({ context, send }: RoutedRow): Promise<INodeExecutionData[]> {
	return agentItems(context, await send());
}

/** The row of Agent → Get Many: all pages, or as many as the row's Limit needs. */
export async function allAgents({ context, send }: RoutedRow): Promise<INodeExecutionData[]> {
	const limit = limitOf(context);
	const found: INodeExecutionData[] = [];
	const qs = { limit: Math.min(AGENTS_ON_A_PAGE, limit) };
	const readPage = async (page: number) =>
		(await send({ qs: { ...qs, page } })).map(({ json }) => json as Entry);
	for await (const agents of agentPages(readPage)) {
		found.push(...agents.map((json) => ({ json })));
		if (found.length >= limit) break;
	}
	return agentItems(context, found.slice(0, limit));
}

function agentItems(context: RowContext, agents: INodeExecutionData[]): INodeExecutionData[] {
	if (!context.getNodeParameter('simplify', true)) return agents;
	return agents.map(({ json }) => ({ json: simplified(json) }));
}

function simplified(agent: IDataObject): IDataObject {
	const kept = Object.fromEntries(
		SIMPLIFIED.filter((key) => key in agent).map((key) => [key, agent[key]]),
	);
	if (!Array.isArray(kept.skills)) return kept;
	return { ...kept, skills: (kept.skills as IDataObject[]).map(({ id, name }) => ({ id, name })) };
}
