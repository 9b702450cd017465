// @ts-check
const { fork } = require('node:child_process');
const { join } = require('node:path');
const { ROOT } = require('../../scripts/support/paths');

/** @typedef {{ url: string, username: string, password: string }} Address */

/**
 * A sandbox in a process of its own, whose clock is so many hours ahead of, or behind, n8n's. Calls end in an instant.
 *
 * @param {number} hours
 * @returns {Promise<Address & { stop: () => void }>}
 */
async function startShiftedSandbox(hours) {
	const child = fork(join(ROOT, 'sandbox', 'main.js'), ['--port', '0', '--speed', '1000'], {
		execArgv: ['-r', join(ROOT, 'scripts', 'support', 'shiftClock.js')],
		env: { ...process.env, CLOCK_SHIFT_HOURS: String(hours) },
		silent: true,
	});
	/** @type {{ ready: Address }} */
	const { ready } = await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}`)));
	});
	return { ...ready, stop: () => void child.kill() };
}

module.exports = { startShiftedSandbox };
