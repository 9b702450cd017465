// @ts-check
// Runs the pinned n8n: single commands (import, execute) and the server, and ends all that it started.
const { spawn } = require('node:child_process');
const {
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { atExit } = require('../support/cleanup');
const { freePort } = require('../support/freePort');
const { createClient } = require('./client');
const { n8nEnvironment } = require('./environment');
const { ownerOf } = require('./owner');
const { N8N_BIN, n8nNode } = require('./paths');
const { UserError } = require('../support/progress');

const WATCHDOG = join(__dirname, '..', 'support', 'watchdog.js');
const OWN_HOSTS_ONLY = join(__dirname, 'ownHostsOnly.js');
/** How long the server may take to answer, in milliseconds. The first start on a slow disk takes about a minute. */
const START_LIMIT = 240_000;
/** How long n8n may take to shut down in order before it is killed, in milliseconds. */
const STOP_LIMIT = 8_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/**
 * Which n8n: its folder and settings; preload: scripts that it loads first; flags: for Node.js, in this process alone;
 * program: another one than the pinned one
 *
 * @typedef {{ userFolder: string, filesFolder?: string, env?: NodeJS.ProcessEnv, preload?: string[], flags?: string[], program?: Program }} Place
 * @typedef {{ node: string, bin: string }} Program a Node.js executable and n8n's own script
 */
/**
 * @typedef {object} Running
 * @property {ChildProcess} child
 * @property {Promise<number>} ended  the exit code once the process and its output have ended; 1 if a signal ended it
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill  as if the plug was pulled
 */
/** @typedef {import('./client').Client & { url: string, log: () => string, stop: () => Promise<void>, kill: () => Promise<void>, ended: Promise<number> }} Server */

/**
 * Starts n8n in a process group of its own, so that its helper processes can be ended with it. It ends when this process ends in
 * order, is interrupted, or (thanks to the watchdog) is gone.
 *
 * @param {string[]} args n8n's own arguments, such as ['execute', '--id=1']
 * @param {Place} place
 * @param {'pipe' | 'inherit' | [stdout: number, stderr: number]} [output] whether its output can be read here, goes where ours goes, or into
 *   open files
 * @returns {Promise<Running>}
 */
async function spawnN8n(args, place, output = 'pipe') {
	const { userFolder, filesFolder, env, preload = [], flags = [] } = place;
	const { node, bin } = place.program ?? { node: n8nNode(), bin: N8N_BIN };
	mkdirSync(userFolder, { recursive: true });
	// Each n8n process has a port for its task runners too; the default one is taken when two run at once.
	const extra = { N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...env };
	const first = [WATCHDOG, ...preload].flatMap((script) => ['--require', script]);
	const child = spawn(node, [...flags, ...first, bin, ...args], {
		// Relative paths among the arguments are the caller's.
		env: n8nEnvironment({ userFolder, filesFolder, extra }),
		stdio: ['ignore', ...(Array.isArray(output) ? output : [output, output]), 'pipe'],
		detached: process.platform !== 'win32',
	});
	const ended = new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', (code) => done(code ?? 1));
	});
	const stop = async () => await stopGroup(child, ended);
	const kill = async () => {
		killGroup(child);
		await ended;
	};
	const forget = atExit(stop);
	return { child, ended: ended.finally(forget), stop, kill };
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
	killGroup(child);
	await ended;
}

/** @param {ChildProcess} child */
function killGroup(child) {
	if (!child.pid) return;
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
	} catch {
		// The group has ended by itself.
	}
}

/**
 * Runs one n8n command to its end.
 *
 * @param {string[]} args
 * @param {Place} place
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
async function runN8n(args, place) {
	mkdirSync(place.userFolder, { recursive: true });
	// Not through pipes: n8n ends before all of a long record has gone through them.
	const folder = mkdtempSync(join(place.userFolder, 'output-'));
	const paths = [join(folder, 'stdout'), join(folder, 'stderr')];
	const files = paths.map((path) => openSync(path, 'w'));
	try {
		const { ended } = await spawnN8n(args, place, [files[0], files[1]]);
		const code = await ended;
		const [stdout, stderr] = paths.map((path) => readFileSync(path, 'utf8'));
		return { code, stdout, stderr };
	} finally {
		files.forEach(closeSync);
		rmSync(folder, { recursive: true, force: true });
	}
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
	if (!record) {
		throw new UserError(`n8n did not run the workflow "${id}". It said:\n${stdout}\n${stderr}`);
	}
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
 * Starts n8n's server with its editor, for this machine only, and logs in as its owner, who is created if need be.
 *
 * @param {Place & { port?: number, onOutput?: (text: string) => void }} options
 *   port: tried first, then the ones after it; onOutput: gets what n8n writes, as it comes
 * @returns {Promise<Server>}
 * @throws {UserError} with n8n's own words when it does not come up
 */
async function startN8n({ port, onOutput = () => {}, ...place }) {
	const chosen = await freePort(port);
	const url = `http://localhost:${chosen}`;
	const env = { N8N_PORT: String(chosen), N8N_EDITOR_BASE_URL: url, ...place.env };
	const preload = [OWN_HOSTS_ONLY];
	const { child, ended, stop, kill } = await spawnN8n(['start'], { ...place, env, preload });
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk) => {
			log += chunk;
			onOutput(String(chunk));
		});
	}
	const died = new AbortController();
	ended.then((code) => died.abort(new Error(`it ended with code ${code}`)), died.abort);
	try {
		const signal = AbortSignal.any([died.signal, AbortSignal.timeout(START_LIMIT)]);
		const client = await createClient(url, signal, ownerOf(place.userFolder));
		return { ...client, url, log: () => log, stop, kill, ended };
	} catch (error) {
		await stop();
		const reason = error instanceof Error ? error.message : String(error);
		throw new UserError(`n8n did not start: ${reason}. It said:\n${log.slice(-3000)}`);
	}
}

module.exports = {
	spawnN8n,
	runN8n,
	executeWorkflow,
	importCredential,
	importWorkflow,
	startN8n,
};
