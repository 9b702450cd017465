// @ts-check
// Says what something looks like without saying what it is: no name, number or text of a customer leaves here.

/** @typedef {import('./client').Answer} Answer */

/** @param {unknown} value @returns {string} */
function typeOf(value) {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
	return typeOf(value) === 'object';
}

/**
 * A word of the API's own, such as the name of a field or a status. What has a blank, a digit or an @ in it could be somebody's.
 *
 * @param {string} text
 */
function word(text) {
	return /^[A-Za-z][A-Za-z_-]{0,39}$/.test(text) ? text : '(not a plain word)';
}

/** @param {unknown} id of an answer @returns {string} as a part of an address */
function inPath(id) {
	const text = ['string', 'number'].includes(typeof id) ? String(id) : typeOf(id);
	return encodeURIComponent(Buffer.from(text).toString());
}

/** @param {unknown} id @returns {string} such as "UUID" or "10 digits" */
function idShape(id) {
	if (typeof id !== 'string') return typeOf(id);
	if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return 'UUID';
	if (/^\d+$/.test(id)) return `${id.length} digits`;
	return id === ''
		? 'empty'
		: `text of ${id.length} characters${/\s/.test(id) ? ', with blanks' : ''}`;
}

/** @param {string} shape of an id, as the reference shows them */
function isDocumentedId(shape) {
	return shape === 'UUID' || /^\d+ digits$/.test(shape);
}

/**
 * @param {string[]} things
 * @param {number} of how many there could be
 * @returns {string[]} each different one with how often it is there, the most frequent first
 */
function tally(things, of) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([thing, count]) => `${thing} (${count} of ${of})`);
}

/** @param {string[]} parts @param {string} none said when there are none */
function listed(parts, none) {
	const most = 6;
	const more = parts.length - most;
	if (parts.length === 0) return none;
	return parts.slice(0, most).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/**
 * A list as it is wrapped.
 *
 * @param {Answer} answer
 * @returns {{ entries: Array<Record<string, any>>, how: string, isDocumented: boolean }} isDocumented: an array, one object, or an
 *   array alone in an object
 */
function listOf({ status, form, body }) {
	const none = { entries: [], isDocumented: false };
	if (status !== 200) return { ...none, how: `status ${status}` };
	if (form !== 'json') return { ...none, how: `${form}, not JSON` };
	if (Array.isArray(body)) {
		const entries = body.filter(isObject);
		const others = body.length - entries.length;
		if (others > 0) return { ...none, how: 'an array of other things than objects' };
		return { entries, how: 'an array', isDocumented: true };
	}
	if (!isObject(body)) return { ...none, how: typeOf(body) };
	if ('id' in body && 'status' in body)
		return { entries: [body], how: 'one object', isDocumented: true };
	return unwrapped(body) ?? { ...none, how: 'an object without a list' };
}

/** @param {Record<string, unknown>} body */
function unwrapped(body) {
	const wrapped = Object.entries(body).find(([, value]) => Array.isArray(value));
	if (!wrapped) return undefined;
	const [name, list] = wrapped;
	const beside = Object.keys(body).filter((key) => key !== name);
	const how = `an array in an object, as "${word(name)}"`;
	return {
		entries: /** @type {unknown[]} */ (list).filter(isObject),
		how: beside.length === 0 ? how : `${how}, beside ${beside.map(word).join(', ')}`,
		isDocumented: beside.length === 0,
	};
}

/**
 * An answer that is an error, as its forms are listed in what is known of the API: JSON with `message` or `error`, plain text, a
 * web page, nothing.
 *
 * @param {Answer} answer
 * @returns {{ came: string, isKnown: boolean }}
 */
function errorShape({ status, form, body }) {
	if (status >= 300 && status < 400)
		return { came: `${status}: a redirect, which was not followed`, isKnown: false };
	if (form !== 'json') return { came: `${status}: ${form}`, isKnown: form !== 'tooLarge' };
	if (!isObject(body)) return { came: `${status}: JSON that is ${typeOf(body)}`, isKnown: false };
	const fields = Object.keys(body).map((key) => `${word(key)} (${typeOf(body[key])})`);
	const { message, error } = body;
	const isText = typeof message === 'string' || isTexts(message);
	const isKnown = isText || typeof error === 'string' || isObject(error);
	return { came: `${status}: JSON with ${listed(fields, 'nothing in it')}`, isKnown };
}

/** @param {unknown} value */
function isTexts(value) {
	return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

module.exports = {
	errorShape,
	idShape,
	inPath,
	isDocumentedId,
	isObject,
	listOf,
	listed,
	tally,
	typeOf,
	word,
};
