// @ts-check
const { UserError } = require('../support/progress');

/** @typedef {import('./look').Question} Question */
/** @typedef {import('./client').Client} Client */

const MOST_REDIRECTS = 5;

/** @type {Question} */
const recordingQuestion = {
	question: 'Where is a recording, and is it given without the password?',
	reference:
		'an address at another host; silent about the password, which the package does not send there',
	async ask({ calls: { entries } }, client) {
		const call = entries.find(({ recordingUrl }) => recordingUrl);
		if (!call) return { came: 'none of the calls has a recording' };
		const { recordingUrl } = call;
		if (!isFit(recordingUrl, client)) return { holds: false, came: 'no web address' };
		const isElsewhere = new URL(recordingUrl).host !== new URL(client.baseUrl).host;
		const { came, isAudio } = await followed(recordingUrl, client);
		const where = isElsewhere ? 'another host' : "the API's own host";
		return { holds: isElsewhere && isAudio, came: `${where}; ${came}` };
	},
};

/**
 * @param {string} start
 * @param {Client} client
 * @returns {Promise<{ came: string, isAudio: boolean }>} the way, without any address: one may be signed
 */
async function followed(start, client) {
	const steps = [];
	let url = start;
	for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
		const answer = await client.getElsewhere(url).catch(nothing);
		if (!answer) return { came: [...steps, 'no answer'].join('; '), isAudio: false };
		const { status, contentType, location } = answer;
		if (status < 300 || status > 399 || location === null) {
			const isAudio = status === 200 && /^audio\/|^application\/octet-stream$/.test(contentType);
			const kind = /^[\w.+/-]{1,60}$/.test(contentType) ? contentType : 'no type';
			return { came: [...steps, `${status}, ${kind}`].join('; '), isAudio };
		}
		const next = URL.canParse(location, url) ? new URL(location, url).href : '';
		if (!isFit(next, client)) return { came: `${status} to no web address`, isAudio: false };
		steps.push(
			`${status} to ${new URL(next).host === new URL(url).host ? 'the same' : 'another'} host`,
		);
		url = next;
	}
	return { came: `more than ${MOST_REDIRECTS} redirects`, isAudio: false };
}

/** Another host than the API's ends no contract. @param {unknown} error @returns {undefined} @throws what is no UserError */
function nothing(error) {
	if (!(error instanceof UserError)) throw error;
}

/** Plain http only where the API itself is asked so: on this machine. @param {unknown} url @param {Client} client */
function isFit(url, client) {
	if (typeof url !== 'string' || !URL.canParse(url)) return false;
	const { protocol } = new URL(url);
	return protocol === 'https:' || protocol === new URL(client.baseUrl).protocol;
}

module.exports = { recordingQuestion };
