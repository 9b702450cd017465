import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { AGENTS_ON_A_PAGE, agentPages } from '../api/agent';
import { operationError } from '../errors/nodeErrors';
import { AGENTS, readApi, withId } from '../api/elementeApi';
import type { Entry } from '../api/list';

/** Agents looked through at most for a filter. */
const MAX_AGENTS_SEARCHED = 5_000;

/** Someone is waiting in front of the list. */
const MAX_TRIES = 2;

/**
 * From List for agents: a page at a time, the next one on scrolling; a filter looks through all pages.
 *
 * @param paginationToken the next page, how many agents the last one had, and the first of them
 */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const readPage = async (page: number) =>
		await readApi(this, AGENTS, { page, limit: AGENTS_ON_A_PAGE }, MAX_TRIES);
	if (filter?.trim()) {
		const found: INodeListSearchItems[] = [];
		let searched = 0;
		for await (const agents of agentPages(readPage)) {
			found.push(...entries(agents, filter));
			searched += agents.length;
			if (searched >= MAX_AGENTS_SEARCHED) break;
		}
		return { results: found };
	}
	const [page = '1', previous = '0', first] = paginationToken?.split(' ') ?? [];
	const agents = await readPage(Number(page));
	// The same end as `agentPages` has: n8n asks for one page at a time, so what it needs to know is in the token.
	if (agents.length === 0 || agents[0].id === first) return { results: [] };
	const isLast = agents.length < Number(previous);
	const next = `${Number(page) + 1} ${agents.length} ${agents[0].id}`;
	return { results: entries(agents), ...(isLast ? {} : { paginationToken: next }) };
}

/** From List for skills: those of the chosen agent, the only place where the API lists them. */
export async function searchSkills(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const given = this.getCurrentNodeParameter('agentId', { extractValue: true });
	const agentId = typeof given === 'string' ? given.trim() : '';
	if (agentId === '') {
		throw operationError(
			this.getNode(),
			'Choose an agent first',
			'The list shows the skills of the chosen agent.',
		);
	}
	if (agentId.startsWith('=')) {
		throw operationError(
			this.getNode(),
			'The agent is an expression, so its skills cannot be listed',
			'Enter the skill By ID, or choose the agent from the list.',
		);
	}
	const url = withId(AGENTS, agentId);
	const [agent] = await readApi(this, url, {}, MAX_TRIES);
	const skills = ((agent?.skills ?? []) as IDataObject[]).filter(({ id }) => id);
	if (skills.length === 0) {
		throw operationError(
			this.getNode(),
			'This agent has no skills',
			'Give it one in Elemente, or choose another agent.',
		);
	}
	return { results: entries(skills as Entry[], filter) };
}

function entries(found: Entry[], filter = ''): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return found.map(listEntry).filter(({ name }) => name.toLowerCase().includes(wanted));
}

function listEntry({ id, name, active, description }: Entry): INodeListSearchItems {
	const label = typeof name === 'string' && name.trim() ? name : `No name (${id})`;
	return {
		name: active === false ? `${label} (inactive)` : label,
		value: id,
		...(typeof description === 'string' && description ? { description } : {}),
	};
}
