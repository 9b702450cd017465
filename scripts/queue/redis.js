// @ts-check
// A Redis of our own on this machine: started for one run, on a free port, with nothing kept.
const { execFileSync } = require('node:child_process');
const { freePort } = require('../support/freePort');
const { ensureProgram, startProgram } = require('./program');

const COMMAND = 'redis-server';

/** @type {import('./program').Program} */
const REDIS = {
	name: 'Redis',
	purpose: 'through which n8n gives work to its workers',
	// The program itself is in redis-tools.
	packages: ['redis-server', 'redis-tools'],
	formula: 'redis',
	isInstalled() {
		try {
			execFileSync(COMMAND, ['--version'], { stdio: 'ignore' });
			return true;
		} catch {
			return false;
		}
	},
};

/** @param {import('../support/progress').Progress} progress */
const ensureRedis = async (progress) => await ensureProgram(REDIS, progress);

/** @returns {Promise<{ port: number, stop: () => Promise<void> }>} */
async function startRedis() {
	const port = await freePort();
	const args = [
		...['--port', String(port), '--bind', '127.0.0.1'],
		...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
	];
	return { port, stop: await startProgram({ name: REDIS.name, command: COMMAND, args, port }) };
}

module.exports = { ensureRedis, startRedis };
