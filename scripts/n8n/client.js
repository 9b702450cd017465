// @ts-check
// Talks to a running n8n the way its editor does: through the REST interface, logged in as the owner.
const { setTimeout: wait } = require('node:timers/promises');
const { UserError } = require('../support/progress');
const { PASSWORD_FILE } = require('./owner');

/** Pause between two looks at whether n8n is up, in milliseconds. */
const PAUSE = 300;

/** @typedef {import('./owner').Owner} Owner */
/**
 * @typedef {object} Client
 * @property {Owner} owner who is logged in
 * @property {(method: string, path: string, body?: unknown) => Promise<any>} api
 *   One request such as ('POST', '/rest/workflows', {…}); returns what n8n put in `data`.
 *   Throws an ApiError when n8n refuses.
 */

/** n8n answered with an error. */
class ApiError extends Error {
	/**
	 * @param {string} message
	 * @param {number} status of the HTTP answer
	 */
	constructor(message, status) {
		super(message);
		this.status = status;
	}
}

/**
 * Waits until n8n really answers: while it starts, it sends a page that says so, with status 200.
 *
 * @param {string} url
 * @param {AbortSignal} signal ends the waiting
 * @returns {Promise<{ needsOwner: boolean }>}
 * @throws the signal's reason
 */
async function untilReady(url, signal) {
	for (;;) {
		/** @type {any} */
		const settings = await fetch(`${url}/rest/settings`, { signal })
			.then(async (answer) => await answer.json())
			.catch(() => undefined);
		const ready = await fetch(`${url}/healthz/readiness`, { signal }).catch(() => undefined);
		if (settings && ready?.ok) {
			return { needsOwner: settings.data.userManagement.showSetupOnFirstLoad };
		}
		signal.throwIfAborted();
		await wait(PAUSE);
	}
}

/**
 * @param {string} url of n8n, without a slash at the end
 * @param {AbortSignal} signal ends the waiting for n8n to start
 * @param {Owner} owner
 * @returns {Promise<Client>}
 * @throws {UserError} when the owner has another password by now
 */
async function createClient(url, signal, owner) {
	let cookie = '';
	/** @type {Client['api']} */
	const api = async (method, path, body) => {
		const answer = await fetch(`${url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (set.length > 0) cookie = set.join('; ');
		const text = await answer.text();
		if (!answer.ok)
			throw new ApiError(`${method} ${path}: ${answer.status} ${text}`, answer.status);
		const parsed = text ? JSON.parse(text) : undefined;
		return parsed && 'data' in parsed ? parsed.data : parsed;
	};

	const { needsOwner } = await untilReady(url, signal);
	if (needsOwner) await api('POST', '/rest/owner/setup', owner);
	else await logIn(api, owner);
	return { api, owner };
}

/** @param {Client['api']} api @param {Owner} owner */
async function logIn(api, { email, password }) {
	try {
		await api('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	} catch (error) {
		if (!(error instanceof ApiError) || error.status !== 401) throw error;
		throw new UserError(
			`${email} has another password in this n8n than the one in ${PASSWORD_FILE} in n8n's folder. ` +
				'Put the right one into that file, or delete the folder to begin anew',
		);
	}
}

module.exports = { createClient };
