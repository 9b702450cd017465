// @ts-check
// Runs the pinned n8n: single commands (import, execute) and the server, and ends all that it started.
const { spawn } = require('node:child_process');
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { atExit } = require('./cleanup');
const { createClient } = require('./n8n-client');
const { n8nEnvironment } = require('./n8n-environment');
const { N8N_BIN, n8nNode } = require('./n8n-paths');
const { UserError } = require('./progress');

/** How long the server may take to answer, in milliseconds. The first start on a slow disk takes about a minute. */
const START_LIMIT = 240_000;
/** How long n8n may take to shut down in order before it is killed, in milliseconds. */
const STOP_LIMIT = 8_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ userFolder: string, filesFolder?: string, env?: NodeJS.ProcessEnv }} Place which n8n: its folder and settings */
/** @typedef {{ code: number, stdout: string, stderr: string }} Outcome */
/** @typedef {import('./n8n-client').Client & { url: string, log: () => string, stop: () => Promise<void>, ended: Promise<number> }} Server */

/**
 * @param {number} [wanted] tried first
 * @returns {Promise<number>} a port that is free on this machine right now
 */
async function freePort(wanted = 0) {
	return await new Promise((done, failed) => {
		const probe = createServer();
		probe.once('error', (error) => {
			if (wanted === 0) failed(error);
			else freePort(wanted + 1 > 65535 ? 0 : wanted + 1).then(done, failed);
		});
		probe.listen(wanted, '127.0.0.1', () => {
			const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
			probe.close(() => done(port));
		});
	});
}

/**
 * Starts n8n in a process group of its own, so that its helper processes can be ended with it, and with a watchdog that ends it
 * when this process is gone.
 *
 * @param {string[]} args n8n's own arguments, such as ['execute', '--id=1']
 * @param {Place} place
 * @returns {Promise<ChildProcess>}
 */
async function spawnN8n(args, { userFolder, filesFolder, env }) {
	mkdirSync(userFolder, { recursive: true });
	// Each n8n process has a port for its task runners too; the default one is taken when two run at once.
	const extra = { N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...env };
	return spawn(n8nNode(), ['--require', join(__dirname, 'n8n-watchdog.js'), N8N_BIN, ...args], {
		cwd: userFolder,
		env: n8nEnvironment({ userFolder, filesFolder, extra }),
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
	});
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	if (!child.pid) return;
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
	} catch {
		// The group has ended by itself.
	}
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>} the exit code once the process and its output have ended; 1 if a signal ended it
 */
async function exitOf(child) {
	return await new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', (code) => done(code ?? 1));
	});
}

/**
 * Ends a process and everything it started: politely first, then for certain.
 *
 * @param {ChildProcess} child
 * @param {Promise<number>} ended
 */
async function stopGroup(child, ended) {
	child.kill('SIGTERM');
	await Promise.race([ended, wait(STOP_LIMIT, undefined, { ref: false })]);
	signalGroup(child, 'SIGKILL');
	await ended;
}

/**
 * Runs one n8n command to its end.
 *
 * @param {string[]} args
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
async function runN8n(args, place) {
	const child = await spawnN8n(args, place);
	const ended = exitOf(child);
	const forget = atExit(() => stopGroup(child, ended));
	let stdout = '';
	let stderr = '';
	child.stdout?.on('data', (chunk) => (stdout += chunk));
	child.stderr?.on('data', (chunk) => (stderr += chunk));
	const code = await ended;
	forget();
	return { code, stdout, stderr };
}

/**
 * Runs a workflow headless.
 *
 * @param {string} id
 * @param {Place} place
 * @returns {Promise<any>} n8n's record of the run, whether it succeeded or not: `data.resultData.runData` by node name
 * @throws {UserError} when n8n printed no such record
 */
async function executeWorkflow(id, place) {
	const { stdout, stderr } = await runN8n(['execute', `--id=${id}`, '--rawOutput'], place);
	// Log lines come before the record (and, after a failed run, behind it); the record is indented, its braces are not.
	const record = /^\{$[^]*?^\}$/m.exec(stdout);
	if (!record)
		throw new UserError(`n8n did not run the workflow "${id}". It said:\n${stdout}\n${stderr}`);
	return JSON.parse(record[0]);
}

/**
 * Gives n8n a file of what it should import. The file is deleted at once: it may hold a password.
 *
 * @param {'import:credentials' | 'import:workflow'} command
 * @param {object[]} entries
 * @param {Place} place
 */
async function importEntries(command, entries, place) {
	const file = join(place.userFolder, `import-${process.pid}.json`);
	mkdirSync(place.userFolder, { recursive: true });
	writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
	try {
		const { code, stdout, stderr } = await runN8n([command, `--input=${file}`], place);
		if (code !== 0 || !/Successfully imported/.test(stdout)) {
			throw new UserError(`n8n could not import what it was given. It said:\n${stdout}\n${stderr}`);
		}
	} finally {
		rmSync(file, { force: true });
	}
}

/**
 * @param {{ id: string, name: string, type: string, data: object }} credential data in plain text; n8n encrypts it
 * @param {Place} place
 */
const importCredential = async (credential, place) =>
	await importEntries('import:credentials', [credential], place);

/**
 * @param {{ id: string }} workflow with an id, which replaces a workflow that has the same one
 * @param {Place} place
 */
const importWorkflow = async (workflow, place) =>
	await importEntries('import:workflow', [workflow], place);

/**
 * Starts n8n's server with its editor and logs in as its owner, who is created if need be.
 *
 * @param {Place & { port?: number, owner?: import('./n8n-client').Owner }} options port: tried first; the next free one is taken
 * @returns {Promise<Server>}
 * @throws {UserError} with n8n's own words when it does not come up
 */
async function startN8n({ port, owner, ...place }) {
	const chosen = await freePort(port);
	const url = `http://localhost:${chosen}`;
	const env = { N8N_PORT: String(chosen), N8N_EDITOR_BASE_URL: url, ...place.env };
	const child = await spawnN8n(['start'], { ...place, env });
	const ended = exitOf(child);
	let log = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (log += chunk));
	const forget = atExit(() => stopGroup(child, ended));
	const stop = async () => {
		await stopGroup(child, ended);
		forget();
	};
	try {
		const client = await Promise.race([
			createClient(url, START_LIMIT, owner),
			ended.then((code) => Promise.reject(new Error(`n8n ended with code ${code}`))),
		]);
		return { ...client, url, log: () => log, stop, ended };
	} catch (error) {
		await stop();
		throw new UserError(
			`n8n did not start (${error instanceof Error ? error.message : error}). It said:\n${log.slice(-3000)}`,
		);
	}
}

module.exports = { runN8n, executeWorkflow, importCredential, importWorkflow, startN8n, freePort };
