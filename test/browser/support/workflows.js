// @ts-check
// The workflow that the browser tests open: a few customers → Elemente → the node after it.

const { DOCUMENTED_ID } = require('../../support/documentedId');

/** @type {Array<Record<string, unknown>>} */
const CUSTOMERS = [
	{
		'First Name': 'Ana',
		Phone: '+1 202 555 0111',
		'Order ID': '00471',
		'Order Amount': 150.75,
		'Active Status': true,
	},
	{
		'First Name': 'Ben',
		Phone: '+1 (202) 555-0112',
		'Order ID': '12346',
		'Order Amount': 89.9,
		'Active Status': false,
	},
];

/** What a node needs before anything can be sent. */
const READY = {
	agentId: { __rl: true, mode: 'list', value: DOCUMENTED_ID, cachedResultName: 'Order Desk' },
	skillId: {
		__rl: true,
		mode: 'list',
		value: DOCUMENTED_ID,
		cachedResultName: 'Order Confirmation',
	},
	customerPhone: '={{ $json.Phone }}',
};

/**
 * @param {object} options
 * @param {string} [options.credentialId] the node has no credential without it
 * @param {object} [options.parameters] of the Elemente node
 * @param {Array<Record<string, unknown>>} [options.rows]
 * @param {object} [options.settings] of the Elemente node, such as onError
 */
function customersToElemente({ credentialId, parameters = {}, rows = CUSTOMERS, settings = {} }) {
	const credentials = credentialId
		? { elementeApi: { id: credentialId, name: 'Elemente sandbox' } }
		: undefined;
	return {
		name: 'Customers to Elemente',
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Customers', 'n8n-nodes-base.manualTrigger', 1, 0),
			{
				...node('Elemente', 'n8n-nodes-elemente.elemente', 1, 260, parameters),
				...(credentials ? { credentials } : {}),
				...settings,
			},
			node('Next', 'n8n-nodes-base.set', 3.4, 520, {
				includeOtherFields: true,
				// Finds the row that a result came from, which works by n8n's item link only.
				assignments: {
					assignments: [
						{
							id: 'who',
							name: 'Customer',
							type: 'string',
							value: "={{ $('Customers').item.json['First Name'] }}",
						},
					],
				},
				options: {},
			}),
		],
		connections: {
			Customers: { main: [[{ node: 'Elemente', type: 'main', index: 0 }]] },
			Elemente: { main: [[{ node: 'Next', type: 'main', index: 0 }]] },
		},
		// Pinned: n8n shows the rows at once, as if the step before had run.
		pinData: { Customers: rows.map((json) => ({ json })) },
	};
}

/** A workflow that starts when a call has ended, and does nothing then. @param {string} credentialId */
function triggerAlone(credentialId) {
	const credentials = { elementeApi: { id: credentialId, name: 'Elemente sandbox' } };
	const trigger = node('Elemente Trigger', 'n8n-nodes-elemente.elementeTrigger', 1, 0);
	return {
		name: 'When a call has ended',
		settings: { executionOrder: 'v1' },
		nodes: [{ ...trigger, credentials }],
		connections: {},
	};
}

/**
 * @param {string} name
 * @param {string} type
 * @param {number} typeVersion
 * @param {number} x
 * @param {object} [parameters]
 */
function node(name, type, typeVersion, x, parameters = {}) {
	return { id: name, name, type, typeVersion, position: [x, 0], parameters };
}

module.exports = { customersToElemente, triggerAlone, CUSTOMERS, READY };
