import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { AGENTS_ON_A_PAGE, agentPages } from '../api/agent';
import { isId } from '../api/call';
import { operationError } from '../errors/nodeErrors';
import { AGENTS, readApi, withId } from '../api/elementeApi';
import type { Entry } from '../api/list';

/** Agents looked through at most for a filter. */
const MAX_AGENTS_SEARCHED = 5_000;

/** Agents shown at a time, in the order of their names: the API gives them in its own, and n8n adds the next ones below. */
const AGENTS_SHOWN = 1_000;

/** Someone is waiting in front of the list. */
const MAX_TRIES = 2;

/**
 * From List for agents, by name, inactive ones last: as many as are shown at a time, the next ones on scrolling; a
 * filter looks through all pages.
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
	const [page = '1', previous = '0', first] = paginationToken?.split(' ') ?? [];
	const most = filter?.trim() ? MAX_AGENTS_SEARCHED : AGENTS_SHOWN;
	const found: Entry[] = [];
	let last = { page: Number(page) - 1, agents: [] as Entry[] };
	for await (const agents of agentPages(readPage, Number(page), Number(previous))) {
		// The API gives the same page for ever: the first of it is in the token.
		if (agents[0].id === first) break;
		found.push(...agents);
		last = { page: last.page + 1, agents };
		if (found.length >= most) break;
	}
	if (found.length === 0 && paginationToken === undefined) {
		throw operationError(
			this.getNode(),
			'There are no agents in this account yet: create one in Elemente, or choose another credential',
			'Agent → Create of this node creates one as well. Then open this list again.',
		);
	}
	const isMore = !filter?.trim() && found.length >= most;
	const token = `${last.page + 1} ${last.agents.length} ${last.agents[0]?.id}`;
	return { results: entries(found, filter), ...(isMore ? { paginationToken: token } : {}) };
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
			'The agent is an expression, so its skills cannot be listed: enter the skill By ID',
			'Or choose the agent from its list, then open this list again.',
		);
	}
	const url = withId(AGENTS, agentId);
	const [agent] = await readApi(this, url, {}, MAX_TRIES);
	return { results: entries(skillsOf(this, agent), filter) };
}

/** @throws NodeOperationError where there are none; the message has the next step, as n8n shows no description in a list */
function skillsOf(context: ILoadOptionsFunctions, agent?: IDataObject): Entry[] {
	const given = agent?.skills ?? [];
	const skills = (Array.isArray(given) ? (given as unknown[]) : []).filter(isEntry);
	if (skills.length > 0) return skills.map((skill) => ({ ...skill, id: String(skill.id) }));
	if (Array.isArray(given) && given.length === 0) {
		throw operationError(
			context.getNode(),
			'This agent has no skills: give it one in Elemente, or choose another agent',
			'A call needs a skill. Then open this list again.',
		);
	}
	throw operationError(
		context.getNode(),
		'The skills of this agent cannot be read: enter the skill By ID, or choose another agent',
		'Elemente did not answer with a list of skills that have IDs.',
	);
}

function isEntry(value: unknown): value is Entry {
	return typeof value === 'object' && value !== null && isId((value as IDataObject).id);
}

/** The entries of a list by name, those that cannot be used last, and with what tells namesakes apart. */
function entries(found: Entry[], filter = ''): INodeListSearchItems[] {
	const byName = new Intl.Collator('en', { numeric: true });
	const wanted = filter.trim().toLowerCase();
	const counts = new Map<string, number>();
	for (const key of found.flatMap((entry) => [nameOf(entry), markedName(entry)])) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return found
		.map((entry) => ({ entry, label: labelOf(entry, counts) }))
		.filter(({ label }) => label.toLowerCase().includes(wanted))
		.sort(
			(a, b) =>
				Number(isInactive(a.entry)) - Number(isInactive(b.entry)) ||
				byName.compare(a.label, b.label),
		)
		.map(({ entry: { id, description }, label }) => ({
			name: label,
			value: id,
			...(typeof description === 'string' && description ? { description } : {}),
		}));
}

function isInactive({ active }: Entry): boolean {
	return active === false;
}

function nameOf({ id, name }: Entry): string {
	return typeof name === 'string' && name.trim() ? name : `No name (${id})`;
}

/** n8n shows the name and nothing else: of namesakes it says what they speak and call from, or else their IDs. */
function labelOf(entry: Entry, counts: Map<string, number>): string {
	const name = nameOf(entry);
	const notes = counts.get(name) === 1 ? [] : marksOf(entry);
	if (notes.length > 0 && counts.get(markedName(entry)) !== 1) notes.push(entry.id);
	if (isInactive(entry)) notes.push('inactive');
	return notes.length > 0 ? `${name} (${notes.join(', ')})` : name;
}

/** A key that no name alone can be. */
function markedName(entry: Entry): string {
	return JSON.stringify([nameOf(entry), ...marksOf(entry)]);
}

/** What tells an agent from its namesakes; a skill has a language only. */
function marksOf({ id, language, phone }: Entry): string[] {
	const marks = [language, phone].filter(
		(each): each is string => typeof each === 'string' && each !== '',
	);
	return marks.length > 0 ? marks : [id];
}
