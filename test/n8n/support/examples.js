// @ts-check
// How the examples start that have no manual trigger: by a form, by a chat message, by a poll.
const { setTimeout: wait } = require('node:timers/promises');
const { connect } = require('./harness');
const { running } = require('./running');

/** Between two looks at whether a workflow has finished, in milliseconds. */
const PAUSE = 100;
/** How long a form may take to be put up or to go on, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Publishes a workflow, so that its form or trigger is there.
 *
 * @param {object} workflow
 * @returns {Promise<{ id: string, unpublish: () => Promise<void> }>}
 */
async function publish(workflow) {
	const { api } = await connect();
	const { id, versionId } = await api('POST', '/rest/workflows', { ...workflow, id: undefined });
	await api('POST', `/rest/workflows/${id}/activate`, { versionId });
	return {
		id,
		unpublish: async () => void (await api('POST', `/rest/workflows/${id}/deactivate`, {})),
	};
}

/**
 * Fills in a published form and submits it, as the browser of a customer does.
 *
 * @param {string} path of the form
 * @param {string[]} values of its fields, in their order
 * @returns {Promise<string>} the page that the customer then sees
 */
async function submitForm(path, values) {
	const address = `${running().url}/form/${path}`;
	// n8n puts the form up a moment after it has published the workflow.
	await until('the form is there', async () => (await fetch(address)).ok);
	const form = new FormData();
	values.forEach((value, index) => form.append(`field-${index}`, value));
	const answer = await fetch(address, { method: 'POST', body: form });
	const { formWaitingUrl } = /** @type {{ formWaitingUrl: string }} */ (await answer.json());
	// The form's own page asks for this too, and goes on when the workflow has come to the next page.
	const { origin, pathname, search } = new URL(formWaitingUrl);
	const progress = `${origin}${pathname}/n8n-execution-status${search}`;
	await until(
		'the workflow shows the next page',
		async () => (await (await fetch(progress)).text()) === 'form-waiting',
	);
	return await (await fetch(formWaitingUrl)).text();
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

/**
 * Runs a workflow from the trigger that is named, and waits for its end.
 *
 * @param {object} workflow
 * @param {string} trigger
 * @returns {Promise<string>} its status
 */
async function runFrom(workflow, trigger) {
	const { api } = await connect();
	const { id } = await api('POST', '/rest/workflows', { ...workflow, id: undefined });
	const { executionId } = await api('POST', `/rest/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	for (;;) {
		const { status } = await api('GET', `/rest/executions/${executionId}`);
		if (status !== 'new' && status !== 'running') return status;
		await wait(PAUSE);
	}
}

module.exports = { publish, submitForm, runFrom };
