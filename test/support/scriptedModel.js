// @ts-check
// Stands in for OpenAI, on this machine: a model that first uses the tool it is given, with arguments from the test, and then says
// what the tool answered.
const { createServer } = require('node:http');

/**
 * @param {Record<string, unknown>} toolArguments what the model fills in
 * @returns {Promise<{ url: string, requests: any[], close: () => Promise<void> }>} requests: the bodies it received
 */
async function startScriptedModel(toolArguments) {
	/** @type {any[]} */
	const requests = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const body = JSON.parse(text);
		requests.push(body);
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(completion(body, toolArguments)));
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

/**
 * @param {any} body a request for a chat completion
 * @param {Record<string, unknown>} toolArguments
 */
function completion({ model, messages, tools = [] }, toolArguments) {
	const answer = messages.findLast((/** @type {any} */ { role }) => role === 'tool');
	const message = answer
		? { role: 'assistant', content: `Done: ${answer.content}` }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: 'call_1',
						type: 'function',
						function: { name: tools[0]?.function.name, arguments: JSON.stringify(toolArguments) },
					},
				],
			};
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model,
		choices: [{ index: 0, message, finish_reason: answer ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

module.exports = { startScriptedModel };
