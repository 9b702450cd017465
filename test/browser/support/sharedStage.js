// @ts-check
// jest makes a new environment for each test file; all of them, and the teardown at the end, find the same stage here.
const { openStage } = require('./stage');

/** @type {Promise<import('./stage').Stage> | undefined} */
let shared;

/** @returns {Promise<import('./stage').Stage>} the same one for all test files; opened with the first call */
async function sharedStage() {
	shared ??= openStage();
	return await shared;
}

/** Ends what `sharedStage` has started. */
async function closeSharedStage() {
	const stage = await shared?.catch(() => undefined);
	shared = undefined;
	await stage?.close();
}

module.exports = { sharedStage, closeSharedStage };
