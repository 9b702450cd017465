// @ts-check
const { setTimeout: sleep } = require('node:timers/promises');

/**
 * What fails meanwhile and has nobody who waits for it: outside of a test, Node ends the process then.
 *
 * @param {() => Promise<unknown>} action
 * @returns {Promise<unknown[]>} the errors
 */
async function unhandledDuring(action) {
	/** @type {unknown[]} */
	const errors = [];
	const note = (/** @type {unknown} */ error) => errors.push(error);
	process.on('unhandledRejection', note);
	try {
		await action();
		await sleep(5);
	} finally {
		process.off('unhandledRejection', note);
	}
	return errors;
}

module.exports = { unhandledDuring };
