// @ts-check
// A server program that queue mode needs beside n8n: installed where it is missing, started for one run, ended with it.
const { execFile, spawn } = require('node:child_process');
const { connect } = require('node:net');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');
const { atExit } = require('../support/cleanup');
const { UserError } = require('../support/progress');

const run = promisify(execFile);
/** How long a program may take to answer, in milliseconds. */
const START_LIMIT = 60_000;
const PAUSE = 50;

/**
 * @typedef {object} Program
 * @property {string} name for people
 * @property {string} purpose "…, through which n8n gives work to its workers"
 * @property {string[]} packages of Debian, the one with the program first
 * @property {string} formula of Homebrew
 * @property {() => boolean} isInstalled
 */

/**
 * Installs a program where it is missing and this process may do so.
 *
 * @param {Program} program
 * @param {import('../support/progress').Progress} progress
 * @throws {UserError} that says how to install it
 */
async function ensureProgram({ name, purpose, packages, formula, isInstalled }, progress) {
	if (isInstalled()) return;
	const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
	if (!mayInstall) {
		throw new UserError(
			`${name} is missing, ${purpose}. Install it (on Debian and Ubuntu: sudo apt-get install ${packages[0]}; ` +
				`on a Mac: brew install ${formula}), then run the same command again.`,
		);
	}
	await progress.during(`Installing ${name}`, async () => {
		// Debian starts a server of its own after the install unless the run level says that the machine is not up.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		try {
			await run('apt-get', ['update', '-q'], { env });
			// Again, where Debian takes it for installed although it is not there.
			const options = ['-y', '-q', '--no-install-recommends', '--reinstall'];
			await run('apt-get', ['install', ...options, ...packages], { env });
		} catch (error) {
			throw new UserError(`${name} could not be installed. apt-get said:\n${String(error)}`);
		}
		if (!isInstalled()) throw new UserError(`${name} was installed, but it does not answer.`);
	});
}

/** @param {number} port @returns {Promise<boolean>} whether something listens there */
async function answers(port) {
	return await new Promise((done) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => done(true)).once('error', () => done(false));
		socket.once('connect', () => socket.destroy());
	});
}

/**
 * @param {{ name: string, command: string, args: string[], port: number, signal?: NodeJS.Signals, uid?: number, gid?: number }} options
 *   port: that it listens on once it is ready; signal: that ends it; uid, gid: as whom it runs
 * @returns {Promise<() => Promise<void>>} ends it
 */
async function startProgram({ name, command, args, port, signal = 'SIGTERM', uid, gid }) {
	const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], uid, gid });
	let said = '';
	child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-3000)));
	const ended = new Promise((done, failed) => {
		child.once('error', failed);
		child.once('exit', done);
	});
	const forget = atExit(() => void child.kill(signal));
	const stop = async () => {
		child.kill(signal);
		await ended;
		forget();
	};
	const deadline = Date.now() + START_LIMIT;
	while (!(await answers(port))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop();
			throw new UserError(`${name} did not start. It said:\n${said}`);
		}
		await wait(PAUSE);
	}
	return stop;
}

module.exports = { ensureProgram, startProgram };
