// @ts-check
const express = require('express');
const { listen } = require('./listen');
const { seedAgents } = require('./state/agents');
const { AgentStore } = require('./state/agentStore');
const { Calls } = require('./state/calls');
const { Ledger } = require('./state/ledger');
const { Faults } = require('./state/faults');
const { creation } = require('./api/creation');
const { apiRoutes } = require('./api/routes');
const { ApiError } = require('./api/problems');
const { answerError } = require('./api/errors');
const { basicAuth, specification } = require('./api/validation');
const { recordingsHandler } = require('./recordings');
const { indexPage } = require('./page/text');

/** @typedef {import('./types').Handler} Handler */
/** @typedef {import('./types').AsyncHandler} AsyncHandler */
/** @typedef {import('./types').Request} Request */
/** @typedef {import('./types').ReceivedRequest} ReceivedRequest */

/**
 * @typedef {object} SandboxOptions
 * @property {number} [port] Port of the API; 0 (default): any free one. The recordings always take a free one.
 * @property {string} [host] Default 127.0.0.1: this machine only
 * @property {string} [username] Default "sandbox"
 * @property {string} [password] Default "sandbox-password"
 * @property {number} [speed] How much faster than real time calls go; default 1
 * @property {number} [latencyMs] How long each API request takes at least, in real milliseconds; default 0
 * @property {number | string} [seed] Decides IDs, lengths of calls and faults by rate; default 1
 * @property {import('./state/faults').FaultRates} [faultRates] Shares of create requests that go wrong; default none
 * @property {boolean} [validate] Whether requests are held against the specification; default true
 * @property {boolean} [validateResponses] Whether answers are too; default true, needs `validate`
 * @property {'array' | 'object' | 'wrapped'} [callsShape] How calls are listed, which is not documented: an array
 *   (default), one object when there is only one, or `{ data: [] }`
 * @property {import('./types').Agent[]} [agents] Instead of the seeded agents
 * @property {(report: import('./types').CreateReport) => void} [onCreate] Told of each valid create request
 */

/**
 * Starts the Elemente API on this machine. Everything is kept in memory.
 *
 * @param {SandboxOptions} [options]
 * @returns {Promise<Sandbox>} once both listeners are ready; rejects, for instance with EADDRINUSE
 *
 * @typedef {Awaited<ReturnType<typeof start>>} Sandbox
 */
async function startSandbox(options = {}) {
	return await start(options);
}

