import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import { AGENTS_ON_A_PAGE, agentJson, agentPages } from '../../api/agent';
import { type Entry, readList } from '../../api/list';
import { unreadableError } from '../../rows/handleError';
import type { RowContext } from '../../rows/row';
import type { RoutedRow } from '../../rows/routedRow';
import { limitOf } from '../sharedFields';

/** Post-receive action: the agents of an answer, as they came. */
export async function takeAgents(
	this: RowContext,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const agents = readList(response.body);
	if (!agents) throw unreadableError(this, response);
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
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return agents.map(({ json }) => ({ json: agentJson(json, simplify) }));
}
