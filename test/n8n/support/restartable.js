// @ts-check
// An n8n of its own with our package, which a test can stop and start again with everything it has stored.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { installPackage } = require('../../../scripts/n8n/package');
const { startN8n } = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');
const { executionsOf, readRuns } = require('../../../scripts/queue/executions');

/** @typedef {import('../../../scripts/n8n/client').Client['api']} Api */

/**
 * @returns {Promise<{
 *   start: () => Promise<Api>,
 *   stop: () => Promise<void>,
 *   kill: () => Promise<void>,
 *   remove: () => Promise<void>,
 * }>} not started yet; start: ends once n8n answers; kill: as if the plug was pulled; remove: also stops
 */
async function restartableN8n() {
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-restart-'));
	await installPackage(createProgress(), userFolder);
	/** @type {import('../../../scripts/n8n/process').Server | undefined} */
	let n8n;
	const stop = async () => {
		await n8n?.stop();
		n8n = undefined;
	};
	return {
		start: async () => {
			n8n = await startN8n({ userFolder });
			return n8n.api;
		},
		stop,
		kill: async () => {
			await n8n?.kill();
			n8n = undefined;
		},
		remove: async () => {
			await stop();
			rmSync(userFolder, { recursive: true, force: true });
		},
	};
}

/**
 * @param {Api} api
 * @param {string} workflowId
 * @returns {Promise<{ statuses: string[], ids: string[] }>} of the workflow's executions so far, and of all calls in their items
 */
async function handedOver(api, workflowId) {
	const runs = await readRuns(api, await executionsOf(api, workflowId));
	return {
		statuses: runs.map(({ status }) => status),
		ids: runs.flatMap(({ items }) => items.map(({ json }) => json.id)),
	};
}

module.exports = { handedOver, restartableN8n };