/** @param {SandboxOptions} options */
async function start(options) {
	const {
		port = 0,
		host = '127.0.0.1',
		username = 'sandbox',
		password = 'sandbox-password',
	} = options;
	const { speed = 1, latencyMs = 0, seed = 1, faultRates = {}, callsShape = 'array' } = options;
	const {
		validate = true,
		validateResponses = true,
		agents: seeds = seedAgents(),
		onCreate = () => {},
	} = options;

	/** @type {ReceivedRequest[]} */
	const requests = [];
	/** @type {import('./recordings').RecordingRequest[]} */
	const recordingRequests = [];
	/** @type {import('./recordings').RecordingRequest[]} */
	const redirectRequests = [];
	/** @type {WeakMap<Request, ReceivedRequest>} */
	const receivedAs = new WeakMap();
	/** @type {Set<NodeJS.Timeout>} */
	const timers = new Set();
	const started = performance.now();
	let advanced = 0;
	let closed = false;

	const recordings = await listen(
		recordingsHandler({ kindOf: recordingKind, recordingRequests, redirectRequests }),
		{ port: 0, host },
	);
	// Another host name as well as another port: nothing meant for the API's host may be sent here.
	const recordingsUrl = `http://${host === '127.0.0.1' ? 'localhost' : host}:${recordings.port}`;

	const agents = new AgentStore(seeds, seed);
	const calls = new Calls({ seed, now, recordingsUrl });
	const ledger = new Ledger(() => calls.lifespans());
	const faults = new Faults({ seed, rates: faultRates, recordingsUrl });

	/** @returns {number} seconds on the sandbox's clock */
	function now() {
		return ((performance.now() - started) / 1000) * speed + advanced;
	}

	/** @param {string} id */
	function recordingKind(id) {
		const call = calls.find(id);
		return call && calls.view(call).recordingUrl ? call.recording : null;
	}

	/**
	 * @param {number} ms real milliseconds
	 * @returns {Promise<void>} never settles if the sandbox is closed before
	 */
	function wait(ms) {
		return new Promise((resolve) => {
			// A request may still be on its way through when the sandbox closes: it must not keep the process alive.
			if (closed) return;
			const timer = setTimeout(() => {
				timers.delete(timer);
				resolve();
			}, ms);
			timers.add(timer);
		});
	}

	/** @param {Request} request */
	function received(request) {
		return /** @type {ReceivedRequest} */ (receivedAs.get(request));
	}

	/** @type {Handler} */
	function record(request, response, next) {
		const { method, path, headers, query } = request;
		/** @type {ReceivedRequest} */
		const entry = { at: Date.now(), method, path, query: { ...query }, headers, body: undefined };
		requests.push(entry);
		receivedAs.set(request, entry);
		if (method === 'POST' && path === '/api/v1/calls')
			response.once('close', ledger.createStarted());
		next();
	}

	/** @type {AsyncHandler} */
	async function recordBody(request, _response, next) {
		received(request).body = request.body;
		if (latencyMs > 0) await wait(latencyMs);
		next();
	}

	const authorised = basicAuth(username, password);
	/** @type {Handler} */
	function authorise(request, _response, next) {
		if (authorised(request.headers.authorization)) next();
		else next(new ApiError(401, 'Unauthorized'));
	}

	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.set('query parser', 'extended'); // dateRange[from]=…
	app.get(
		'/',
		(_request, response) => void response.type('text/plain').send(indexPage(description())),
	);
	app.get('/sandbox/ledger', loopbackOnly, (_request, response) => void response.json(ledger));
	app.use('/', record, express.json({ limit: '1mb' }), recordBody);
	app.use(validate ? specification({ authorised, validateResponses }) : authorise);
	const handlers = creation({ agents, calls, ledger, faults, wait, received, report: onCreate });
	app.use(apiRoutes({ agents, calls, ledger, callsShape, ...handlers }));
	app.use((request) => {
		throw new ApiError(404, `Cannot ${request.method} ${request.path}`);
	});
	app.use(answerError);

	const api = await listen(app, { port, host }).catch(async (error) => {
		await recordings.close();
		throw error;
	});
	const url = `http://${host}:${api.port}`;

	function description() {
		return { url, username, password, agents: agents.list };
	}

	return {
		/** The Base URL to enter in the credential */
		url,
		/** Where recordings are served: another host name and port than the API's */
		recordingsUrl,
		username,
		password,
		/** The agents there are; the same array throughout */
		agents: agents.list,
		/** Every request the API received, oldest first */
		requests,
		/** Every request for a recording */
		recordingRequests,
		/** Every request that followed a redirect to the other host */
		redirectRequests,
		/** What was really placed */
		ledger,
		/**
		 * Makes the next request that matches go wrong, before any special number does. Requests that are not valid
		 * are refused as usual.
		 *
		 * @param {import('./state/faults').Injection} injection
		 */
		inject(injection) {
			faults.inject(injection);
		},
		/**
		 * Moves the calls' clock forward.
		 *
		 * @param {number} seconds
		 */
		advance(seconds) {
			advanced += seconds;
		},
		/** Forgets all calls, requests, faults and created agents. */
		reset() {
			for (const list of [requests, recordingRequests, redirectRequests]) list.length = 0;
			calls.reset();
			agents.reset();
			ledger.reset();
			faults.reset();
		},
		/** Stops both listeners and ends their connections, also those that wait for an answer. */
		async close() {
			closed = true;
			for (const timer of timers) clearTimeout(timer);
			await Promise.all([api.close(), recordings.close()]);
		},
	};
}

/**
 * The ledger names people and asks for no password.
 *
 * @type {Handler}
 */
function loopbackOnly(request, response, next) {
	if (/^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')) next();
	else response.status(403).json({ message: 'Only from this machine', statusCode: 403 });
}

module.exports = { startSandbox };
