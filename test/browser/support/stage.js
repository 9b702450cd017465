// @ts-check
// What all browser tests share: one sandbox, one n8n with the packed package in it, one browser. Starting them takes most of a minute.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startSandbox } = require('../../../sandbox/server');
const { atExit } = require('../../../scripts/support/cleanup');
const { defaultFilesFolder } = require('../../../scripts/n8n/environment');
const { sandboxCredential } = require('../../../scripts/n8n/examples');
const { ensureN8n } = require('../../../scripts/n8n/install');
const { installPackage } = require('../../../scripts/n8n/package');
const { startN8n } = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');
const { launchBrowser } = require('./chromium');

/** Calls in the sandbox end so many times faster than in life: nobody waits for a conversation of two minutes. */
const SPEED = 60;

/**
 * @typedef {object} Stage
 * @property {import('../../../sandbox/server').Sandbox} sandbox
 * @property {import('../../../scripts/n8n/process').Server} n8n
 * @property {import('playwright-core').Browser} browser
 * @property {string} credentialId of the credential for the sandbox
 * @property {string} filesFolder that workflows may read and write; it goes with the stage
 * @property {(workflow: object) => Promise<string>} addWorkflow gives n8n a workflow and returns its id
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ seed?: number }} [options]
 * @returns {Promise<Stage>}
 */
async function openStage(options = {}) {
	const progress = createProgress();
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-editor-'));
	/** @type {Array<() => unknown>} in the order in which they were opened */
	const opened = [() => rmSync(userFolder, { recursive: true, force: true })];
	const close = async () => {
		for (const end of opened.splice(0).reverse()) await end();
	};
	const forget = atExit(close);
	try {
		const browser = await progress.during('Starting the browser', launchBrowser);
		opened.push(async () => await browser.close());
		const sandbox = await startSandbox({ speed: SPEED, ...options });
		opened.push(sandbox.close);
		await ensureN8n(progress);
		await installPackage(progress, userFolder);
		const n8n = await progress.during('Starting n8n', async () => await startN8n({ userFolder }));
		opened.push(n8n.stop);
		await quieten(n8n);
		const { id } = await n8n.api('POST', '/rest/credentials', sandboxCredential(sandbox));
		return {
			sandbox,
			n8n,
			browser,
			credentialId: id,
			filesFolder: defaultFilesFolder(userFolder),
			addWorkflow: async (workflow) => (await n8n.api('POST', '/rest/workflows', workflow)).id,
			async close() {
				forget();
				await close();
			},
		};
	} catch (error) {
		forget();
		await close();
		throw error;
	}
}

/**
 * Answers what n8n asks a new user, so that nothing lies over the editor.
 *
 * @param {import('../../../scripts/n8n/process').Server} n8n
 */
async function quieten({ api }) {
	await api('PATCH', '/rest/me/settings', { userActivated: true, easyAIWorkflowOnboarded: true });
}

module.exports = { openStage };
