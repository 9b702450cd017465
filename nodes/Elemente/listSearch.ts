import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { apiError, operationError, whatHappened, whatToDo } from './errors';
import { failureOfError, failureOfResponse } from './readFailure';

/** Agents read at a time, and pages searched through at most for a filter. */
const PAGE_SIZE = 100;
const MAX_PAGES_SEARCHED = 50;

/** From List for agents: a page at a time, the next one on scrolling; a filter looks through all pages. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const firstPage = Number(paginationToken ?? 1);
	const lastPage = filter ? firstPage + MAX_PAGES_SEARCHED - 1 : firstPage;
	const results: INodeListSearchItems[] = [];
	for (let page = firstPage; page <= lastPage; page++) {
		const agents = (await readApi(this, '/api/v1/agents', {
			page,
			limit: PAGE_SIZE,
		})) as IDataObject[];
		results.push(...agents.map(listEntry).filter((entry) => matches(entry, filter)));
		if (agents.length < PAGE_SIZE) return { results };
	}
	return { results, paginationToken: String(lastPage + 1) };
}

/** From List for skills: those of the chosen agent, the only place where the API lists them. */
export async function searchSkills(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const agentId = this.getCurrentNodeParameter('agentId', { extractValue: true });
	if (typeof agentId !== 'string' || agentId.trim() === '') {
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
	const agent = (await readApi(
		this,
		`/api/v1/agents/${encodeURIComponent(agentId.trim())}`,
	)) as IDataObject;
	const skills = (agent.skills ?? []) as IDataObject[];
	if (skills.length === 0) {
		throw operationError(
			this.getNode(),
			'This agent has no skills',
			'Give it one in Elemente, or choose another agent.',
		);
	}
	return { results: skills.map(listEntry).filter((entry) => matches(entry, filter)) };
}

function listEntry({ id, name, active, description }: IDataObject): INodeListSearchItems {
	const label = typeof name === 'string' && name.trim() ? name : `No name (${String(id)})`;
	return {
		name: active === false ? `${label} (inactive)` : label,
		value: String(id),
		...(typeof description === 'string' && description ? { description } : {}),
	};
}

function matches({ name }: INodeListSearchItems, filter?: string): boolean {
	return !filter || name.toLowerCase().includes(filter.trim().toLowerCase());
}

/** @throws NodeApiError that says what happened and what to do */
async function readApi(
	context: ILoadOptionsFunctions,
	url: string,
	qs: IDataObject = {},
): Promise<unknown> {
	const response = await context.helpers.httpRequestWithAuthentication
		.call(context, 'elementeApi', {
			url,
			qs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})
		.catch((error: unknown) => ({ thrown: failureOfError(error) }));
	const failure = 'thrown' in response ? response.thrown : failureOfResponse(response);
	if (failure) throw apiError(context.getNode(), whatHappened(failure), whatToDo(failure), failure);
	return response.body;
}
