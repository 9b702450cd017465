// @ts-check
const { noCalls } = require('./callQuestions');
const { CALLS } = require('./look');
const { listOf } = require('./shapes');

/** @typedef {import('./look').Question} Question */
/** @typedef {import('./look').Client} Client */
/** @typedef {import('./look').Seen} Seen */

const CHANNELS = ['call', 'sms', 'whatsapp', 'email', 'webchat'];
/** What `sanitised` may be about. */
const PERSONAL = ['customerName', 'customerPhone', 'customerEmail', 'transcription', 'messages'];
const DAY_MS = 86_400_000;
/** How many hours make a moment in which nobody was called. */
const MOMENT = '0.000001';

/** The ways in which `{ from, to }` may be written in an address. */
const SPELLINGS = [
	{
		name: 'brackets',
		write: (/** @type {string} */ from, /** @type {string} */ to) =>
			`dateRange%5Bfrom%5D=${from}&dateRange%5Bto%5D=${to}`,
	},
	{
		name: 'JSON',
		write: (/** @type {string} */ from, /** @type {string} */ to) =>
			`dateRange=${encodeURIComponent(JSON.stringify({ from, to }))}`,
	},
	{
		name: 'dots',
		write: (/** @type {string} */ from, /** @type {string} */ to) =>
			`dateRange.from=${from}&dateRange.to=${to}`,
	},
];

/** @type {Question[]} */
const filterQuestions = [
	{
		question: 'Does `hrs` narrow the list?',
		reference: 'only the last so many hours',
		async ask({ calls, hours }, client) {
			if (calls.entries.length === 0) return { came: noCalls(hours) };
			const moment = await calledWith(client, `hrs=${MOMENT}`);
			const hour = await calledWith(client, 'hrs=1');
			const holds =
				moment.count === 0 && hour.count !== undefined && hour.count <= calls.entries.length;
			return {
				holds,
				came: `hrs=${hours}: ${calls.entries.length}; hrs=1: ${hour.came}; hrs=${MOMENT}: ${moment.came}`,
			};
		},
	},
	{
		question: 'Which spelling of `dateRange` works?',
		reference:
			'an object `{ from, to }`; silent about the spelling. The package writes brackets, or JSON where it is told to',
		async ask({ calls, hours }, client) {
			if (calls.entries.length === 0) return { came: noCalls(hours) };
			const results = [];
			for (const { name, write } of SPELLINGS) {
				const long = await calledWith(client, write(day(-40), day(1)));
				const past = await calledWith(client, write('2000-01-01', '2000-01-02'));
				results.push({ name, ...judged(long, past) });
			}
			const works = results.some(({ name, isWorking }) => isWorking && name !== 'dots');
			return { holds: works, came: results.map(({ name, what }) => `${name}: ${what}`).join('; ') };
		},
	},
	{
		question: 'Does `status` choose calls?',
		reference: 'only calls with this status',
		async ask({ calls: { entries }, hours }, client) {
			if (entries.length === 0) return { came: noCalls(hours) };
			const { status } = entries[0];
			if (typeof status !== 'string') return { came: 'the status is no text' };
			const { list, came } = await calledWith(
				client,
				`hrs=${hours}&status=${encodeURIComponent(status)}`,
			);
			const others = list.entries.filter((call) => call.status !== status).length;
			return {
				holds: list.isDocumented && list.entries.length > 0 && others === 0,
				came: `${came} calls, ${others} with another status`,
			};
		},
	},
	{
		question: 'Does `channel` choose calls?',
		reference: `only calls on this channel (${CHANNELS.join(', ')})`,
		async ask({ calls, hours }, client) {
			if (calls.entries.length === 0) return { came: noCalls(hours) };
			const results = [];
			for (const channel of CHANNELS)
				results.push({ channel, ...(await calledWith(client, `hrs=${hours}&channel=${channel}`)) });
			const ids = results.flatMap(({ list }) => list.entries.map(({ id }) => id));
			const twice = ids.length - new Set(ids).size;
			const isRefused = results.some(({ count }) => count === undefined);
			return {
				holds: !isRefused && twice === 0 && ids.length > 0,
				came: `${results.map(({ channel, came }) => `${channel}: ${came}`).join('; ')}; in more than one: ${twice}`,
			};
		},
	},
	{
		question: 'What does `sanitised=yes` leave out?',
		reference: 'silent; the package says that it is personal data',
		async ask({ calls: { entries }, hours }, client) {
			if (entries.length === 0) return { came: noCalls(hours) };
			const { list, count, came } = await calledWith(client, `hrs=${hours}&sanitised=yes`);
			if (count === undefined) return { holds: false, came };
			const plain = new Map(entries.map((call) => [call.id, call]));
			const changed = PERSONAL.filter((field) =>
				list.entries.some((call) => isChanged(plain.get(call.id), call, field)),
			);
			return { holds: changed.length > 0, came: changed.join(', ') || 'nothing' };
		},
	},
	{
		question: 'Does the list of calls come in pages?',
		reference: 'no pages are documented; the package takes the list for whole',
		async ask({ calls: { entries }, hours }, client) {
			if (entries.length < 2) return { came: 'there are not two calls' };
			const { count, came } = await calledWith(client, `hrs=${hours}&page=2&limit=1`);
			// A list that is refused, or as long as without, has no pages.
			return { holds: count === undefined || count >= entries.length, came: `limit=1: ${came}` };
		},
	},
];

/**
 * @param {Client} client
 * @param {string} query
 * @returns {Promise<{ list: import('./look').List, count: number | undefined, came: string }>} count: undefined where no list came
 */
async function calledWith(client, query) {
	const list = listOf(await client.get(CALLS, query));
	const isList = list.isDocumented || list.entries.length > 0;
	const count = isList ? list.entries.length : undefined;
	return { list, count, came: isList ? String(count) : list.how };
}

/** @param {{ count?: number, came: string }} long @param {{ count?: number }} past */
function judged(long, past) {
	if (long.count === undefined || past.count === undefined)
		return { isWorking: false, what: `not taken (${long.came})` };
	if (past.count > 0) return { isWorking: false, what: 'ignored' };
	const isWorking = long.count > 0;
	return { isWorking, what: isWorking ? 'works' : 'gives nothing' };
}

/** @param {number} ahead in days @returns {string} such as "2026-01-31" */
function day(ahead) {
	return new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {Record<string, any> | undefined} before
 * @param {Record<string, any>} after
 * @param {string} field
 */
function isChanged(before, after, field) {
	return before !== undefined && JSON.stringify(before[field]) !== JSON.stringify(after[field]);
}

module.exports = { filterQuestions };
