import { beforeAll, describe, expect, it } from '@jest/globals';

import { createsOf, useSandbox } from '../support/sandbox';
import { CREATE, agentWorkflow, answerOf, described, ownAgentWorkflow } from './support/agent';
import { shownOnFailure, startChatModel } from '../support/chatModel';
import { connect } from './support/harness';

type Asked = Awaited<ReturnType<typeof startChatModel>>['exchanges'][number]['asked'];

const AGENTS = ['AI Agent 2.2', 'AI Agent 3.1', "n8n's own Agents"];

describe.each(AGENTS)('a model with the node as its tool: %s', (agent) => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credentialId: string;
	beforeAll(async () => {
		n8n = await connect();
		credentialId = await n8n.createCredential(sandbox.current);
	});

	/** A conversation in which the model asks its tool for these calls, one after the other. @returns what the tool has answered each time */
	async function conversation(...phones: string[]) {
		const ask = (phone: string) => (asked: Asked) => ({
			use: described(asked, CREATE)?.name,
			with: { Customer_Name: 'Ana', Customer_Phone: phone },
		});
		const model = await startChatModel([...phones.map(ask), () => ({ say: 'Done' })]);
		try {
			const given = { api: n8n.api, model, sandbox: sandbox.current, credentialId };
			const workflow = agent.startsWith('AI Agent')
				? await agentWorkflow(given, Number(agent.slice('AI Agent '.length)))
				: await ownAgentWorkflow(given);
			const run = await n8n.run(workflow);
			shownOnFailure(model.exchanges, () => {
				expect(run.error).toBeUndefined();
				expect(model.exchanges).toHaveLength(phones.length + 1);
			});
			return model.exchanges.slice(1).map(({ asked }) => answerOf(asked));
		} finally {
			await model.close();
		}
	}

	it('that asks twice for the same call gets it placed once, and is told so', async () => {
		const [first, again, other] = await conversation(
			'+1 (202) 555-0111',
			'+12025550111',
			'+12025550112',
		);

		expect(first.id).toEqual(expect.any(String));
		expect(first).not.toHaveProperty('earlierRun');
		expect(again).toMatchObject({
			id: first.id,
			earlierRun: true,
			reason: expect.stringContaining('was not done a second time'),
		});
		expect(other).not.toHaveProperty('earlierRun');
		expect(createsOf(sandbox.current)).toHaveLength(2);
	});

	it('reads what was wrong and what to do', async () => {
		sandbox.current.inject({ method: 'POST', status: 404 });
		const [refused, bad] = await conversation('+12025550113', 'ask Ana');

		expect(refused.error).toContain('does not find what was asked for');
		expect(refused.details.whatToDo).toContain('Check the IDs');
		expect(bad.error).toContain('ask Ana');
		expect(bad.details.whatToDo).toMatch(/write|\+/i);
		expect(sandbox.current.ledger.placed).toEqual([]);
	});
});
