// @ts-check
// How the examples start that have no manual trigger: by a form, by a chat message, by a poll.
const { setTimeout: wait } = require('node:timers/promises');
const { until } = require('../../support/published');
const { connect } = require('./harness');

/** Between two looks at whether a workflow has finished, in milliseconds. */
const PAUSE = 100;

/**
 * Fills in a published form and submits it, with the requests that a customer's browser sends.
 *
 * @param {string} address of the form
 * @param {string[]} values of its fields, in their order
 * @returns {Promise<string>} the page that the customer then sees
 */
async function submitForm(address, values) {
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

module.exports = { submitForm, runFrom };
