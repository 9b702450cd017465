import type { IDataObject } from 'n8n-workflow';

import { pick } from './call';
import type { Entry } from './list';

/** Agents asked for at a time. The API may give fewer: which page sizes it allows is not documented. */
export const AGENTS_ON_A_PAGE = 100;

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

/** Pages that are read at most: an API that makes up agents for ever must not fill n8n's memory. */
const MOST_PAGES = 1_000;

/**
 * Reads agents page by page to the end, which the API does not announce: a page with nothing new is the end (an API
 * that ignored the page number would give the same one for ever), and so is a page shorter than the one before it.
 * A first page that is shorter than asked for is not.
 *
 * @param first the page to begin with
 * @param previous how many agents the page before it had, 0 where there is none
 */
export async function* agentPages(
	readPage: (page: number) => Promise<Entry[]>,
	first = 1,
	previous = 0,
): AsyncGenerator<Entry[]> {
	const seen = new Set<string>();
	for (let page = first; page < first + MOST_PAGES; page++) {
		const agents = await readPage(page);
		const fresh = agents.filter(({ id }) => !seen.has(id));
		if (fresh.length === 0) return;
		yield fresh;
		if (agents.length < previous) return;
		previous = agents.length;
		for (const { id } of fresh) seen.add(id);
	}
}

/** The agent with all its fields, or with the most useful ones: of its skills the id and the name. */
export function agentJson(agent: IDataObject, simplify: boolean): IDataObject {
	if (!simplify) return agent;
	const kept = pick(agent, SIMPLIFIED);
	if (!Array.isArray(kept.skills)) return kept;
	const skills = (kept.skills as unknown[]).map((skill) =>
		typeof skill === 'object' && skill !== null
			? pick(skill as IDataObject, ['id', 'name'])
			: skill,
	);
	return { ...kept, skills: skills as IDataObject[] };
}
