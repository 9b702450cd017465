// @ts-check
// `npm run n8n -- ARGS…`: any command of the pinned n8n, with this package freshly built and installed in it.
const { runScript } = require('./cleanup');
const { spawnN8n } = require('./n8n-process');
const { ensureN8n } = require('./n8n-install');
const { installPackage } = require('./n8n-package');
const { defaultUserFolder } = require('./n8n-paths');
const { createProgress } = require('./progress');

/** @returns {Promise<number>} n8n's exit code */
async function main() {
	const progress = createProgress();
	const userFolder = defaultUserFolder();
	await ensureN8n(progress);
	await installPackage(progress, userFolder);
	const place = { userFolder, env: ownSettings() };
	const { ended } = await spawnN8n(process.argv.slice(2), place, 'inherit');
	return await ended;
}

/** @returns {NodeJS.ProcessEnv} n8n's settings in this terminal: who runs n8n by hand may change any of them */
function ownSettings() {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) =>
			/^(N8N_|DB_|EXECUTIONS_|NODES_|GENERIC_TIMEZONE$)/.test(name),
		),
	);
}

runScript(main);
