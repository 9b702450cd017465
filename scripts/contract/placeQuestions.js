// @ts-check
// With a number of one's own, one call is placed.
const { skillsOf } = require('./agentQuestions');
const { matches } = require('./entries');
const { CALLS } = require('./look');
const { errorShape, inPath, isObject, listOf } = require('./shapes');

/** @typedef {import('./look').Question} Question */
/** @typedef {import('./look').Seen} Seen */

/** When the list is looked at, in seconds after the call was placed. The package looks for six seconds. */
const LOOKS_AT = [0, 2, 6, 15, 30];
const PACKAGE_LOOKS = 6;
const NOT_PLACED = { came: 'no call with an id was placed' };

/** @type {Question[]} */
const placeQuestions = [
	{
		question: 'What does Create answer?',
		reference: '200 with the call object',
		async ask(seen, client) {
			const request = requestFor(seen);
			if (!request) return { came: 'no agent has a skill' };
			seen.placed = await client.post(CALLS, request);
			if (seen.placed.status !== 200) return { holds: false, came: errorShape(seen.placed).came };
			const { body } = seen.placed;
			if (!isObject(body)) return { holds: false, came: `200: ${seen.placed.form}, no object` };
			return matches('Call', [body], '');
		},
	},
	{
		question: 'Does the call come back with the number, agent and skill that were sent?',
		reference: 'silent; the package recognises a call by them',
		ask(seen) {
			const call = callOf(seen);
			const request = requestFor(seen);
			if (!call || !request) return NOT_PLACED;
			const others = /** @type {const} */ (['customerPhone', 'agentId', 'skillId']).filter(
				(field) => call[field] !== request[field],
			);
			return {
				holds: others.length === 0,
				came: others.length === 0 ? 'all as sent' : `not as sent: ${others.join(', ')}`,
			};
		},
	},
	{
		question: 'Does Get find the call at once?',
		reference: 'silent; the package looks at it at once',
		async ask(seen, client) {
			const id = callOf(seen)?.id;
			if (id === undefined) return NOT_PLACED;
			const { status, body } = await client.get(`${CALLS}/${inPath(id)}`);
			const isFound = status === 200 && isObject(body) && body.id === id;
			return { holds: isFound, came: isFound ? 'yes' : `status ${status}, not the call` };
		},
	},
	{
		question: 'Is the call in the list at once?',
		reference: `silent; the package looks for ${PACKAGE_LOOKS} seconds`,
		async ask(seen, client) {
			const id = callOf(seen)?.id;
			if (id === undefined) return NOT_PLACED;
			let before = 0;
			for (const at of LOOKS_AT) {
				if (at > before) await client.wait((at - before) * 1000);
				before = at;
				const { entries } = listOf(await client.get(CALLS, 'hrs=1'));
				if (entries.some((call) => call.id === id))
					return { holds: at <= PACKAGE_LOOKS, came: at === 0 ? 'yes' : `after ${at} seconds` };
			}
			return { holds: false, came: `not within ${before} seconds` };
		},
	},
];

/** @param {Seen} seen @returns {{ [field: string]: any } | undefined} the call that was placed */
function callOf({ placed }) {
	const body = placed?.status === 200 ? placed.body : undefined;
	return isObject(body) && 'id' in body ? body : undefined;
}

/** @param {Seen} seen the request by which the number is called; undefined where nobody can call it */
function requestFor({ agents, agent, phone }) {
	const caller = [agent, ...agents.entries].find((one) => one && skillsOf(one).length > 0);
	if (!caller || !phone) return undefined;
	const skills = skillsOf(caller);
	const skill = skills.find(({ active }) => active !== false) ?? skills[0];
	return {
		...{ agentId: caller.id, channel: 'call', skillId: skill.id },
		...{ customerOverride: {}, customerPhone: phone },
	};
}

module.exports = { placeQuestions };
