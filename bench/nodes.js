// @ts-check
// The nodes that the benchmark compares: each turns the same rows into the same requests.
const { createNode } = require('../scripts/n8n/rowWorkflow');
const { FIELDS, whoCalls } = require('./customers');

/** @typedef {import('../sandbox/server').Sandbox} Sandbox */

/** The ids of the two credentials. */
const ELEMENTE = 'elementeSandbox';
const BASIC = 'basicSandbox';

/**
 * @param {Sandbox} sandbox
 * @param {number} concurrency
 */
function elementeNode(sandbox, concurrency) {
	const types = ['string', 'string', 'number', 'boolean'];
	return createNode(sandbox, ELEMENTE, {
		customerName: '={{ $json.name }}',
		customFields: {
			assignments: FIELDS.map((name, index) => ({
				id: String(index),
				name,
				type: types[index],
				value: `={{ $json['${name}'] }}`,
			})),
		},
		simplify: false,
		options: { maxConcurrentCalls: concurrency },
	});
}

/** n8n's own node, which sends all rows at once. @param {Sandbox} sandbox */
function httpRequestNode(sandbox) {
	const { agentId, skillId } = whoCalls(sandbox);
	const fields = FIELDS.map((name) => `{ "name": "${name}", "value": $json["${name}"] }`).join(
		', ',
	);
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${sandbox.url}/api/v1/calls`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBasicAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ agentId: "${agentId}", skillId: "${skillId}", channel: "call", customerName: $json.name, customerPhone: $json.phone, customerOverride: { customFields: [${fields}] } }) }}`,
			options: {},
		},
		credentials: { httpBasicAuth: { id: BASIC, name: 'Basic' } },
	};
}

/** n8n's request helper in a bare loop (extension/BenchLoop.node.js). @param {Sandbox} sandbox */
function loopNode(sandbox) {
	return {
		type: 'CUSTOM.benchLoop',
		typeVersion: 1,
		parameters: { url: sandbox.url, ...whoCalls(sandbox) },
		credentials: { elementeApi: { id: ELEMENTE, name: 'Elemente sandbox' } },
	};
}

module.exports = { BASIC, ELEMENTE, elementeNode, httpRequestNode, loopNode };
