// @ts-check
const { setTimeout: pause } = require('node:timers/promises');
const { UserError } = require('../support/progress');

/** Longest time for one answer, in milliseconds. */
const TIME_LIMIT = 60_000;
/** More than any list is read for, in bytes. */
const MOST_BYTES = 30_000_000;
/** How often a request that came too soon is sent again, and the longest pause before it, in milliseconds. */
const MOST_RETRIES = 3;
const LONGEST_PAUSE = 30_000;
/** Between two requests, in milliseconds: an account in use must not feel it. */
const PACE = 100;

/**
 * One answer, as it came.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {'json' | 'html' | 'text' | 'empty' | 'tooLarge'} form what the body is, whatever its header says
 * @property {unknown} body of JSON
 * @property {string} contentType
 * @property {string | null} location where a redirect leads
 *
 * @typedef {(ms: number) => Promise<unknown>} Wait
 * @typedef {ReturnType<typeof createClient>} Client
 */

/**
 * Asks one account. A redirect is never followed with the password.
 *
 * @param {{ baseUrl: string, username: string, password: string, wait?: Wait }} account wait: takes the place of real pauses
 */
function createClient({ baseUrl, username, password, wait = pause }) {
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	let requests = 0;

	/**
	 * @param {string} url
	 * @param {RequestInit} init
	 * @returns {Promise<Answer>}
	 */
	async function send(url, init) {
		for (let retries = 0; ; retries++) {
			if (requests++ > 0) await wait(PACE);
			const response = await reached(url, init);
			if (response.status !== 429 || retries === MOST_RETRIES) return await read(response);
			await response.body?.cancel();
			const seconds = Number(response.headers.get('retry-after')) || 2 ** retries;
			await wait(Math.min(seconds * 1000, LONGEST_PAUSE));
		}
	}

	return {
		baseUrl,
		wait,
		/** How many requests were sent so far */
		requests: () => requests,
		/**
		 * @param {string} path
		 * @param {string} [query] as it stands in the address
		 */
		get: async (path, query) =>
			await send(address(baseUrl, path, query), {
				headers: { authorization, accept: 'application/json' },
			}),
		/** Without the password. @param {string} path */
		getWithoutPassword: async (path) =>
			await send(address(baseUrl, path), { headers: { accept: 'application/json' } }),
		/** Another address, without the password. @param {string} url */
		getElsewhere: async (url) => await send(url, {}),
		/**
		 * @param {string} path
		 * @param {object} body
		 */
		post: async (path, body) =>
			await send(address(baseUrl, path), {
				method: 'POST',
				headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
	};
}

/** @param {string} baseUrl @param {string} path @param {string} [query] */
function address(baseUrl, path, query) {
	return `${baseUrl}${path}${query ? `?${query}` : ''}`;
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @throws {UserError} where no answer comes; without the address, which may be one of a recording
 */
async function reached(url, init) {
	try {
		const signal = AbortSignal.timeout(TIME_LIMIT);
		return await fetch(url, { ...init, redirect: 'manual', signal });
	} catch (error) {
		throw new UserError(`No answer came from ${new URL(url).host}: ${reasonOf(error)}.`);
	}
}

/** @param {any} error of `fetch` @returns {string} such as "ECONNREFUSED" */
function reasonOf(error) {
	if (error?.name === 'TimeoutError') return `not within ${TIME_LIMIT / 1000} seconds`;
	const { code } = error?.cause ?? {};
	return typeof code === 'string' ? code : 'the connection failed';
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
	const { status, headers } = response;
	const contentType = (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
	const rest = { status, contentType, location: headers.get('location') };
	const text = await textOf(response);
	if (text === undefined) return { ...rest, form: 'tooLarge', body: undefined };
	if (text.trim() === '') return { ...rest, form: 'empty', body: undefined };
	try {
		return { ...rest, form: 'json', body: JSON.parse(text) };
	} catch {
		return { ...rest, form: /^\s*</.test(text) ? 'html' : 'text', body: undefined };
	}
}

/** @param {Response} response @returns {Promise<string | undefined>} undefined where it is too large */
async function textOf({ body }) {
	/** @type {Uint8Array[]} */
	const chunks = [];
	let size = 0;
	try {
		for await (const chunk of /** @type {any} */ (body) ?? []) {
			size += chunk.length;
			if (size > MOST_BYTES) return undefined;
			chunks.push(chunk);
		}
	} catch (error) {
		throw new UserError(`An answer broke off: ${reasonOf(error)}.`);
	}
	return Buffer.concat(chunks).toString('utf8');
}

module.exports = { createClient };
