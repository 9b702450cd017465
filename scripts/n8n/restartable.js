// @ts-check
// An n8n of its own with our package, which can be stopped, killed and started again with everything it has stored.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { atExit } = require('../support/cleanup');
const { createProgress } = require('../support/progress');
const { installPackage } = require('./package');
const { startN8n } = require('./process');

/** @typedef {import('./client').Client['api']} Api */

/**
 * @param {import('../support/progress').Progress} [progress]
 * @returns {Promise<{
 *   userFolder: string,
 *   start: (env?: NodeJS.ProcessEnv) => Promise<Api>,
 *   stop: () => Promise<void>,
 *   kill: () => Promise<void>,
 *   remove: () => Promise<void>,
 * }>} not started yet; start: ends once n8n answers; kill: as if the plug was pulled; remove: also stops
 */
async function restartableN8n(progress = createProgress()) {
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-restart-'));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	const forget = atExit(removeFolder);
	/** @type {import('./process').Server | undefined} */
	let n8n;
	const stop = async () => {
		await n8n?.stop();
		n8n = undefined;
	};
	await installPackage(progress, userFolder);
	return {
		userFolder,
		start: async (env) => {
			n8n = await startN8n({ userFolder, env });
			return n8n.api;
		},
		stop,
		kill: async () => {
			await n8n?.kill();
			n8n = undefined;
		},
		remove: async () => {
			await stop();
			removeFolder();
			forget();
		},
	};
}

module.exports = { restartableN8n };
