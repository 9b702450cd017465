// @ts-check
const { apiApp } = require('./api/app');
const { listen } = require('./listen');
const { recordingsHandler } = require('./recordings');
const { AgentStore } = require('./state/agentStore');
const { seedAgents } = require('./state/agents');
const { Calls } = require('./state/calls');
const { Clock } = require('./state/clock');
const { Faults } = require('./state/faults');
const { Ledger } = require('./state/ledger');

/** @typedef {import('./types').ReceivedRequest} ReceivedRequest */
/** @typedef {import('./recordings').RecordingRequest} RecordingRequest */
/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */

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
 * @returns once both listeners are ready; rejects, for instance with EADDRINUSE
 */
async function startSandbox(options = {}) {
	const {
		port = 0,
		host = '127.0.0.1',
		username = 'sandbox',
		password = 'sandbox-password',
	} = options;
	const state = emptyState(options);
	const recordings = await listen(recordingsHandler(state), { port: 0, host, isPlayed: true });
	// Another host name as well as another port: nothing meant for the API's host may be sent here.
	state.recordings.url = `http://${host === '127.0.0.1' ? 'localhost' : host}:${recordings.port}`;
	let url = '';
	const app = apiApp(state, { ...apiOptions(options), username, password, url: () => url });
	const api = await listen(app, { port, host }).catch(async (error) => {
		await recordings.close();
		throw error;
	});
	url = `http://${host}:${api.port}`;
	return {
		/** The Base URL to enter in the credential */
		url,
		/** Where recordings are served: another host name and port than the API's */
		recordingsUrl: state.recordings.url,
		username,
		password,
		...controls(state),
		/** Stops both listeners and ends their connections, also those that wait for an answer. */
		async close() {
			state.clock.stop();
			await Promise.all([api.close(), recordings.close()]);
		},
	};
}

/** @param {SandboxOptions} options */
function apiOptions({
	latencyMs = 0,
	validate = true,
	validateResponses = true,
	callsShape = 'array',
	onCreate = () => {},
}) {
	return { latencyMs, validate, validateResponses, callsShape, report: onCreate };
}

/** @param {SandboxOptions} options */
function emptyState({ speed = 1, seed = 1, faultRates = {}, agents = seedAgents() }) {
	const clock = new Clock(speed);
	/** The address is known once its listener is. */
	const recordings = { url: '' };
	const calls = new Calls({ seed, now: () => clock.now(), recordings });
	return {
		clock,
		recordings,
		calls,
		agents: new AgentStore(agents, seed),
		ledger: new Ledger(() => calls.lifespans()),
		faults: new Faults({ seed, rates: faultRates, recordings }),
		/** @type {ReceivedRequest[]} */
		requests: [],
		/** @type {import('./types').KeptReport[]} */
		reports: [],
		/** @type {RecordingRequest[]} */
		recordingRequests: [],
		/** @type {RecordingRequest[]} */
		redirectRequests: [],
	};
}

/**
 * What a test sees and does.
 *
 * @param {ReturnType<typeof emptyState>} state
 */
function controls(state) {
	const { agents, calls, clock, faults, ledger } = state;
	const { requests, recordingRequests, redirectRequests } = state;
	return {
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
		/** Moves the calls' clock forward. @param {number} seconds */
		advance(seconds) {
			clock.advance(seconds);
		},
		/** Forgets all calls, requests, faults and created agents. */
		reset() {
			for (const list of [requests, recordingRequests, redirectRequests, state.reports])
				list.length = 0;
			calls.reset();
			agents.reset();
			ledger.reset();
			faults.reset();
		},
	};
}

module.exports = { startSandbox };
