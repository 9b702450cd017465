// @ts-check
const { randomUUID } = require('node:crypto');
const { AGENTS, CALLS } = require('./look');
const { errorShape, idShape } = require('./shapes');

/** @typedef {import('./look').Question} Question */

const SHAPES = 'JSON with `message` or `error`, plain text, a web page or nothing';

/** @type {Question[]} */
const failureQuestions = [
	{
		question: 'What comes without a password?',
		reference: `silent; the package expects 401 and ${SHAPES}`,
		ask: async (_seen, client) => judged(await client.getWithoutPassword(`${AGENTS}`), [401]),
	},
	{
		question: 'What comes for a call that does not exist?',
		reference: `silent; the package expects 404 and ${SHAPES}`,
		ask: async ({ calls }, client) =>
			judged(await client.get(`${CALLS}/${strangerTo(calls.entries)}`), [404]),
	},
	{
		question: 'What comes for an agent that does not exist?',
		reference: `silent; the package expects 404 and ${SHAPES}`,
		ask: async ({ agents }, client) =>
			judged(await client.get(`${AGENTS}/${strangerTo(agents.entries)}`), [404]),
	},
	{
		question: 'What comes for a value that is none (`hrs=abc`)?',
		reference: `silent; the package expects 400 or 422 and ${SHAPES}`,
		ask: async (_seen, client) => judged(await client.get(CALLS, 'hrs=abc'), [400, 422]),
	},
];

/** @param {import('./client').Answer} answer @param {number[]} expected */
function judged(answer, expected) {
	const { came, isKnown } = errorShape(answer);
	return { holds: isKnown && expected.includes(answer.status), came };
}

/** @param {Array<Record<string, any>>} entries @returns {string} an id that looks like theirs, and that none has */
function strangerTo(entries) {
	const digits = /^(\d+) digits$/.exec(idShape(entries[0]?.id))?.[1];
	return digits ? '9'.repeat(Number(digits)) : randomUUID();
}

module.exports = { failureQuestions };
