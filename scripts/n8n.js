// @ts-check
// `npm run n8n -- ARGS…`: any command of the pinned n8n, with this package freshly built and installed in it.
const { spawnN8n } = require('./n8n-process');
const { ensureN8n } = require('./n8n-install');
const { installPackage } = require('./n8n-package');
const { defaultUserFolder } = require('./n8n-paths');
const { createProgress, printError } = require('./progress');

/** @param {string[]} args */
async function main(args) {
	try {
		const progress = createProgress();
		const userFolder = defaultUserFolder();
		await ensureN8n(progress);
		await installPackage(progress, userFolder);
		const { ended } = await spawnN8n(args, { userFolder, env: ownSettings() }, 'inherit');
		process.exitCode = await ended;
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	}
}

/** @returns {NodeJS.ProcessEnv} n8n's settings in this terminal: who runs n8n by hand may change any of them */
function ownSettings() {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) =>
			/^(N8N_|DB_|EXECUTIONS_|NODES_|GENERIC_TIMEZONE$)/.test(name),
		),
	);
}

void main(process.argv.slice(2));
