// @ts-check
// A workflow that feeds generated rows to one node: what the soak and the benchmark run in a real n8n.

/** @typedef {{ id: string, name: string, active: boolean, nodes: object[], connections: object, settings: object }} Workflow */

/** The name of the node under test. */
const TARGET = 'Target';
/** The name of the manual trigger. */
const START = 'Start';

/**
 * @param {string} id
 * @param {object[]} rows one item each
 * @param {object} target the node under test: type, typeVersion, parameters, credentials and settings
 * @returns {Workflow} Manual Trigger → Rows → One Item Each → Target
 */
function rowWorkflow(id, rows, target) {
	const nodes = [
		{ name: START, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'Rows',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} },
		},
		{
			name: 'One Item Each',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'rows', options: {} },
		},
		{ name: TARGET, ...target },
	];
	/** @type {Record<string, object>} */
	const connections = {};
	nodes.slice(1).forEach(({ name }, index) => {
		connections[nodes[index].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return {
		id,
		name: id,
		active: false,
		nodes: nodes.map((node, index) => ({
			id: String(index + 1),
			position: [index * 220, 0],
			...node,
		})),
		connections,
		settings: { executionOrder: 'v1' },
	};
}

/**
 * Parameters of Call → Create that every run needs; the IDs are those of the sandbox's first agent.
 *
 * @param {Pick<import('../../sandbox/server').Sandbox, 'agents'>} sandbox
 * @param {object} [more] beside them, or in place of them
 */
function createParameters({ agents: [agent] }, more = {}) {
	return {
		resource: 'call',
		operation: 'create',
		agentId: { __rl: true, mode: 'id', value: agent.id },
		skillId: { __rl: true, mode: 'id', value: agent.skills?.[0]?.id },
		customerPhone: '={{ $json.phone }}',
		...more,
	};
}

/**
 * @param {import('../../sandbox/server').Sandbox} sandbox
 * @param {string} credentialId
 * @param {object} parameters beside those that every call needs
 * @returns {object} the Elemente node, set to Call → Create
 */
function createNode(sandbox, credentialId, parameters) {
	return {
		type: 'n8n-nodes-elemente.elemente',
		typeVersion: 1,
		parameters: createParameters(sandbox, parameters),
		credentials: { elementeApi: { id: credentialId, name: 'Elemente sandbox' } },
	};
}

/**
 * @param {any} record n8n's record of a run
 * @returns {{ items: any[], error: any, startTime: number, executionTime: number }} what the node under test gave, with its times in milliseconds
 */
function targetRun(record) {
	const [run] = record.data.resultData.runData[TARGET] ?? [{}];
	return {
		items: run.data?.main?.[0] ?? [],
		error: record.data.resultData.error,
		startTime: run.startTime,
		executionTime: run.executionTime,
	};
}

module.exports = { START, TARGET, createNode, createParameters, rowWorkflow, targetRun };
