// @ts-check
const { recipient } = require('../state/calls');

/** @typedef {import('../types').Handler} Handler */
/** @typedef {import('../types').AsyncHandler} AsyncHandler */
/** @typedef {import('../types').Request} Request */
/** @typedef {import('express').Response} Response */
/** @typedef {import('../types').Fault} Fault */
/** @typedef {import('../types').PlacedCall} PlacedCall */
/** @typedef {import('../types').CreateCallRequest} CreateCallRequest */

/**
 * Places calls, and makes requests fail: the two belong together, because the worst faults come after placing.
 *
 * @param {{
 *   agents: import('../state/agentStore').AgentStore,
 *   calls: import('../state/calls').Calls,
 *   ledger: import('../state/ledger').Ledger,
 *   faults: import('../state/faults').Faults,
 *   wait: (ms: number) => Promise<void>,
 *   received: (request: Request) => import('../types').ReceivedRequest,
 *   report: (report: import('../types').CreateReport) => void,
 * }} sandbox
 * @returns {{ create: Handler, faulty: AsyncHandler }}
 */
function creation({ agents, calls, ledger, faults, wait, received, report }) {
	/** @param {CreateCallRequest} body */
	function place(body) {
		const agent = /** @type {import('../types').Agent} */ (agents.find(body.agentId));
		const call = calls.place(body, agent);
		/** @type {PlacedCall} */
		const entry = { id: call.id, placedAt: call.placedAt, to: call.to, body, answered: 'never' };
		ledger.placed.push(entry);
		return { call, entry };
	}

	/** @type {Handler} */
	function create(request, response) {
		const { call, entry } = place(request.body);
		// Who hung up meanwhile does not hear of the call, which was placed all the same.
		entry.answered = response.destroyed || request.socket.destroyed ? 'dropped' : 'ok';
		const last = call.plan.end === Infinity ? 'never ends' : call.plan.steps.at(-1)?.status;
		report({ channel: call.body.channel, to: call.to, id: call.id, result: `placed: ${last}` });
		response.json(calls.view(call));
	}

	/** @type {AsyncHandler} */
	async function faulty(request, response, next) {
		const creates = request.method === 'POST' && request.path === '/api/v1/calls';
		const fault = faults.next(received(request), creates);
		if (fault?.delayMs) await wait(fault.delayMs);
		if (!fault || !replacesAnswer(fault)) {
			next();
			return;
		}
		/** @type {PlacedCall | undefined} */
		const entry = creates && fault.place ? place(request.body).entry : undefined;
		if (entry && fault.drop) entry.answered = 'dropped';
		else if (entry && !fault.hang) entry.answered = 'error';
		if (creates) {
			const { channel } = /** @type {CreateCallRequest} */ (request.body);
			report({ channel, to: recipient(request.body), id: entry?.id ?? null, result: fault.name });
		}
		if (fault.drop) request.socket.destroy();
		else if (!fault.hang) sendFault(response, fault);
	}

	return { create, faulty };
}

/**
 * @param {Fault} fault
 * @returns {boolean} false: the fault only delays, the endpoint answers as usual
 */
function replacesAnswer({ status, headers, body, drop, hang }) {
	return Boolean(status || headers || drop || hang) || body !== undefined;
}

/**
 * Past the response validation: what a proxy or a broken server sends is in no specification.
 *
 * @param {Response} response
 * @param {Fault} fault
 */
function sendFault(response, { status = 200, headers, body }) {
	const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
	if (body !== undefined) {
		const json = typeof body !== 'string';
		response.setHeader(
			'content-type',
			json ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
		);
	}
	response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
	response.end(text);
}

module.exports = { creation };
