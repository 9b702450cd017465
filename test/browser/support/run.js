// @ts-check
const { setTimeout: wait } = require('node:timers/promises');

/** Between two looks at whether a run has ended, in milliseconds. */
const PAUSE = 150;

/**
 * Starts a run as a user does and waits until n8n has done with it, well or not.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('./stage').Stage} stage
 * @param {() => Promise<void>} start
 */
async function untilExecuted(page, { n8n }, start) {
	const started = page.waitForResponse(
		(answer) =>
			answer.request().method() === 'POST' && /\/workflows\/[^/]+\/run/.test(answer.url()),
	);
	await start();
	const { data } = await (await started).json();
	while (!(await n8n.api('GET', `/rest/executions/${data.executionId}`)).stoppedAt) {
		await wait(PAUSE);
	}
}

module.exports = { untilExecuted };
