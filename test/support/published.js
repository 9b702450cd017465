// @ts-check
// Workflows that are published in a running n8n: their trigger, or their form with its address, is there for anybody.
const { setTimeout: wait } = require('node:timers/promises');

/** Between two looks at something that is being waited for, in milliseconds. */
const PAUSE = 100;
/** How long a form may take to be put up or to go on, in milliseconds. */
const PATIENCE = 20_000;

/**
 * @typedef {object} Published
 * @property {string} id
 * @property {() => Promise<void>} unpublish
 */

/**
 * Stores a workflow and publishes it.
 *
 * @param {import('../../scripts/n8n/client').Client['api']} api
 * @param {object} workflow
 * @returns {Promise<Published>}
 */
async function publish(api, workflow) {
	const { id, versionId } = await api('POST', '/rest/workflows', { ...workflow, id: undefined });
	await api('POST', `/rest/workflows/${id}/activate`, { versionId });
	return {
		id,
		unpublish: async () => void (await api('POST', `/rest/workflows/${id}/deactivate`, {})),
	};
}

/**
 * @param {string} url of n8n
 * @param {{ nodes: object[] }} workflow a published one that starts with a form
 * @returns {Promise<string>} the form's public address, once the form is there
 */
async function formAddress(url, { nodes }) {
	const triggers = /** @type {Array<{ type: string, webhookId?: string }>} */ (nodes);
	const form = triggers.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
	if (!form?.webhookId) throw new Error('The workflow does not start with a form');
	const address = `${url}/form/${form.webhookId}`;
	// n8n puts the form up a moment after it has published the workflow.
	await until('the form is there', async () => (await fetch(address)).ok);
	return address;
}

/**
 * @param {string} what for the message when it does not come true
 * @param {() => Promise<boolean>} isTrue
 */
async function until(what, isTrue) {
	const limit = Date.now() + PATIENCE;
	while (!(await isTrue())) {
		if (Date.now() > limit) throw new Error(`Waited ${PATIENCE} ms in vain until ${what}`);
		await wait(PAUSE);
	}
}

module.exports = { publish, formAddress, until };
