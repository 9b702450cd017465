// @ts-check
// A Redis of our own on this machine: started for one run, on a free port, with nothing kept.
const { execFile, execFileSync, spawn } = require('node:child_process');
const { connect } = require('node:net');
const { setTimeout: wait } = require('node:timers/promises');
const { promisify } = require('node:util');
const { atExit } = require('../support/cleanup');
const { freePort } = require('../support/freePort');
const { UserError } = require('../support/progress');

const run = promisify(execFile);
/** How long Redis may take to answer, in milliseconds. */
const START_LIMIT = 10_000;
const PAUSE = 50;

/** @returns {boolean} whether the machine has Redis */
function isInstalled() {
	try {
		execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

/**
 * Installs Redis where it is missing and this process may do so.
 *
 * @param {import('../support/progress').Progress} progress
 * @throws {UserError} that says how to install it
 */
async function ensureRedis(progress) {
	if (isInstalled()) return;
	const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
	if (!mayInstall) {
		throw new UserError(
			'Redis is missing, through which n8n gives work to its workers. Install it (on Debian and Ubuntu: ' +
				'sudo apt-get install redis-server; on a Mac: brew install redis), then run the same command again.',
		);
	}
	await progress.during('Installing Redis', async () => {
		// Debian starts a server of its own after the install unless the run level says that the machine is not up.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		try {
			await run('apt-get', ['update', '-q'], { env });
			// Again, where Debian takes it for installed although it is not there; the program itself is in redis-tools.
			const options = ['-y', '-q', '--no-install-recommends', '--reinstall'];
			await run('apt-get', ['install', ...options, 'redis-server', 'redis-tools'], { env });
		} catch (error) {
			throw new UserError(`Redis could not be installed. apt-get said:\n${String(error)}`);
		}
		if (!isInstalled()) {
			throw new UserError('Redis was installed, but "redis-server --version" does not answer.');
		}
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

/** @returns {Promise<{ port: number, stop: () => Promise<void> }>} */
async function startRedis() {
	const port = await freePort();
	const child = spawn(
		'redis-server',
		[
			...['--port', String(port), '--bind', '127.0.0.1'],
			...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
		],
		{ stdio: 'ignore' },
	);
	const ended = new Promise((done, failed) => {
		child.once('error', failed);
		child.once('exit', done);
	});
	const forget = atExit(() => void child.kill('SIGTERM'));
	const stop = async () => {
		child.kill('SIGTERM');
		await ended;
		forget();
	};
	const deadline = Date.now() + START_LIMIT;
	while (!(await answers(port))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop();
			throw new UserError('Redis did not start.');
		}
		await wait(PAUSE);
	}
	return { port, stop };
}

module.exports = { ensureRedis, startRedis };
