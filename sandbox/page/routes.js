// @ts-check
const { join } = require('node:path');
const express = require('express');
const { faultKinds } = require('../state/faults');
const { streamEvents } = require('./events');
const { indexPage } = require('./text');

/** @typedef {import('../types').Handler} Handler */

/** Each looks four times a second at all that there is. */
const mostWatching = 20;

/** @type {Record<string, string>} */
const files = { '/': 'index.html' };
for (const name of ['page.js', 'base.css', 'page.css', 'calls.css', 'small.css'])
	files[`/sandbox/${name}`] = name;

/**
 * What the sandbox shows to people: a live page in a browser, plain text in a terminal, the ledger, and buttons.
 *
 * @param {import('./events').Watched & {
 *   described: () => { url: string, username: string, password: string },
 * }} sandbox
 */
function pageRoutes(sandbox) {
	const { agents, faults, ledger, recordings, described } = sandbox;
	const router = express.Router();
	const about = () => ({ ...described(), agents: agents.list });

	router.use(['/sandbox', /^\/$/], loopbackOnly, (_request, response, next) => {
		response.set(headers(recordings.url));
		next();
	});

	router.get(Object.keys(files), (request, response) => {
		response.vary('Accept');
		if (request.path === '/' && request.accepts(['text', 'html']) !== 'html') {
			response.type('text/plain').send(indexPage(about()));
			return;
		}
		response.sendFile(join(__dirname, files[request.path]), { cacheControl: false });
	});

	router.get('/sandbox/ledger', (_request, response) => void response.json(ledger));

	let watching = 0;
	router.get('/sandbox/events', (_request, response) => {
		if (watching >= mostWatching) {
			const message = `${mostWatching} pages are watching already: close one`;
			response.status(503).json({ message, statusCode: 503 });
			return;
		}
		watching++;
		response.once('close', () => watching--);
		void streamEvents(sandbox, about(), response);
	});

	router.post('/sandbox/faults', express.json({ limit: '1kb' }), askForFault(faults));

	return router;
}

/**
 * Only JSON is read: a form of another site cannot send it, and the listener refuses what has another Origin.
 *
 * @param {import('../state/faults').Faults} faults
 * @returns {Handler}
 */
function askForFault(faults) {
	return (request, response) => {
		const { kind } = request.body ?? {};
		if (kind === 'none') faults.withdraw();
		else if (typeof kind === 'string' && Object.hasOwn(faultKinds, kind))
			faults.ask(/** @type {import('../state/faults').FaultKind} */ (kind), 1);
		else {
			const message = `kind must be one of: ${Object.keys(faultKinds).join(', ')}, none`;
			response.status(400).json({ message, statusCode: 400 });
			return;
		}
		response.json(faults.asked);
	};
}

/**
 * Names of customers come from outside: even a mistake in the page must not make anything of them run.
 *
 * @param {string} recordingsUrl
 */
function headers(recordingsUrl) {
	return {
		'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; media-src ${recordingsUrl}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
	};
}

/**
 * What is shown to people names the called ones, or the password, and asks for none.
 *
 * @type {Handler}
 */
function loopbackOnly(request, response, next) {
	if (/^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')) next();
	else response.status(403).json({ message: 'Only from this machine', statusCode: 403 });
}

module.exports = { pageRoutes };
