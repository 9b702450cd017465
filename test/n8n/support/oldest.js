// @ts-check
// The oldest n8n that is supported, with the packed package in it.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { sandboxCredential } = require('../../../scripts/n8n/examples');
const { ensureOldestN8n, oldestVersion } = require('./oldestN8n');
const { installPackage } = require('../../../scripts/n8n/package');
const {
	executeWorkflow,
	importCredential,
	importWorkflow,
	startN8n,
} = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');

const CREDENTIAL_ID = 'elementeSandbox';

/** @typedef {import('../../../sandbox/server').Sandbox} Sandbox */

/**
 * Does what needs n8n's server, which is ended afterwards.
 *
 * @template T
 * @param {import('../../../scripts/n8n/process').Place} place
 * @param {(api: import('../../../scripts/n8n/client').Client['api']) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inServer(place, work) {
	const { api, stop } = await startN8n(place);
	try {
		return await work(api);
	} finally {
		await stop();
	}
}

async function oldestN8n() {
	const progress = createProgress();
	const program = await ensureOldestN8n(progress);
	const place = { userFolder: mkdtempSync(join(tmpdir(), 'elemente-oldest-')), program };
	await installPackage(progress, place.userFolder);
	return {
		credentialId: CREDENTIAL_ID,
		/** @param {Sandbox} sandbox */
		giveCredential: async (sandbox) =>
			await importCredential({ id: CREDENTIAL_ID, ...sandboxCredential(sandbox) }, place),
		/** @param {{ id: string }} workflow */
		run: async (workflow) => {
			await importWorkflow(workflow, place);
			const { error, runData } = (await executeWorkflow(workflow.id, place)).data.resultData;
			return {
				error,
				itemsOf: (/** @type {string} */ node) => runData[node]?.at(-1)?.data?.main?.[0] ?? [],
			};
		},
		/**
		 * Tests credentials the way the editor's button does.
		 *
		 * @param {object[]} entered what is typed into the credential, each time
		 * @returns {Promise<Array<{ status: string, message: string }>>}
		 */
		testCredentials: async (entered) =>
			await inServer(place, async (api) => {
				const results = [];
				for (const data of entered) {
					// This old, n8n only tests credentials that are stored; what is entered wins over what is stored.
					const credentials = { id: CREDENTIAL_ID, name: 'x', type: 'elementeApi', data };
					results.push(await api('POST', '/rest/credentials/test', { credentials }));
				}
				return results;
			}),
		/**
		 * Stores a workflow and switches it on, which makes its trigger look once.
		 *
		 * @param {object} workflow
		 * @returns {Promise<boolean>} whether it is on
		 */
		activate: async (workflow) => {
			const id = 'activated';
			await importWorkflow(
				Object.assign({ id, versionId: 'first', active: false }, workflow),
				place,
			);
			return await inServer(
				place,
				async (api) => (await api('PATCH', `/rest/workflows/${id}`, { active: true })).active,
			);
		},
		remove: () => rmSync(place.userFolder, { recursive: true, force: true }),
	};
}

module.exports = { oldestN8n, oldestVersion };
