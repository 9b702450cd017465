// @ts-check
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { sandboxCredential } = require('../../../scripts/n8n/examples');
const { installPackage } = require('../../../scripts/n8n/package');
const { importCredential, importWorkflow, runN8n } = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');
const { createNode, rowWorkflow } = require('../../../scripts/n8n/rowWorkflow');

/**
 * Runs Call → Create in an n8n process of its own and returns all that this process printed, its log included.
 *
 * @param {import('../../../sandbox/server').Sandbox} sandbox
 * @param {object[]} rows each with a `phone`
 * @param {NodeJS.ProcessEnv} env settings of n8n, such as N8N_LOG_LEVEL
 * @returns {Promise<string>}
 */
async function outputOfRun(sandbox, rows, env) {
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-headless-'));
	const id = 'headless';
	try {
		await installPackage(createProgress(), userFolder);
		await importCredential({ id, ...sandboxCredential(sandbox) }, { userFolder });
		const node = { ...createNode(sandbox, id, {}), onError: 'continueRegularOutput' };
		await importWorkflow(rowWorkflow(id, rows, node), { userFolder });
		const { stdout, stderr } = await runN8n(['execute', `--id=${id}`, '--rawOutput'], {
			userFolder,
			env,
		});
		return stdout + stderr;
	} finally {
		rmSync(userFolder, { recursive: true, force: true });
	}
}

module.exports = { outputOfRun };
