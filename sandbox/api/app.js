// @ts-check
const express = require('express');
const { creation } = require('./creation');
const { ApiError, answerError } = require('./errors');
const { apiRoutes } = require('./routes');
const { basicAuth, refuseDeep, specification } = require('./validation');
const { pageRoutes } = require('../page/routes');
const { keep } = require('../state/requestLog');

/** What the page can show. */
const mostReports = 1000;

/** @typedef {import('../types').Request} Request */
/** @typedef {import('../types').Handler} Handler */
/** @typedef {import('../types').AsyncHandler} AsyncHandler */
/** @typedef {import('../types').ReceivedRequest} ReceivedRequest */

/**
 * @typedef {object} State What one sandbox knows
 * @property {import('../state/agentStore').AgentStore} agents
 * @property {import('../state/calls').Calls} calls
 * @property {import('../state/ledger').Ledger} ledger
 * @property {import('../state/faults').Faults} faults
 * @property {import('../state/clock').Clock} clock
 * @property {{ url: string }} recordings where they are served
 * @property {ReceivedRequest[]} requests
 * @property {import('../types').KeptReport[]} reports
 *
 * @typedef {object} ApiOptions
 * @property {string} username
 * @property {string} password
 * @property {() => string} url where the API is, known once it listens
 * @property {number} latencyMs
 * @property {boolean} validate
 * @property {boolean} validateResponses
 * @property {'array' | 'object' | 'wrapped'} callsShape
 * @property {(report: import('../types').CreateReport) => void} report told of each valid create request
 */

/**
 * The API, and what the sandbox shows to people on the same port.
 *
 * @param {State} state
 * @param {ApiOptions} options
 * @returns {import('express').Express}
 */
function apiApp(state, options) {
	const { agents, calls, ledger, faults, clock } = state;
	const { username, password, url, validate, validateResponses, callsShape } = options;
	const authorised = basicAuth(username, password);
	const { record, recordBody, received } = recording(state, options.latencyMs);
	/** @type {Handler} */
	function authorise(request, _response, next) {
		if (authorised(request.headers.authorization)) next();
		else next(new ApiError(401, 'Unauthorized'));
	}

	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.set('query parser', 'extended'); // dateRange[from]=…
	app.use(pageRoutes({ ...state, described: () => ({ url: url(), username, password }) }));
	// Who has no password is refused before the body is read: it is not even kept in memory.
	app.use(record, authorise, express.json({ limit: '1mb' }), refuseDeep, recordBody);
	if (validate) app.use(specification({ validateResponses }));
	const wait = clock.wait.bind(clock);
	let reported = 0;
	/** @param {import('../types').CreateReport} one */
	function report(one) {
		keep(state.reports, { ...one, at: Date.now(), number: ++reported }, mostReports);
		options.report(one);
	}
	const handlers = creation({ agents, calls, ledger, faults, wait, received, report });
	app.use(apiRoutes({ agents, calls, ledger, callsShape, ...handlers }));
	app.use((request) => {
		throw new ApiError(404, `Cannot ${request.method} ${request.path}`);
	});
	app.use(answerError);
	return app;
}

/**
 * Keeps each request, and makes it wait.
 *
 * @param {State} state
 * @param {number} latencyMs how long each request takes at least, in real milliseconds
 * @returns {{ record: Handler, recordBody: AsyncHandler, received: (request: Request) => ReceivedRequest }}
 */
function recording({ requests, ledger, clock }, latencyMs) {
	/** @type {WeakMap<Request, ReceivedRequest>} */
	const receivedAs = new WeakMap();

	/** @param {Request} request */
	function received(request) {
		return /** @type {ReceivedRequest} */ (receivedAs.get(request));
	}

	/** @type {Handler} */
	function record(request, response, next) {
		const { method, path, headers, query } = request;
		/** @type {ReceivedRequest} */
		const entry = { at: Date.now(), method, path, query: { ...query }, headers, body: undefined };
		keep(requests, entry);
		receivedAs.set(request, entry);
		if (method === 'POST' && path === '/api/v1/calls')
			response.once('close', ledger.createStarted());
		next();
	}

	/** @type {AsyncHandler} */
	async function recordBody(request, _response, next) {
		received(request).body = request.body;
		if (latencyMs > 0) await clock.wait(latencyMs);
		next();
	}

	return { record, recordBody, received };
}

module.exports = { apiApp };
