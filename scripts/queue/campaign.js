// @ts-check
// The example whose list is a Data Table, started in two workers at once: no row may be given to both.
const { startSandbox } = require('../../sandbox/server');
const { createCampaignTable } = require('../n8n/campaignTable');
const { executionsOf, untilEnded } = require('../n8n/execution');
const { readExample, sandboxCredential } = require('../n8n/examples');
const { executionsOf: workOf } = require('./cluster');
const { activate, post } = require('./executions');

const ROWS = 100;
const ROUNDS = 3;
const TRIGGER = 'n8n-nodes-base.manualTrigger';

/** @typedef {import('./cluster').Cluster} Cluster */

/**
 * @param {Cluster} cluster
 * @param {import('../support/progress').Progress} progress
 * @returns {Promise<boolean>} whether everybody was called, and nobody twice, and both workers took part
 */
async function campaign(cluster, progress) {
	// Calls end in a moment: the example waits for them.
	const sandbox = await startSandbox({ speed: 600 });
	try {
		const { api, url } = cluster.main;
		const credential = { ...sandboxCredential(sandbox), name: 'Sandbox of the campaign' };
		const { id: credentialId } = await api('POST', '/rest/credentials', credential);
		const rows = await makeTable(api);
		const workflowId = await activate(api, startedByWebhook(credentialId));
		const before = cluster.workers.map(workOf);
		const title = 'Running a campaign in a Data Table in two workers at once';
		await progress.during(title, async () => {
			for (let round = 1; round <= ROUNDS; round++) {
				await rows((round - 1) * ROWS);
				await Promise.all([1, 2].map(() => post(`${url}/webhook/campaign`, [])));
				await untilAllEnded(api, workflowId, 2 * round);
			}
		});
		const workers = cluster.workers.filter((worker, index) => workOf(worker) > before[index]);
		const placed = sandbox.ledger.placed.length;
		const duplicates = sandbox.ledger.duplicates().length;
		console.log(
			`campaign in a Data Table: rows=${ROUNDS * ROWS} placed=${placed} duplicates=${duplicates} workers=${workers.length}`,
		);
		return placed === ROUNDS * ROWS && duplicates === 0 && workers.length > 1;
	} finally {
		await sandbox.close();
	}
}

/**
 * @param {import('../n8n/client').Client['api']} api
 * @returns {Promise<(first: number) => Promise<void>>} fills in as many rows that are due, the first with this number
 */
async function makeTable(api) {
	const table = await createCampaignTable(api);
	return async (first) => {
		const nextDue = new Date(Date.now() - 3_600_000).toISOString();
		const data = Array.from({ length: ROWS }, (_, index) => ({
			phone: `+1303${5_550_000 + first + index}`,
			state: 'to call',
			attempts: 0,
			nextDue,
		}));
		await api('POST', `${table}/insert`, { data, returnType: 'count' });
	};
}

/** @param {string} credentialId @returns {object} the example, with a webhook in place of its manual trigger */
function startedByWebhook(credentialId) {
	const { nodes, connections, settings } = readExample(
		'campaign-with-a-data-table.json',
		credentialId,
		'',
	);
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: 'campaign',
		parameters: { httpMethod: 'POST', path: 'campaign', options: {} },
	};
	return {
		name: 'campaign',
		connections,
		settings,
		nodes: nodes.map((node) => (node.type === TRIGGER ? { ...node, ...webhook } : node)),
	};
}

/** @param {import('../n8n/client').Client['api']} api @param {string} workflowId @param {number} count */
async function untilAllEnded(api, workflowId, count) {
	/** @type {Array<{ id: string }>} */
	let executions = [];
	while (executions.length < count) executions = await executionsOf(api, workflowId);
	for (const { id } of executions) await untilEnded(api, id);
}

module.exports = { campaign };
