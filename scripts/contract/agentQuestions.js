// @ts-check
const { AGENTS, AGENTS_ON_A_PAGE } = require('./look');
const { idShape, isDocumentedId, isObject, listOf, listed, tally } = require('./shapes');
const { matches, otherFields } = require('./entries');

/** @typedef {import('./look').Question} Question */

const NO_AGENTS = { came: 'the account has no agents' };

/** @type {Question[]} */
const agentQuestions = [
	{
		question: 'How is the list of agents given?',
		reference: 'an array',
		ask: ({ agents: { how } }) => ({ holds: how === 'an array', came: how }),
	},
	{
		question: 'Does every agent have its fields, each of its type?',
		reference: '`id` is a text; any other field may be null',
		ask: ({ agents }) => matches('Agent', agents.entries, NO_AGENTS.came),
	},
	{
		question: 'Does an agent have other fields?',
		reference: '15 fields are named',
		ask: ({ agents }) => otherFields('Agent', agents.entries, NO_AGENTS.came),
	},
	{
		question: 'Do agents come in pages?',
		reference: '`page` and `limit`, numbers',
		async ask({ agents }, client) {
			if (agents.entries.length < 2) return { came: 'there are not two agents' };
			const [one, two] = [await page(client, 1, 1), await page(client, 2, 1)];
			const isOther = one.entries[0]?.id !== two.entries[0]?.id;
			const holds = one.entries.length === 1 && two.entries.length === 1 && isOther;
			const second = isOther ? 'another one' : 'the same one';
			return {
				holds,
				came: `limit=1: ${count(one)}; page=2 of that: ${count(two)}, ${second}`,
			};
		},
	},
	{
		question: 'How many agents come at most?',
		reference: `silent; the package asks for ${AGENTS_ON_A_PAGE} at once`,
		async ask({ agents }, client) {
			const plain = listOf(await client.get(AGENTS));
			const most = await page(client, 1, 1000);
			const asked = agents.entries.length;
			return {
				holds: asked >= plain.entries.length && asked <= AGENTS_ON_A_PAGE,
				came: `without limit: ${count(plain)}; limit=${AGENTS_ON_A_PAGE}: ${count(agents)}; limit=1000: ${count(most)}`,
			};
		},
	},
	{
		question: 'What comes after the last page of agents?',
		reference: 'silent; the package takes an empty list for the end',
		async ask({ agents }, client) {
			const { entries, how } = await page(client, 100_000, AGENTS_ON_A_PAGE);
			const isList = how === agents.how;
			if (entries.length > 0) return { holds: false, came: `${entries.length} agents` };
			return { holds: isList, came: isList ? 'an empty list' : how };
		},
	},
	{
		question: 'What do the ids of agents and skills look like?',
		reference: 'UUID in one place, 1234567890 in another',
		ask({ agents: { entries } }) {
			if (entries.length === 0) return NO_AGENTS;
			const skills = entries.flatMap(skillsOf).map(({ id }) => idShape(id));
			const ids = entries.map(({ id }) => idShape(id));
			const ofAgents = listed(tally(ids, ids.length), 'none');
			const ofSkills = listed(tally(skills, skills.length), 'none');
			return {
				holds: [...ids, ...skills].every(isDocumentedId),
				came: `agents: ${ofAgents}; skills: ${ofSkills}`,
			};
		},
	},
	{
		question: 'Does Get give one agent, with its skills?',
		reference: 'the agent; its `skills` are objects with an `id`, or null',
		ask({ agents: { entries }, agent }) {
			if (entries.length === 0) return NO_AGENTS;
			if (!agent) return { holds: false, came: 'no object' };
			const isListed = entries.some(({ id }) => id === agent.id);
			if (!isListed) return { holds: false, came: 'an object without the id that was asked for' };
			const { holds, came } = matches('Agent', [agent], '');
			const skills = skillsOf(agent);
			const withIds = skills.filter(({ id }) => typeof id === 'string');
			const isWhole = agent.skills === null || Array.isArray(agent.skills);
			return {
				holds: holds && isWhole && skills.length === withIds.length,
				came: `${came}; ${skills.length} skills, ${withIds.length} with an id`,
			};
		},
	},
];

/** @param {import('./look').Client} client @param {number} number @param {number} limit */
async function page(client, number, limit) {
	return listOf(await client.get(AGENTS, `page=${number}&limit=${limit}`));
}

/** @param {import('./look').List} list */
function count({ entries, how, isDocumented }) {
	return isDocumented || entries.length > 0 ? String(entries.length) : how;
}

/** @param {Record<string, any>} agent @returns {Array<Record<string, any>>} */
function skillsOf({ skills }) {
	return Array.isArray(skills) ? skills.filter(isObject) : [];
}

module.exports = { agentQuestions, skillsOf };
