// @ts-check
const { uuid } = require('./hash');
const { completeAgent } = require('./agents');

/** @typedef {import('../types').Agent} Agent */
/** @typedef {import('../types').CreateAgentRequest} CreateAgentRequest */
/** @typedef {import('../types').Skill} Skill */

/** The agents of one sandbox, in memory. */
class AgentStore {
	/** The agents, in the order in which they are listed; the array stays the same one. @type {Agent[]} */
	list;
	#seeds;
	#seed;

	/**
	 * @param {Agent[]} seeds
	 * @param {number | string} seed decides the IDs of agents that are created
	 */
	constructor(seeds, seed) {
		this.#seeds = seeds;
		this.#seed = seed;
		this.list = structuredClone(seeds);
	}

	reset() {
		this.list.splice(0, this.list.length, ...structuredClone(this.#seeds));
	}

	/**
	 * @param {string} id
	 * @returns {Agent | undefined}
	 */
	find(id) {
		return this.list.find((agent) => isSameId(agent.id, id));
	}

	/**
	 * @param {CreateAgentRequest} body
	 * @returns {Agent}
	 */
	create(body) {
		const { name, language, voiceSpeed, voiceId, capabilities, jobDescriptions, roleText, phone } =
			body;
		const now = new Date().toISOString();
		const agent = completeAgent(
			{
				id: uuid('created agent', this.#seed, this.list.length),
				name: name ?? null,
				email: null,
				language: language ?? null,
				voiceSpeed: voiceSpeed ?? null,
				voiceId: voiceId ?? null,
				capabilities: capabilities ?? [],
				jobDescriptions: jobDescriptions ?? null,
				roleText: roleText ?? null,
				skills: this.#chosenSkills(body),
				phone: phone ?? null,
				createdAt: now,
				updatedAt: now,
			},
			this.list.length,
		);
		this.list.push(agent);
		return agent;
	}

	/**
	 * How skills are given to a new agent is not documented: IDs of known skills, or objects with such an ID, are taken.
	 *
	 * @param {CreateAgentRequest} body
	 * @returns {Skill[]}
	 */
	#chosenSkills({ skillId, skills = [] }) {
		const known = new Map(
			this.list.flatMap((agent) => (agent.skills ?? []).map((skill) => [skill.id, skill])),
		);
		const ids = [skillId, ...skills.map((skill) => (isObject(skill) ? skill.id : skill))];
		return [...new Set(ids)].flatMap((id) => known.get(/** @type {string} */ (id)) ?? []);
	}
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
	return typeof value === 'object' && value !== null;
}

/**
 * A UUID may be written in capitals; of any other ID it is not known that its case does not matter.
 *
 * @param {string | null | undefined} id of an agent or a skill
 * @param {string} written
 */
function isSameId(id, written) {
	return id === written || id === written.toLowerCase();
}

module.exports = { AgentStore, isSameId };
