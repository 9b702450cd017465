import { beforeAll, describe, expect, it } from '@jest/globals';

import { createNode } from '../../scripts/n8n/rowWorkflow';
import { type Sandbox, useSandbox } from '../support/sandbox';
import { Client } from '../support/sandboxClient';
import { shownOnFailure, startChatModel } from './support/chatModel';
import { connect } from './support/harness';

type Model = Awaited<ReturnType<typeof startChatModel>>;
type Asked = Model['exchanges'][number]['asked'];

/** A call of a minute is over in a tenth of a second. */
const SPEED = 600;
const TRIGGER = 'When clicking ‘Execute workflow’';
const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const REQUEST = 'Call Ana on +1 (202) 555-0111 and tell me how it went';

describe("the node as a tool of n8n's AI Agent", () => {
	const sandbox = useSandbox({ speed: SPEED });
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credentialId: string;
	beforeAll(async () => {
		n8n = await connect();
		credentialId = await n8n.createCredential(sandbox.current);
	});

	/** The first runs its tools itself; the second, which new workflows get, leaves that to n8n's engine. */
	it.each([2.2, 3.1])(
		'places one call and learns its outcome (AI Agent %s)',
		async (typeVersion) => {
			const model = await startChatModel([
				(asked) => ({
					use: described(asked, 'Contact a customer by call, SMS, WhatsApp or email')?.name,
					with: { Customer_Name: 'Ana', Customer_Phone: '+1 (202) 555-0111' },
				}),
				(asked) => ({
					use: described(asked, 'Get a call with its outcome')?.name,
					with: { Call_ID: answerOf(asked).id },
				}),
				(asked) => ({ say: `Ana's call: ${answerOf(asked).status}` }),
			]);
			try {
				const run = await n8n.run(await agentWorkflow(model, typeVersion));
				const [placed] = sandbox.current.ledger.placed;
				const call = await new Client(sandbox.current).call(placed?.id);
				shownOnFailure(model.exchanges, () => {
					expect(run.error).toBeUndefined();
					expect(sandbox.current.ledger.placed).toHaveLength(1);
					expect(placed.body).toMatchObject({
						agentId: sandbox.current.agents[0].id,
						customerName: 'Ana',
						customerPhone: '+12025550111',
					});
					expectConversation(model.exchanges, call);
					const [{ json }] = run.itemsOf('AI Agent');
					expect(json.output).toBe("Ana's call: completed");
				});
			} finally {
				await model.close();
			}
		},
	);

	it.each([2.2, 3.1])(
		'calls nobody twice with Retry On Fail when the answer is lost (AI Agent %s)',
		async (typeVersion) => {
			sandbox.current.inject({ method: 'POST', status: 500, place: true });
			const model = await startChatModel([
				(asked) => ({
					use: described(asked, 'Contact a customer by call, SMS, WhatsApp or email')?.name,
					with: { Customer_Name: 'Ana', Customer_Phone: '+1 (202) 555-0111' },
				}),
				() => ({ say: 'It is not known whether Ana was called.' }),
			]);
			try {
				const workflow = await agentWorkflow(model, typeVersion);
				const create = workflow.nodes.find(({ name }) => name === 'Tool B');
				Object.assign(create ?? {}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
				await n8n.run(workflow);
				shownOnFailure(model.exchanges, () => {
					expect(sandbox.current.ledger.placed).toHaveLength(1);
				});
			} finally {
				await model.close();
			}
		},
	);

	/** What the model got to read, from turn to turn. */
	function expectConversation(exchanges: Model['exchanges'], call: object) {
		expect(exchanges).toHaveLength(3);
		const [first, second, third] = exchanges.map(({ asked }) => asked);
		expect(first.messages.at(-1)).toMatchObject({ role: 'user', content: REQUEST });
		expect(first.tools).toHaveLength(2);
		expect(
			fieldsOf(described(first, 'Contact a customer by call, SMS, WhatsApp or email')),
		).toEqual({
			Customer_Name: { type: 'string', description: 'Name of the customer' },
			Customer_Phone: { type: 'string', description: 'Phone number with + and the country code' },
		});
		expect(fieldsOf(described(first, 'Get a call with its outcome'))).toEqual({
			Call_ID: { type: 'string', description: 'ID of the call' },
		});
		const { id, status, transcription } = call as Record<string, unknown>;
		expect(answerOf(second)).toMatchObject({ id });
		expect(answerOf(third)).toMatchObject({ id, status, transcription, ended: true });
		expect(status).toBe('completed');
		// A model's maker is nobody to tell the password.
		expect(JSON.stringify(exchanges)).not.toContain(sandbox.current.password);
	}

	async function agentWorkflow(model: Model, agentVersion: number) {
		const openAi = { name: 'Scripted model', type: 'openAiApi' };
		const data = { apiKey: 'none', url: model.url };
		const { id } = await n8n.api('POST', '/rest/credentials', { ...openAi, data });
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
				credentials: { openAiApi: { id, name: openAi.name } },
			},
			...tools(sandbox.current, credentialId),
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
});

/** Their names say nothing: the model has to tell them apart by what n8n makes of the operations' descriptions. */
function tools(sandbox: Sandbox, credentialId: string) {
	const create = createNode(sandbox, credentialId, {
		customerName: fromAi('Customer_Name', 'Name of the customer'),
		customerPhone: fromAi('Customer_Phone', 'Phone number with + and the country code'),
	}) as { typeVersion: number; parameters: object; credentials: object };
	const tool = { ...create, type: 'n8n-nodes-elemente.elementeTool' };
	return [
		{
			...tool,
			name: 'Tool A',
			parameters: {
				resource: 'call',
				operation: 'get',
				callId: fromAi('Call_ID', 'ID of the call'),
				waitForCompletion: true,
			},
		},
		{ ...tool, name: 'Tool B' },
	];
}

/** As the editor writes it when the model is to fill in a field. */
function fromAi(name: string, description: string) {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, 'string') }}`;
}

function toAgent(type: string) {
	return { [type]: [[{ node: 'AI Agent', type, index: 0 }]] };
}

function described({ tools }: Asked, words: string) {
	return tools.find(({ description }) => description.startsWith(words));
}

function fieldsOf(tool: Asked['tools'][number] | undefined) {
	return tool?.parameters.properties;
}

/** The call that the last tool has answered with; empty when it has answered something else. */
function answerOf({ messages }: Asked): Record<string, unknown> {
	const { content } = messages.at(-1);
	const answer = JSON.parse(content) as Array<Record<string, unknown>>;
	return answer[0] ?? {};
}
