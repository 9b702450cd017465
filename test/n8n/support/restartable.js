// @ts-check
// What an n8n that is stopped and started again has handed over, whichever of its lives it was in.
const { join } = require('node:path');
const { restartableN8n } = require('../../../scripts/n8n/restartable');
const { executionsOf, readRuns } = require('../../../scripts/queue/executions');
const { ROOT } = require('../../../scripts/support/paths');

/** @typedef {import('../../../scripts/n8n/client').Client['api']} Api */

/** The environment of an n8n whose clock is a day ahead. */
const A_DAY_LATER = {
	NODE_OPTIONS: `--require=${join(ROOT, 'scripts', 'support', 'shiftClock.js')}`,
	CLOCK_SHIFT_HOURS: '24',
};

/**
 * @param {Api} api
 * @param {string} workflowId
 * @returns {Promise<{ statuses: string[], ids: string[] }>} of the workflow's executions so far, and of all calls in their items
 */
async function handedOver(api, workflowId) {
	const runs = await readRuns(api, await executionsOf(api, workflowId));
	return {
		statuses: runs.map(({ status }) => status),
		ids: runs.flatMap(({ items }) => items.map(({ json }) => json.id)),
	};
}

module.exports = { A_DAY_LATER, handedOver, restartableN8n };
