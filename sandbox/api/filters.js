// @ts-check
const { ApiError } = require('./errors');

/** @typedef {import('../types').Call} Call */

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Reads `dateRange`: as `dateRange[from]=…` (parsed by then) or as JSON, since the reference does not say which.
 *
 * @param {unknown} value
 * @returns {{ from: number, to: number }} ms since 1970, `to` not included; a day without a time lasts until its end
 * @throws {ApiError} 400 for what is not a date
 */
function readDateRange(value) {
	const range = typeof value === 'string' ? parseJson(value) : (value ?? {});
	if (typeof range !== 'object' || range === null)
		throw new ApiError(400, ['dateRange must be an object']);
	const { from, to } = /** @type {Record<string, unknown>} */ (range);
	const end = readDate('dateRange.to', to, Infinity);
	return {
		from: readDate('dateRange.from', from, -Infinity),
		to: /^\d{4}-\d\d-\d\d$/.test(String(to)) ? end + day : end,
	};
}

/**
 * @param {string} field
 * @param {unknown} value
 * @param {number} otherwise
 */
function readDate(field, value, otherwise) {
	if (value === undefined || value === '') return otherwise;
	const time = Date.parse(String(value));
	if (Number.isNaN(time)) throw new ApiError(400, [`${field} must be a date such as 2022-01-31`]);
	return time;
}

/** @param {string} text */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * @param {Record<string, unknown>} query
 * @returns {(placedAt: number) => boolean} whether a call placed then is asked for
 */
function placedWithin({ dateRange, hrs }) {
	const range = readDateRange(dateRange);
	const since = hrs === undefined ? -Infinity : Date.now() - Number(hrs) * hour;
	return (placedAt) => placedAt >= range.from && placedAt < range.to && placedAt >= since;
}

/** @param {string} text */
function masked(text) {
	return text
		.replace(/[^\s@]+@[^\s@]+\.[^\s@.,]+/g, '***@***')
		.replace(/\+?\d{3,}(\d{2})\b/g, (number, end) => '*'.repeat(number.length - 2) + end);
}

/**
 * What `sanitised` leaves out is not documented; here, phone numbers and e-mail addresses.
 *
 * @param {Call} call
 * @returns {Call}
 */
function sanitised(call) {
	return {
		...call,
		agentPhone: masked(call.agentPhone),
		agentEmail: masked(call.agentEmail),
		customerPhone: masked(call.customerPhone),
		customerEmail: masked(call.customerEmail),
	};
}

module.exports = { placedWithin, sanitised };
