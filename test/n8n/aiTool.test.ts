import { beforeAll, describe, expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { Client } from '../support/sandboxClient';
import { CREATE, GET, REQUEST, agentWorkflow, answerOf, described } from './support/agent';
import { shownOnFailure, startChatModel } from '../support/chatModel';
import { connect } from './support/harness';

type Model = Awaited<ReturnType<typeof startChatModel>>;
type Asked = Model['exchanges'][number]['asked'];

/** A call of a minute is over in a tenth of a second. */
const SPEED = 600;
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
					use: described(asked, CREATE)?.name,
					with: { Customer_Name: 'Ana', Customer_Phone: '+1 (202) 555-0111' },
				}),
				(asked) => ({
					use: described(asked, GET)?.name,
					with: { Call_ID: answerOf(asked).id },
				}),
				(asked) => ({ say: `Ana's call: ${answerOf(asked).status}` }),
			]);
			try {
				const run = await n8n.run(await workflowOf(model, typeVersion));
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
					use: described(asked, CREATE)?.name,
					with: { Customer_Name: 'Ana', Customer_Phone: '+1 (202) 555-0111' },
				}),
				() => ({ say: 'It is not known whether Ana was called.' }),
			]);
			try {
				const workflow = await workflowOf(model, typeVersion);
				const create = workflow.nodes.find(({ name }: { name: string }) => name === 'Tool B');
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

	async function workflowOf(model: Model, typeVersion: number) {
		const given = { api: n8n.api, model, sandbox: sandbox.current, credentialId };
		return await agentWorkflow(given, typeVersion);
	}

	/** What the model got to read, from turn to turn. */
	function expectConversation(exchanges: Model['exchanges'], call: object) {
		expect(exchanges).toHaveLength(3);
		const [first, second, third] = exchanges.map(({ asked }) => asked);
		expect(first.messages.at(-1)).toMatchObject({ role: 'user', content: REQUEST });
		expect(first.tools).toHaveLength(2);
		expect(fieldsOf(described(first, CREATE))).toEqual({
			Customer_Name: { type: 'string', description: 'Name of the customer' },
			Customer_Phone: { type: 'string', description: 'Phone number with + and the country code' },
		});
		expect(fieldsOf(described(first, GET))).toEqual({
			Call_ID: { type: 'string', description: 'ID of the call' },
		});
		const { id, status, transcription } = call as Record<string, unknown>;
		expect(answerOf(second)).toMatchObject({ id });
		expect(answerOf(third)).toMatchObject({ id, status, transcription, ended: true });
		expect(status).toBe('completed');
		// A model's maker is nobody to tell the password.
		expect(JSON.stringify(exchanges)).not.toContain(sandbox.current.password);
	}
});

function fieldsOf(tool: Asked['tools'][number] | undefined) {
	return tool?.parameters.properties;
}
