// @ts-check
const express = require('express');
const { ApiError } = require('./errors');
const { isSameId } = require('../state/agentStore');
const { placedWithin, sanitised } = require('./filters');

/** @typedef {import('../types').Request} Request */
/** @typedef {import('../types').Handler} Handler */
/** @typedef {import('../types').Agent} Agent */
/** @typedef {import('../types').CreateCallRequest} CreateCallRequest */
/** @typedef {import('../types').UpdateCallRequest} UpdateCallRequest */

const mostAgentsOnAPage = 100;
const agentsOnAPage = 10;

/**
 * The API's endpoints. Requests are valid by the time they come here, unless validation is off.
 *
 * @param {{
 *   agents: import('../state/agentStore').AgentStore,
 *   calls: import('../state/calls').Calls,
 *   ledger: import('../state/ledger').Ledger,
 *   callsShape: 'array' | 'object' | 'wrapped',
 *   faulty: import('../types').AsyncHandler,
 *   create: Handler,
 * }} sandbox faulty: answers instead of the endpoint when something is to go wrong; create: places a call
 */
function apiRoutes({ agents, calls, ledger, callsShape, faulty, create }) {
	const router = express.Router();

	/** @type {Handler} */
	function checkReferences(request, _response, next) {
		findSkill(findAgent(request.body.agentId, 'agentId'), request.body.skillId);
		next();
	}

	/**
	 * @param {string} id
	 * @param {string} field
	 */
	function findAgent(id, field) {
		const agent = agents.find(id);
		if (!agent) throw new ApiError(404, `${field}: there is no agent with the ID ${id}`);
		return agent;
	}

	/** @param {Request} request */
	function findCall(request) {
		const call = calls.find(String(request.params.id));
		if (!call) throw new ApiError(404, `id: there is no call with the ID ${request.params.id}`);
		return call;
	}

	router.post('/api/v1/calls', checkReferences, faulty, create);

	router.get('/api/v1/calls', faulty, (request, response) => {
		const { status, channel, sanitised: sanitise } = request.query;
		const isPlacedWithin = placedWithin(request.query);
		const found = calls
			.all()
			.filter(
				(call) => isPlacedWithin(call.placedAt) && (!channel || call.body.channel === channel),
			)
			.map((call) => calls.view(call))
			.filter((call) => !status || call.status === status)
			.map((call) => (sanitise === 'yes' ? sanitised(call) : call));
		if (callsShape === 'wrapped') response.json({ data: found });
		else response.json(callsShape === 'object' && found.length === 1 ? found[0] : found);
	});

	router.get('/api/v1/calls/:id', faulty, (request, response) => {
		response.json(calls.view(findCall(request)));
	});

	router.put('/api/v1/calls/:id', faulty, (request, response) => {
		const call = findCall(request);
		const { agentId, status, note } = /** @type {UpdateCallRequest} */ (request.body);
		calls.update(call, {
			agent: agentId === undefined ? undefined : findAgent(agentId, 'agentId'),
			status,
		});
		if (note !== undefined) ledger.notes.push({ id: call.id, at: Date.now(), note });
		response.json(calls.view(call));
	});

	router.get('/api/v1/agents', faulty, (request, response) => {
		const page = Math.max(1, Math.floor(Number(request.query.page ?? 1)));
		const wanted = Math.floor(Number(request.query.limit ?? agentsOnAPage));
		const limit = Math.min(mostAgentsOnAPage, Math.max(1, wanted));
		response.json(agents.list.slice((page - 1) * limit, page * limit));
	});

	router.get('/api/v1/agents/:id', faulty, (request, response) => {
		response.json(findAgent(String(request.params.id), 'id'));
	});

	router.post('/api/v1/agents', faulty, (request, response) => {
		response.json(agents.create(request.body));
	});

	return router;
}

/**
 * @param {Agent} agent
 * @param {string} id
 * @throws {ApiError} 404 when the skill is not the agent's
 */
function findSkill(agent, id) {
	const skill = agent.skills?.find((one) => isSameId(one.id, id));
	if (!skill)
		throw new ApiError(
			404,
			`skillId: the agent ${agent.name ?? agent.id} has no skill with the ID ${id}`,
		);
	return skill;
}

module.exports = { apiRoutes };
