// @ts-check
// The chat with the AI agent of the example, in which n8n asks before anybody is called.
const { readExample } = require('../../../scripts/n8n/examples');
const { startChatModel } = require('../../support/chatModel');
const { takePicture } = require('./camera');

/** @typedef {import('../support/editor').Editor} Editor */

const REQUEST = 'Call Ana on +1 202 555 0111 about order 12345';
const DETAILS = {
	Customer_Name: 'Ana',
	Customer_Phone: '+1 202 555 0111',
	Order_ID: '12345',
};
/** How high the chat is, below the canvas. */
const CHAT = 420;

/** @param {Editor} editor @param {{ url: string }} model @returns {Promise<object>} the example with a model that asks for a call */
async function workflow({ stage }, { url }) {
	const credential = { name: 'Model', type: 'openAiApi', data: { apiKey: 'none', url } };
	const { id } = await stage.n8n.api('POST', '/rest/credentials', credential);
	const example = readExample('ai-agent-with-calls.json', stage.credentialId, stage.filesFolder);
	const nodes = example.nodes.map((node) =>
		node.name === 'OpenAI Chat Model'
			? { ...node, credentials: { openAiApi: { id, name: credential.name } } }
			: node,
	);
	return { ...example, nodes };
}

/** @param {Editor} editor */
async function approval(editor) {
	const model = await startChatModel([
		({ tools: [tool] }) => ({
			use: tool.name,
			with: { toolParameters: DETAILS, hitlParameters: {} },
		}),
	]);
	const { page } = editor;
	try {
		await editor.openWorkflow(await workflow(editor, model));
		await page.getByTestId('workflow-chat-button').click();
		await editor.raiseLowerPanel(CHAT);
		const chat = page.getByTestId('canvas-chat');
		await chat.locator('textarea').fill(REQUEST);
		await page.keyboard.press('Enter');
		await chat.getByText('Do not call').waitFor();
		await takePicture(editor, 'approval', [chat]);
	} finally {
		await model.close();
	}
}

module.exports = { approval };
