// @ts-check
const { finalStatuses } = require('../state/lifecycle');
const { contactKey } = require('../state/ledger');
const { specialNumbers } = require('../state/specialNumbers');

/**
 * @typedef {object} Watched
 * @property {import('../state/agentStore').AgentStore} agents
 * @property {import('../state/calls').Calls} calls
 * @property {import('../state/ledger').Ledger} ledger
 * @property {import('../state/faults').Faults} faults
 * @property {import('../state/clock').Clock} clock
 * @property {{ url: string }} recordings
 * @property {import('../types').KeptReport[]} reports
 *
 * @typedef {object} Entry One line of the page: a call, or a request that placed none
 * @property {string} id
 * @property {number} at ms since 1970
 * @property {string} channel
 * @property {string} to
 * @property {string} name of the customer
 * @property {string} agent
 * @property {string} status "refused": nothing was placed
 * @property {boolean} ended
 * @property {string} answered what the caller of the API was told, as in the ledger; for a refused one the fault
 * @property {boolean} again whether the person was called more than once
 * @property {number} seconds how long the call was
 * @property {string} recordingUrl
 * @property {Array<{ sender: string, text: string }>} messages
 */

/** How often the page is told, in milliseconds: a status that changes is seen at once, and nothing flickers. */
const everyMs = 250;
/** The ledger has them all. */
const mostShown = 200;

/**
 * Tells one page what happens, until it is closed. Calls change by the clock alone, so that somebody has to look.
 *
 * @param {Watched} sandbox
 * @param {{ url: string, username: string, password: string, agents: import('../types').Agent[] }} about
 * @param {import('express').Response} response
 */
async function streamEvents(sandbox, { url, username, password, agents }, response) {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	const agent = agents.find((one) => one.active && one.skills?.length);
	const skill = agent?.skills?.[0];
	const numbers = specialNumbers.map(({ number, description }) => ({ number, description }));
	write(response, 'about', { url, username, password, agent, skill, numbers });
	/** @type {Map<string, string>} each entry as it was sent */
	const sent = new Map();
	let before = '';
	while (!response.destroyed) {
		// A page that does not read gets the news later, in one piece.
		if (response.writableNeedDrain) {
			await sandbox.clock.wait(everyMs);
			continue;
		}
		const entries = entriesOf(sandbox);
		const texts = new Map(entries.map((entry) => [entry.id, JSON.stringify(entry)]));
		const changed = entries.filter(({ id }) => sent.get(id) !== texts.get(id));
		const now = { ...counts(sandbox), faults: sandbox.faults.asked, ids: [...texts.keys()] };
		const text = JSON.stringify(now);
		if (changed.length > 0 || text !== before) write(response, 'calls', { ...now, changed });
		before = text;
		sent.clear();
		for (const [id, entry] of texts) sent.set(id, entry);
		await sandbox.clock.wait(everyMs);
	}
}

/**
 * @param {import('express').Response} response
 * @param {string} event
 * @param {object} data JSON has no line breaks, which would end the message
 */
function write(response, event, data) {
	response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** @param {Watched} sandbox */
function counts({ ledger }) {
	const times = [...ledger.contacts().values()];
	const twice = times.filter((count) => count > 1).length;
	return { people: times.length, calls: ledger.placed.length, twice };
}

/** @param {Watched} sandbox @returns {Entry[]} the latest, newest first */
function entriesOf({ agents, calls, ledger, reports }) {
	const contacts = ledger.contacts();
	const placed = ledger.placed.slice(-mostShown).flatMap((entry) => {
		const call = calls.find(entry.id);
		if (!call) return [];
		const again = (contacts.get(contactKey(entry)) ?? 0) > 1;
		const agent = agents.find(call.agent.id)?.name ?? call.agent.id;
		return [{ ...entryOf(calls.view(call), entry), agent, again }];
	});
	const all = [...placed, ...refused(reports)].reverse();
	return all.sort((a, b) => b.at - a.at).slice(0, mostShown);
}

/**
 * @param {import('../types').Call} view
 * @param {import('../types').PlacedCall} placed
 * @returns {Omit<Entry, 'agent' | 'again'>}
 */
function entryOf(view, { body, placedAt, to, answered }) {
	return {
		id: view.id,
		at: placedAt,
		channel: body.channel,
		to,
		name: view.customerName,
		status: view.status,
		ended: finalStatuses.has(view.status),
		answered,
		seconds: Number(view.duration),
		recordingUrl: view.recordingUrl,
		messages: view.messages.map((message) =>
			typeof message === 'string'
				? { sender: '', text: message }
				: { sender: message.sender ?? '', text: message.content ?? '' },
		),
	};
}

/** @param {import('../types').KeptReport[]} reports @returns {Entry[]} requests that placed nothing */
function refused(reports) {
	return reports
		.filter(({ id }) => id === null)
		.map(({ at, channel, to, result, number }) => ({
			id: `refused-${number}`,
			...{ at, channel, to, name: '', agent: '', status: 'refused', ended: true, answered: result },
			...{ again: false, seconds: 0, recordingUrl: '', messages: [] },
		}));
}

module.exports = { streamEvents };
