// @ts-check
// Stands in for OpenAI, on this machine: a model that says and uses what the test has written for each turn.
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');

/** @typedef {{ name: string, description: string, parameters: { properties?: Record<string, any>, required?: string[] } }} Tool */
/** @typedef {{ messages: any[], tools: Tool[] }} Asked what n8n sends: the conversation so far, and what the model may use */
/** @typedef {{ say: string } | { use: string | undefined, with: object }} Turn use: the name of a tool */
/** @typedef {{ error: { message: string } }} Refusal in OpenAI's form */
/** @typedef {{ asked: Asked, turn: Turn | Refusal }} Exchange */

/**
 * @param {Array<(asked: Asked) => Turn>} turns one for each request
 * @returns {Promise<{ url: string, exchanges: Exchange[], close: () => Promise<void> }>} exchanges: of all requests, the first first
 */
async function startChatModel(turns) {
	/** @type {Exchange[]} */
	const exchanges = [];
	const server = createServer(async (request, response) => {
		// OpenAI's other way of talking: n8n's own Agents try it first, and take 404 for "not here".
		if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end();
		const { model, messages, tools = [], stream } = JSON.parse(await text(request));
		const asked = { messages, tools: tools.map((/** @type {any} */ tool) => tool.function) };
		const turn = turnFor(asked, turns[exchanges.length]);
		exchanges.push({ asked, turn });
		const isTurn = 'say' in turn || 'use' in turn;
		const answer = isTurn ? completion(model, turn, exchanges.length) : turn;
		if (isTurn && stream) return void response.end(streamed(response, answer));
		// Not a server error: n8n would ask again.
		response.writeHead(isTurn ? 200 : 400, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer));
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}/v1`,
		exchanges,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

/**
 * @param {Asked} asked
 * @param {((asked: Asked) => Turn) | undefined} next
 * @returns {Turn | Refusal} the latter when the conversation is not what the test expects: the test then fails, and shows why
 */
function turnFor(asked, next) {
	if (!next) return { error: { message: 'The test has no more turns' } };
	try {
		return next(asked);
	} catch (error) {
		return { error: { message: String(error) } };
	}
}

/**
 * @param {string} model
 * @param {Turn} turn
 * @param {number} number
 */
function completion(model, turn, number) {
	const message =
		'say' in turn
			? { role: 'assistant', content: turn.say }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${number}`,
							type: 'function',
							function: { name: turn.use, arguments: JSON.stringify(turn.with) },
						},
					],
				};
	const finishReason = 'say' in turn ? 'stop' : 'tool_calls';
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1,
		model,
		choices: [{ index: 0, message, finish_reason: finishReason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/**
 * @param {import('node:http').ServerResponse} response gets its head here
 * @param {any} whole the answer as `completion` gives it
 * @returns {string} the same in one piece of a stream
 */
function streamed(response, { choices: [{ message, finish_reason }], ...rest }) {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const tool_calls = message.tool_calls?.map(
		(/** @type {object} */ call, /** @type {number} */ index) => ({
			index,
			...call,
		}),
	);
	const chunk = {
		...rest,
		object: 'chat.completion.chunk',
		choices: [{ index: 0, delta: { ...message, tool_calls }, finish_reason }],
	};
	return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
}

/**
 * Runs what expects something of the conversation, and shows the conversation when it fails.
 *
 * @param {Exchange[]} exchanges
 * @param {() => void} work
 */
function shownOnFailure(exchanges, work) {
	try {
		work();
	} catch (error) {
		console.error(JSON.stringify(exchanges, null, 2));
		throw error;
	}
}

module.exports = { shownOnFailure, startChatModel };
