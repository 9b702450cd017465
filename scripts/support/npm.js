// @ts-check
// Runs npm from a script and says in plain words why it failed.
const { spawn } = require('node:child_process');
const { createWriteStream, existsSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { atExit } = require('./cleanup');
const { UserError } = require('./progress');

const WATCHDOG = join(__dirname, 'watchdog.js');
/** How long npm may take to tidy up before it is killed, in milliseconds. */
const STOP_LIMIT = 5_000;

/**
 * What npm's output looks like for the failures that are not ours, and what to tell the person. The first match counts.
 *
 * @type {Array<[pattern: RegExp, advice: string]>}
 */
const KNOWN_FAILURES = [
	[
		/ENOSPC|no space left/i,
		'The disk is full. Free some space (n8n takes about 2.5 GB), then run the same command again.',
	],
	[
		/not found: (make|cc|c\+\+|g\+\+)|Could not find any Python|find Python|No Xcode or CLT|find Visual Studio|c\+\+: not found/i,
		'A C++ compiler is missing; one of the modules that n8n needs has to be compiled here.\n' +
			'On Debian or Ubuntu: apt-get install build-essential python3. On a Mac: xcode-select --install. ' +
			'On Windows: the "Desktop development with C++" part of the Visual Studio Build Tools.\n' +
			'Then run the same command again: it goes on where it stopped.',
	],
	[
		/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT|npm error network/i,
		'A download failed. Check the connection to the internet (and the proxy, if there is one), ' +
			'then run the same command again: what was already downloaded is kept.',
	],
	[
		/EACCES|EPERM/,
		'A file or folder may not be written. Run the command as the user who owns this folder, without sudo.',
	],
];

/**
 * The Node.js headers that came with the running Node.js: compiling with them needs no download.
 *
 * @returns {NodeJS.ProcessEnv} the variable that tells npm, or nothing, in which case npm finds the headers by itself
 */
function headersFolder() {
	const folder = resolve(dirname(process.execPath), '..');
	const known =
		process.env.npm_config_nodedir || !existsSync(join(folder, 'include', 'node', 'node.h'));
	return known ? {} : { npm_config_nodedir: folder };
}

/**
 * How to start npm: with the watchdog and without a shell where it is known where npm is, which it is under `npm run`.
 *
 * @param {string[]} args
 * @returns {[command: string, args: string[], shell: boolean]}
 */
function npmCommand(args) {
	const current = process.env.npm_execpath;
	if (current && /npm-cli\.c?js$/.test(current)) {
		return [process.execPath, ['--require', WATCHDOG, current, ...args], false];
	}
	const isWindows = process.platform === 'win32';
	return [isWindows ? 'npm.cmd' : 'npm', args, isWindows];
}

/** @returns {NodeJS.ProcessEnv} without what an outer `npm run` says about itself, which would redirect the inner npm */
function cleanEnvironment() {
	const inherited = Object.entries(process.env).filter(
		([name]) =>
			!/^npm_(package|lifecycle|command|config_(ignore_scripts|local_prefix|prefix|workspace))/.test(
				name,
			),
	);
	return Object.fromEntries(inherited);
}

/**
 * Runs npm and waits for it. Its output goes to a log file and is only shown, in part, when it fails.
 *
 * @param {string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options log: path of the file that takes the output
 * @returns {Promise<string>} what npm wrote to standard output
 * @throws {UserError} with the reason, what to do, and where the log is
 */
async function runNpm(args, { cwd, log, env = {} }) {
	const [command, first, shell] = npmCommand(args);
	const child = spawn(command, first, {
		cwd,
		env: { ...cleanEnvironment(), ...env },
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
		shell,
	});
	const ended = new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', done);
	});
	const forget = atExit(() => stop(child, ended));
	const file = createWriteStream(log);
	let output = '';
	let errors = '';
	child.stdout?.on('data', (chunk) => {
		output += chunk;
		file.write(chunk);
	});
	child.stderr?.on('data', (chunk) => {
		errors += chunk;
		file.write(chunk);
	});
	const code = await ended.finally(() => {
		forget();
		file.end();
	});
	if (code === 0) return output;
	throw new UserError(explain(args, output + errors, log));
}

/**
 * Ends npm and waits until it is gone: while it tidies up, nobody else may work in the same folder.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ended
 */
async function stop(child, ended) {
	child.kill('SIGTERM');
	await Promise.race([ended, wait(STOP_LIMIT, undefined, { ref: false })]);
	child.kill('SIGKILL');
	await ended;
}

/**
 * @param {string[]} args
 * @param {string} output everything npm said
 * @param {string} log
 * @returns {string} a message for a person
 */
function explain(args, output, log) {
	const lines = output.split('\n').filter((line) => !line.startsWith('npm warn'));
	const advice = KNOWN_FAILURES.find(([pattern]) => pattern.test(lines.join('\n')))?.[1];
	const said = lines.filter((line) => /^npm (error|ERR!)|error TS\d/.test(line)).slice(0, 12);
	return [
		`"npm ${args.join(' ')}" failed.`,
		...(advice ? [advice] : ['This is what npm said:', said.join('\n') || output.slice(-1500)]),
		`The whole output is in ${log}`,
	].join('\n');
}

module.exports = { runNpm, headersFolder };
