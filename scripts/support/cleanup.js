// @ts-check
// Nothing that these scripts start may outlive them, however they end: finished, failed or interrupted with Ctrl-C.
const { constants } = require('node:os');
const { printError } = require('./progress');

/** How long cleaning up may take after an interruption, in milliseconds. */
const TIME_LIMIT = 15_000;

/** @type {Set<() => unknown>} */
const actions = new Set();
let installed = false;
let interrupted = false;

/** @param {NodeJS.Signals} signal */
async function onSignal(signal) {
	interrupted = true;
	// A script that runs until it is interrupted sets its exit code beforehand: for it, this is the normal end.
	const code = process.exitCode ?? 128 + constants.signals[signal];
	setTimeout(() => process.exit(code), TIME_LIMIT).unref();
	// The latest first: a folder can only go once the process that writes into it has ended.
	for (const action of [...actions].reverse()) {
		try {
			await action();
		} catch (error) {
			console.error(error);
		}
	}
	process.exit(code);
}

/** Installs the handlers with the first action, so that scripts which start nothing keep Node's own behaviour. */
function install() {
	installed = true;
	for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		// A second Ctrl-C finds no handler any more and ends the process at once.
		process.once(signal, (received) => void onSignal(received));
	}
	process.on('exit', () => actions.forEach((action) => action()));
}

/**
 * Registers something to do when this process ends while it is still registered.
 *
 * @param {() => unknown} action may return a promise, which is awaited after a signal (but not at a plain exit)
 * @returns {() => void} takes the action back
 */
function atExit(action) {
	if (!installed) install();
	actions.add(action);
	return () => void actions.delete(action);
}

/**
 * Runs a script to its end: the process ends with the number that `main` returns, or with 1 and a readable message.
 *
 * @param {() => Promise<number>} main
 */
function runScript(main) {
	main()
		.catch((error) => {
			// After an interruption whatever was under way fails: that is no news for who pressed Ctrl-C.
			if (!interrupted) printError(error);
			return 1;
		})
		.then((code) => {
			if (!interrupted) process.exit(code);
		});
}

module.exports = { atExit, runScript };
