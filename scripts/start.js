// @ts-check
// `npm start`: n8n's editor in the browser with the Elemente node, the examples and the sandbox, until Ctrl-C.
// `npm run dev` (--dev): the same for who works on the node: what is changed in the sources is in n8n a few seconds later.
const { mkdirSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { callLine } = require('../sandbox/page/callLine');
const { startSandbox } = require('../sandbox/server');
const { runScript } = require('./support/cleanup');
const { defaultFilesFolder } = require('./n8n/environment');
const {
	exampleFiles,
	provideSpreadsheet,
	readExample,
	sandboxCredential,
} = require('./n8n/examples');
const { ensureN8n } = require('./n8n/install');
const { installPackage } = require('./n8n/package');
const { DEV_PLACE, watchSources } = require('./n8n/develop');
const { PASSWORD_FILE } = require('./n8n/owner');
const { defaultUserFolder } = require('./n8n/paths');
const { startN8n } = require('./n8n/process');
const { freePort } = require('./support/freePort');
const { createProgress, UserError } = require('./support/progress');

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 3939;
/** A call of half a minute then takes three seconds: long enough to watch, short enough to wait for. */
const SANDBOX_SPEED = 10;
/** The user's own, for the time in a file's name: n8n's default is New York's. */
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @typedef {import('./n8n/process').Server} Server */

/**
 * @param {Server} n8n
 * @param {import('./n8n/examples').SandboxAccess} sandbox
 * @returns {Promise<string>} the id of the credential for the sandbox, which is created, or pointed at this start's sandbox
 */
async function giveCredential(n8n, sandbox) {
	const credential = sandboxCredential(sandbox);
	const existing = await n8n.api('GET', '/rest/credentials');
	const same = existing.find((/** @type {any} */ { name }) => name === credential.name);
	const { id } = same
		? await n8n.api('PATCH', `/rest/credentials/${same.id}`, credential)
		: await n8n.api('POST', '/rest/credentials', credential);
	return id;
}

/**
 * Creates the examples that are not there yet; one that is there may have been changed by the user and stays as it is.
 *
 * @param {Server} n8n
 * @param {string} credentialId
 * @param {string} folder with the spreadsheet that the examples read
 * @returns {Promise<string[]>} for each example its name and where to open it
 */
async function giveExamples(n8n, credentialId, folder) {
	const existing = await n8n.api('GET', '/rest/workflows');
	const lines = [];
	for (const file of exampleFiles()) {
		const { name, nodes, connections, settings } = readExample(file, credentialId, folder);
		const { id } =
			existing.find((/** @type {any} */ workflow) => workflow.name === name) ??
			(await n8n.api('POST', '/rest/workflows', { name, nodes, connections, settings }));
		lines.push(`${name}: ${n8n.url}/workflow/${id}`);
	}
	return lines;
}

/** @returns {Promise<never>} only ends with an error: the normal end is Ctrl-C */
async function main() {
	const progress = createProgress();
	const isDev = process.argv.includes('--dev');
	const userFolder = defaultUserFolder();
	mkdirSync(userFolder, { recursive: true });
	await ensureN8n(progress);
	await installPackage(progress, userFolder);
	const sandbox = await startSandbox({
		port: await freePort(SANDBOX_PORT),
		speed: SANDBOX_SPEED,
		// n8n remembers the calls it has seen: their ids must differ from one start to the next.
		seed: Date.now(),
		onCreate: (report) => console.log(callLine(report)),
	});
	const n8n = await progress.during('Starting n8n', () =>
		startN8n({
			userFolder,
			port: EDITOR_PORT,
			env: { GENERIC_TIMEZONE: TIME_ZONE, ...(isDev ? DEV_PLACE.env : {}) },
			flags: isDev ? DEV_PLACE.flags : [],
		}),
	);
	if (isDev) watchSources(userFolder);
	const spreadsheet = provideSpreadsheet(defaultFilesFolder(userFolder));
	const credential = await giveCredential(n8n, sandbox);
	const examples = await giveExamples(n8n, credential, dirname(spreadsheet));
	console.log(`
n8n is ready:  ${n8n.url}
  E-mail:      ${n8n.owner.email}
  Password:    ${n8n.owner.password}
               Yours alone: it is kept in ${join(userFolder, PASSWORD_FILE)}
  Examples:    ${examples.join('\n               ')}
  Spreadsheet: ${spreadsheet}
               What became of its rows is written to the same folder.

Elemente sandbox (no phone rings):  ${sandbox.url}
  It is already in n8n as the credential "${sandboxCredential(sandbox).name}". Calls go ${SANDBOX_SPEED} times as fast as real ones.

Press Ctrl-C to end both. What you do in n8n is kept in ${userFolder}
Calls placed in the sandbox:`);
	process.exitCode = 0;
	const code = await n8n.ended;
	throw new UserError(`n8n ended by itself with code ${code}.\n${n8n.log().slice(-3000)}`);
}

runScript(main);
