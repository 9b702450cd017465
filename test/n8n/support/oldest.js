// @ts-check
// The oldest n8n that is supported, with the packed package in it.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { sandboxCredential } = require('../../../scripts/n8n-examples');
const { ensureOldestN8n, oldestVersion } = require('../../../scripts/n8n-oldest');
const { installPackage } = require('../../../scripts/n8n-package');
const {
	executeWorkflow,
	importCredential,
	importWorkflow,
	startN8n,
} = require('../../../scripts/n8n-process');
const { createProgress } = require('../../../scripts/progress');

const CREDENTIAL_ID = 'elementeSandbox';

/** @typedef {import('../../../sandbox/server').Sandbox} Sandbox */

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
		 * Tests credentials the way the editor's button does, in a server that is ended afterwards.
		 *
		 * @param {object[]} entered what is typed into the credential, each time
		 * @returns {Promise<Array<{ status: string, message: string }>>}
		 */
		testCredentials: async (entered) => {
			const n8n = await startN8n(place);
			try {
				const results = [];
				for (const data of entered) {
					// This old, n8n only tests credentials that are stored; what is entered wins over what is stored.
					const credentials = { id: CREDENTIAL_ID, name: 'x', type: 'elementeApi', data };
					results.push(await n8n.api('POST', '/rest/credentials/test', { credentials }));
				}
				return results;
			} finally {
				await n8n.stop();
			}
		},
		remove: () => rmSync(place.userFolder, { recursive: true, force: true }),
	};
}

module.exports = { oldestN8n, oldestVersion };
