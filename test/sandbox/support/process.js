// @ts-check
const { fork } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');

/**
 * Runs one of the repository's scripts in a process of its own.
 *
 * @param {string} script path from the repository's root
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's
 * @returns {{
 *   ready: Promise<any>,
 *   ended: Promise<{ code: number | null, stdout: string, stderr: string }>,
 *   stop: (signal: NodeJS.Signals) => void,
 *   disconnect: () => void,
 * }} ready: the message it sends once it is up, never if it ends before
 */
function runScript(script, args, env = {}) {
	const child = fork(join(__dirname, '..', '..', '..', script), args, {
		silent: true,
		env: { ...process.env, ...env },
	});
	const { stdout, stderr } =
		/** @type {import('node:child_process').ChildProcessWithoutNullStreams} */ (child);
	const output = { stdout: '', stderr: '' };
	stdout.on('data', (data) => (output.stdout += data));
	stderr.on('data', (data) => (output.stderr += data));
	// Not the event "close": it does not come once the channel was disconnected from this side.
	const ended = Promise.all([once(child, 'exit'), once(stdout, 'close'), once(stderr, 'close')]);
	return {
		ready: new Promise((resolve) => child.once('message', resolve)),
		ended: ended.then(([[code]]) => ({ code, ...output })),
		stop: (signal) => child.kill(signal),
		disconnect: () => child.disconnect(),
	};
}

module.exports = { runScript };
