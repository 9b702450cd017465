// @ts-check
// The workflows that the queue-mode soak runs, and what came of them.
const { setTimeout: wait } = require('node:timers/promises');
const { join } = require('node:path');
const { executionsOf } = require('../n8n/execution');
const { MODULES } = require('../n8n/paths');
const { createNode } = require('../n8n/rowWorkflow');

const TARGET = 'Target';
const TRIGGER = 'Elemente Trigger';
const PAUSE = 500;
/** How long a workflow that was switched on may take to listen, in milliseconds. */
const WEBHOOK_LIMIT = 60_000;

/** @typedef {import('../n8n/client').Client['api']} Api */
/** @typedef {import('../../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ id: string, status: string, text: string, items: any[] }} Run one execution: everything stored about it, and what TARGET gave */

/** @param {object[]} nodes @returns {{ nodes: object[], connections: object }} one after the other */
function chain(nodes) {
	const named = /** @type {Array<{ name: string }>} */ (nodes);
	return {
		nodes: named.map((node, index) => ({
			id: String(index + 1),
			position: [index * 220, 0],
			...node,
		})),
		connections: Object.fromEntries(
			named
				.slice(1)
				.map(({ name }, index) => [
					named[index].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

/**
 * A production workflow: what is posted to its webhook as `rows` becomes calls.
 *
 * @param {Sandbox} sandbox
 * @param {string} credentialId
 * @param {string} path of the webhook
 * @param {'continueRegularOutput' | 'stopWorkflow'} onError
 */
function callingWorkflow(sandbox, credentialId, path, onError) {
	const target = createNode(sandbox, credentialId, {
		customFields: {
			assignments: [{ id: '1', name: 'Row', type: 'number', value: '={{ $json.row }}' }],
		},
		options: { maxConcurrentCalls: 20 },
		// A request that is never answered holds its place for so long (ms).
		requestOptions: { timeout: 2_000 },
	});
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, options: {} },
	};
	const split = {
		name: 'One Item Each',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'body.rows', options: {} },
	};
	const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	return {
		name: path,
		settings: { executionOrder: 'v1' },
		...chain([webhook, split, { name: TARGET, ...target, onError, ...retries }]),
	};
}

/** A production workflow that starts when calls have ended. @param {string} credentialId */
function triggerWorkflow(credentialId) {
	const trigger = {
		name: TRIGGER,
		type: 'n8n-nodes-elemente.elementeTrigger',
		typeVersion: 1,
		parameters: { event: 'callEnded', pollTimes: { item: [{ mode: 'everyMinute' }] } },
		credentials: { elementeApi: { id: credentialId, name: 'Elemente sandbox' } },
	};
	const next = { name: TARGET, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	return { name: 'trigger', settings: { executionOrder: 'v1' }, ...chain([trigger, next]) };
}

/**
 * Stores a workflow and switches it on.
 *
 * @param {Api} api
 * @param {object} workflow
 * @returns {Promise<string>} its id
 */
async function activate(api, workflow) {
	const { id, versionId } = await api('POST', '/rest/workflows', workflow);
	await api('POST', `/rest/workflows/${id}/activate`, { versionId });
	return id;
}

/**
 * Waits until so many executions of a workflow have ended.
 *
 * @param {Api} api
 * @param {string} workflowId
 * @param {number} count
 * @param {number} limit in milliseconds
 * @returns {Promise<Run[]>} the oldest first
 * @throws when they have not ended in time
 */
async function untilEnded(api, workflowId, count, limit) {
	const deadline = Date.now() + limit;
	for (;;) {
		const executions = await executionsOf(api, workflowId);
		const ended = executions.filter(({ status }) => ['success', 'error'].includes(status));
		if (ended.length >= count) return await readRuns(api, ended);
		if (Date.now() > deadline) {
			const states = executions.map(({ status }) => status).join(', ');
			throw new Error(`${ended.length} of ${count} executions ended in time (${states})`);
		}
		await wait(PAUSE);
	}
}

/**
 * @param {Api} api
 * @param {Array<{ id: string }>} executions
 * @returns {Promise<Run[]>}
 */
async function readRuns(api, executions) {
	const inOrder = executions.map(({ id }) => Number(id)).sort((a, b) => a - b);
	const runs = [];
	for (const id of inOrder) {
		const { status, data } = await api('GET', `/rest/executions/${id}`);
		// n8n's own format for what refers to itself; its package reads it.
		const { resultData } = require(join(MODULES, 'flatted')).parse(data);
		const items = resultData.runData[TARGET]?.at(-1)?.data?.main?.[0] ?? [];
		runs.push({ id: String(id), status, text: data, items });
	}
	return runs;
}

/**
 * Starts an execution of a `callingWorkflow`.
 *
 * @param {string} url of its webhook
 * @param {Array<{ row: number, phone: string }>} rows
 */
async function post(url, rows) {
	const deadline = Date.now() + WEBHOOK_LIMIT;
	for (;;) {
		const answer = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ rows }),
		});
		if (answer.ok) return;
		// n8n takes a moment from saying that a workflow is on to listening for it.
		if (answer.status !== 404 || Date.now() > deadline) {
			throw new Error(`n8n refused the rows: ${answer.status} ${await answer.text()}`);
		}
		await wait(PAUSE);
	}
}

module.exports = {
	activate,
	callingWorkflow,
	executionsOf,
	post,
	readRuns,
	triggerWorkflow,
	untilEnded,
};
