import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../support/sandbox';
import { shownOnFailure, startChatModel } from '../support/chatModel';
import { type ChatRun, startChat } from './support/chatRun';
import { connect, readExample } from './support/harness';

const DETAILS = {
	Customer_Name: 'Ana',
	Customer_Phone: '+1 202 555 0111',
	Order_ID: '00471',
};

describe('ai-agent-with-calls.json', () => {
	let sandbox: Sandbox;
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credential: string;
	beforeAll(async () => {
		sandbox = await startSandbox();
		n8n = await connect();
		credential = await n8n.createCredential(sandbox);
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());

	/** Has the model ask for a call, and then say what it has been told. */
	async function asked(answer: (chat: ChatRun) => Promise<void>) {
		const model = await startChatModel([
			({ tools: [tool] }) => ({
				use: tool.name,
				with: { toolParameters: DETAILS, hitlParameters: {} },
			}),
			({ messages }) => ({ say: `I was told: ${JSON.stringify(messages.at(-1).content)}` }),
		]);
		try {
			const chat = await startChat(
				await exampleWith(model.url),
				'When chat message received',
				'Call Ana about order 00471',
			);
			await answer(chat);
			const said = await chat.answer();
			return { said, exchanges: model.exchanges };
		} finally {
			await model.close();
		}
	}

	async function exampleWith(url: string) {
		const { id } = await n8n.api('POST', '/rest/credentials', {
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'none', url },
		});
		const workflow = readExample('ai-agent-with-calls.json', credential);
		const openAi = workflow.nodes.find(({ name }) => name === 'OpenAI Chat Model');
		Object.assign(openAi ?? {}, { credentials: { openAiApi: { id, name: 'Scripted model' } } });
		return workflow;
	}

	it('asks in the chat first, and calls whom the model names when the user approves', async () => {
		const { said, exchanges } = await asked(async (chat) => {
			const question = await chat.question();
			expect(question.text).toBe('Call Ana on +1 202 555 0111 about order 00471?');
			expect(question.buttons).toEqual(['Call', 'Do not call']);
			expect(sandbox.ledger.placed).toHaveLength(0);
			expect(sandbox.requests).toEqual([]);
			await chat.press('Call');
		});
		shownOnFailure(exchanges, () => {
			expect(sandbox.ledger.placed.map(({ body }) => body)).toEqual([
				expect.objectContaining({
					agentId: sandbox.agents[0].id,
					customerName: 'Ana',
					customerPhone: '+12025550111',
					customerOverride: { customFields: [{ name: 'Order ID', value: '00471' }] },
				}),
			]);
			// The model is told the call's id, so that it can say it.
			expect(said).toContain(sandbox.ledger.placed[0].id);
		});
	});

	it('calls nobody whom the user does not approve, and tells the model so', async () => {
		const { said, exchanges } = await asked(async (chat) => await chat.press('Do not call'));
		shownOnFailure(exchanges, () => {
			expect(sandbox.ledger.placed).toHaveLength(0);
			expect(sandbox.requests).toEqual([]);
			expect(said).toContain('User rejected the tool call');
		});
	});
});
