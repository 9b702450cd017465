// @ts-check
// A conversation with a workflow that starts with n8n's Chat Trigger and asks before it goes on.
const { join } = require('node:path');
const { MODULES } = require('../../../scripts/n8n/paths');
const { until } = require('../../support/published');
const { connect } = require('./harness');

/** n8n takes no approval from what calls itself anything else. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36';

/** @typedef {{ text: string, buttons: Array<{ text: string, link: string }> }} Question as n8n's chat shows it */
/**
 * @typedef {object} ChatRun
 * @property {() => Promise<{ text: string, buttons: string[] }>} question what the chat asks, once it does
 * @property {() => Promise<string>} answer what the chat says at last, once it does
 * @property {(button: string) => Promise<void>} press a button of the question, which does what n8n's chat does
 */

/**
 * @param {object} workflow
 * @param {string} trigger its Chat Trigger
 * @param {string} chatInput what the user writes
 * @returns {Promise<ChatRun>}
 */
async function startChat(workflow, trigger, chatInput) {
	const { api } = await connect();
	const message = { chatInput, sessionId: 'test', action: 'sendMessage' };
	const pinData = { [trigger]: [{ json: message }] };
	const { id } = await api('POST', '/rest/workflows', { ...workflow, id: undefined, pinData });
	const { executionId } = await api('POST', `/rest/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	const read = async () => await api('GET', `/rest/executions/${executionId}`);
	/** @returns {Promise<Question | string | undefined>} what the chat shows; n8n then waits until it is seen there */
	const shown = async () => {
		const { data, status } = await read();
		if (status !== 'waiting') return undefined;
		const { resultData } = require(join(MODULES, 'flatted')).parse(data);
		const runs = resultData.runData[resultData.lastNodeExecuted];
		return Object.values(runs.at(-1).data)[0][0][0].sendMessage;
	};
	/** @returns {Promise<Question>} */
	const question = async () => {
		await until('the chat asks', async () => typeof (await shown()) === 'object');
		return /** @type {Question} */ (await shown());
	};
	return {
		question: async () => {
			const { text, buttons } = await question();
			return { text, buttons: buttons.map((button) => button.text) };
		},
		answer: async () => {
			await until('the chat answers', async () => typeof (await shown()) === 'string');
			return String(await shown());
		},
		press: async (button) => {
			const { buttons } = await question();
			const pressed = buttons.find(({ text }) => text === button);
			if (!pressed) throw new Error(`The question has no button ${button}`);
			await fetch(pressed.link, { headers: { 'user-agent': BROWSER } });
		},
	};
}

module.exports = { startChat };
