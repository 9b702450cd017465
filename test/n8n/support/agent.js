// @ts-check
// Workflows in which a model uses the Elemente node as a tool, in each of n8n's ways.
const { createNode } = require('../../../scripts/n8n/rowWorkflow');

const TRIGGER = 'When clicking ‘Execute workflow’';
const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const REQUEST = 'Call Ana on +1 (202) 555-0111 and tell me how it went';
/** What n8n tells the model of the tools, at its beginning. */
const CREATE = 'Contact by call, SMS, WhatsApp or email';
const GET = 'Get a call with its outcome';

/** @typedef {import('../../../sandbox/server').Sandbox} Sandbox */
/** @typedef {import('../../support/chatModel').Asked} Asked */
/** @typedef {{ api: import('../../../scripts/n8n/client').Client['api'], model: { url: string }, sandbox: Sandbox, credentialId: string }} Given */

/**
 * @param {Given} given
 * @param {number} agentVersion
 * @returns {Promise<any>} an AI Agent with two tools
 */
async function agentWorkflow(given, agentVersion) {
	const openAiApi = await modelCredential(given);
	const nodes = [
		{ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'AI Agent',
			type: `${LANGCHAIN}.agent`,
			typeVersion: agentVersion,
			parameters: { promptType: 'define', text: REQUEST, options: {} },
		},
		{
			name: 'OpenAI Chat Model',
			type: `${LANGCHAIN}.lmChatOpenAi`,
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4.1-mini' }, options: {} },
			credentials: { openAiApi },
		},
		...tools(given),
	];
	return {
		name: 'AI tool',
		settings: { executionOrder: 'v1' },
		nodes: nodes.map((node, index) => ({ id: node.name, position: [index * 220, 0], ...node })),
		connections: {
			[TRIGGER]: toAgent('main'),
			'OpenAI Chat Model': toAgent('ai_languageModel'),
			'Tool A': toAgent('ai_tool'),
			'Tool B': toAgent('ai_tool'),
		},
	};
}

/**
 * @param {Given} given
 * @returns {Promise<any>} one of n8n's own Agents, defined in the node that sends it a message
 */
async function ownAgentWorkflow(given) {
	const { id } = await modelCredential(given);
	const { type, typeVersion, parameters, credentials } = createTool(given);
	const tool = {
		type: 'node',
		name: 'Tool B',
		description: CREATE,
		node: {
			nodeType: type,
			nodeTypeVersion: typeVersion,
			nodeParameters: parameters,
			credentials,
		},
	};
	const config = {
		name: 'Caller',
		model: 'openai/gpt-4.1-mini',
		credential: id,
		instructions: 'Call whom you are asked to call.',
		tools: [tool],
	};
	return {
		name: 'Own agent',
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				...{ id: '1', name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
				...{ position: [0, 0], parameters: {} },
			},
			{
				...{ id: '2', name: 'AI Agent', type: 'n8n-nodes-base.messageAnAgent', typeVersion: 3.1 },
				position: [220, 0],
				parameters: { agentSource: 'inline', inlineAgent: { config }, message: REQUEST },
			},
		],
		connections: { [TRIGGER]: toAgent('main') },
	};
}

/** @param {Given} given */
async function modelCredential({ api, model }) {
	const openAi = { name: 'Scripted model', type: 'openAiApi' };
	const data = { apiKey: 'none', url: model.url };
	const { id } = await api('POST', '/rest/credentials', { ...openAi, data });
	return { id, name: openAi.name };
}

/**
 * Their names say nothing: the model has to tell them apart by what n8n makes of the operations' descriptions.
 *
 * @param {Given} given
 */
function tools(given) {
	const create = createTool(given);
	return [
		{
			...create,
			name: 'Tool A',
			parameters: {
				resource: 'call',
				operation: 'get',
				callId: fromAi('Call_ID', 'ID of the call'),
				waitForCompletion: true,
			},
		},
		{ ...create, name: 'Tool B' },
	];
}

/** @param {Given} given @returns {any} */
function createTool({ sandbox, credentialId }) {
	const create = createNode(sandbox, credentialId, {
		customerName: fromAi('Customer_Name', 'Name of the customer'),
		customerPhone: fromAi('Customer_Phone', 'Phone number with + and the country code'),
	});
	return { ...create, type: 'n8n-nodes-elemente.elementeTool' };
}

/**
 * As the editor writes it when the model is to fill in a field.
 *
 * @param {string} name
 * @param {string} description
 */
function fromAi(name, description) {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, 'string') }}`;
}

/** @param {string} type of the connection */
function toAgent(type) {
	return { [type]: [[{ node: 'AI Agent', type, index: 0 }]] };
}

/**
 * @param {Asked} asked
 * @param {string} words
 */
function described({ tools: given }, words) {
	return given.find(({ description }) => description.startsWith(words));
}

/**
 * @param {Asked} asked
 * @returns {Record<string, any>} the item that the last tool has answered with; empty when it has answered nothing
 */
function answerOf({ messages }) {
	const { content } = messages.at(-1);
	if (content === '') return {};
	const answer = JSON.parse(content);
	// n8n's own Agents put something around the items.
	const items = Array.isArray(answer) ? answer : answer.data;
	return items?.[0]?.json ?? items?.[0] ?? answer;
}

module.exports = { CREATE, GET, REQUEST, agentWorkflow, answerOf, described, ownAgentWorkflow };
