// @ts-check
const { UserError } = require('../support/progress');
const { inPath, isObject, listOf } = require('./shapes');

const CALLS = '/api/v1/calls';
const AGENTS = '/api/v1/agents';
/** How many agents the package asks for at once. */
const AGENTS_ON_A_PAGE = 100;
/** The last so many hours in which there may be calls; the longer time only where the shorter one has none. */
const WINDOWS = [24, 720];

/** @typedef {import('./client').Answer} Answer */
/** @typedef {import('./client').Client} Client */
/** @typedef {ReturnType<typeof listOf>} List */
/**
 * What was seen first, for the questions to go by.
 *
 * @typedef {object} Seen
 * @property {List} agents
 * @property {List} calls
 * @property {number} hours the window of the calls
 * @property {Record<string, any>} [agent] a whole one, as Get gives it
 * @property {string} [phone] the number to call, if one is to be called
 * @property {Answer} [placed] the answer to the call that was placed
 *
 * @typedef {{ holds?: boolean, came: string }} Finding holds: undefined where the account has nothing to tell it by
 * @typedef {object} Question
 * @property {string} question
 * @property {string} reference what the reference says, or what the package goes by where it is silent
 * @property {(seen: Seen, client: Client) => Finding | Promise<Finding>} ask
 */

/**
 * @param {Client} client
 * @param {string} [phone]
 * @returns {Promise<Seen>}
 * @throws {UserError} when nothing can be asked: not the API, or not with this password
 */
async function look(client, phone) {
	refuse(await client.get(AGENTS, 'page=1&limit=1'), client.baseUrl);
	const agents = listOf(await client.get(AGENTS, `page=1&limit=${AGENTS_ON_A_PAGE}`));
	/** @type {Seen} */
	const seen = { agents, calls: agents, hours: 0, phone };
	for (const hours of WINDOWS) {
		seen.hours = hours;
		seen.calls = listOf(await client.get(CALLS, `hrs=${hours}`));
		if (seen.calls.entries.length > 0) break;
	}
	const first = agents.entries.find(isUsable) ?? agents.entries[0];
	if (first) {
		const { body } = await client.get(`${AGENTS}/${inPath(first.id)}`);
		if (isObject(body)) seen.agent = body;
	}
	return seen;
}

/** @param {Record<string, any>} agent of the list */
function isUsable({ active, skills }) {
	return active !== false && Array.isArray(skills) && skills.length > 0;
}

/** @param {Answer} answer the first one @param {string} baseUrl */
function refuse({ status, form }, baseUrl) {
	if (status === 401 || status === 403)
		throw new UserError(`The account's user name or password is not accepted (status ${status}).`);
	if (status >= 300 && status < 400)
		throw new UserError(
			`${baseUrl} sends to another address (status ${status}). The password is not sent after it: give the right address.`,
		);
	if (status !== 200 || form !== 'json')
		throw new UserError(
			`${baseUrl} does not answer as Elemente's API: status ${status}, ${form}. Is the address right?`,
		);
}

module.exports = { AGENTS, AGENTS_ON_A_PAGE, CALLS, look };
