// @ts-check
// `npm run n8n -- ARGS…`: any command of the pinned n8n, with this package freshly built and installed in it.
const { runScript } = require('../support/cleanup');
const { spawnN8n } = require('./process');
const { ensureN8n } = require('./install');
const { installPackage } = require('./package');
const { defaultUserFolder } = require('./paths');
const { createProgress } = require('../support/progress');

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
