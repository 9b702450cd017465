import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function agents(operation: string, more: IDataObject = {}, rows: IDataObject[] = [{}]) {
	return await runOperation(sandbox.current, { resource: 'agent', operation, ...more }, rows);
}

async function created(more: IDataObject) {
	const result = await agents('create', { name: 'Ada', ...more });
	return { ...result, body: sandbox.current.requests.at(-1)?.body };
}

describe('Agent → Get', () => {
	it('looks one up, with its skills', async () => {
		const [agent] = sandbox.current.agents;
		const agentId = { __rl: true, mode: 'list', value: agent.id };

		const [simple] = (await agents('get', { agentId })).items;
		const [whole] = (await agents('get', { agentId, simplify: false })).items;

		expect(reads(sandbox.current)[0].path).toBe(`/api/v1/agents/${agent.id}`);
		expect(Object.keys(simple.json)).toHaveLength(10);
		expect(simple.json).toMatchObject({ id: agent.id, name: 'Order Desk', active: true });
		expect((simple.json.skills as IDataObject[])[0]).toEqual({
			id: agent.skills?.[0].id,
			name: 'Order Confirmation',
		});
		expect(whole).toEqual({ json: agent, pairedItem: { item: 0 } });
	});

	it('takes the agent from an expression, and copes with one of which little is known', async () => {
		const nameless = sandbox.current.agents.find(({ name }) => name === null);
		const { items } = await agents(
			'get',
			{ agentId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' } },
			[{ agent: nameless?.id }],
		);
		expect(items[0].json).toMatchObject({ id: nameless?.id, name: null });
	});

	it('sends nothing without an ID', async () => {
		const agentId = { __rl: true, mode: 'id', value: '={{ $json.nothing }}' };
		const { error } = await agents('get', { agentId });
		expect(error?.message).toBe('Row 1: Agent is empty');
		expect(sandbox.current.requests).toEqual([]);
	});
});

describe('Agent → Get Many', () => {
	it('pages to the end with Return All', async () => {
		sandbox.current.agents.push(
			...Array.from({ length: 170 }, (_, index) => ({
				id: `more-${index}`,
				name: `More ${index}`,
			})),
		);
		const { items } = await agents('getAll', { returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual(sandbox.current.agents.map(({ id }) => id));
		expect(reads(sandbox.current).map(({ query }) => query)).toEqual([
			{ limit: '100', page: '1' },
			{ limit: '100', page: '2' },
			{ limit: '100', page: '3' },
		]);
		sandbox.current.agents.splice(45);
	});

	it('pages on when the API gives fewer on a page than asked for, and stops when it repeats itself', async () => {
		const page = (from: number, to: number) => sandbox.current.agents.slice(from, to);
		for (const body of [page(0, 10), page(10, 20), page(20, 23)]) {
			sandbox.current.inject({ method: 'GET', body });
		}
		expect((await agents('getAll', { returnAll: true })).items).toHaveLength(23);
		expect(reads(sandbox.current)).toHaveLength(3);

		sandbox.current.reset();
		sandbox.current.inject({ method: 'GET', times: Infinity, body: page(0, 10) });
		expect((await agents('getAll', { returnAll: true })).items).toHaveLength(10);
		expect(reads(sandbox.current)).toHaveLength(2);
	});

	it('gives up to Limit and asks for no more', async () => {
		expect((await agents('getAll', { limit: 7 })).items).toHaveLength(7);
		expect(reads(sandbox.current).map(({ query }) => query)).toEqual([{ limit: '7', page: '1' }]);
		expect((await agents('getAll')).items).toHaveLength(45);
	});

	it('links the agents to their row', async () => {
		const { items } = await agents('getAll', { limit: 2 }, [{}, {}]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1].map((item) => ({ item })),
		);
	});

	it('retries one page without starting over', async () => {
		sandbox.current.inject({
			method: 'GET',
			status: 500,
			match: ({ query }) => query.page === '2',
		});
		const { items } = await agents('getAll', { returnAll: true, limit: 100 });
		expect(items).toHaveLength(45);
		expect(reads(sandbox.current).map(({ query }) => query.page)).toEqual(['1', '2', '2']);
	});

	it('refuses a negative limit', async () => {
		const { error } = await agents('getAll', { limit: -5 });
		expect(error?.message).toBe('Row 1: Limit "-5" is not a whole number above 0');
	});
});

describe('Agent → Create', () => {
	it('needs a name and nothing else', async () => {
		const { body, items, error } = await created({});
		expect(error).toBeUndefined();
		expect(body).toEqual({ name: 'Ada' });
		expect(items[0]).toMatchObject({ json: { name: 'Ada' }, pairedItem: { item: 0 } });

		const nameless = await agents('create', { name: '={{ " " }}' });
		expect(nameless.error?.message).toBe('Row 1: Name is empty');
		expect(sandbox.current.requests).toHaveLength(1);
	});

	it('sends each documented field where it belongs, in its documented type', async () => {
		const fields = {
			roleText: 'Keeps customers informed',
			baseInstructions: 'Say hello to {{firstName}}.',
			language: 'en-US',
			identity: {
				agentType: 'AI',
				nickname: 'Addie',
				lastname: 'Lovelace',
				jobDescriptions: 'Answers',
				imageURL: 'https://example.com/a.jpg',
				phone: '+1 (202) 555-0100',
				workspace: 'main',
			},
			voice: {
				voiceId: 'v1',
				voiceStability: 0.5,
				voiceSpeed: 1.5,
				optimizeStreamingLatency: 3,
				sendFillerWords: true,
				fillerWords: 'um, let me see',
			},
			conversation: {
				sendInitialMessage: true,
				enableCutoffResponses: false,
				cutoffResponses: 'Sorry, go on.\nYes?',
				endCallOnGoodBye: true,
				goodByePhrases: '["Bye, bye", "See you"]',
				allowedIdleTime: 10,
				checkHumanPresence: true,
				checkHumanPresenceCount: 5,
				allowInterruption: true,
				interruptionSensitivity: 'high',
				functionality: 'interactive',
			},
			model: { temperature: '={{ 0.7 }}', modelProvider: 'OpenAI', modelName: 'gpt-4o' },
			advanced: {
				capabilities: 'call, sms',
				inboundCapability: 'answer',
				actions: '[{ "name": "transfer" }]',
				globalActions: '{ "any": 1 }',
				leadQualification: 'true',
				skillId: 's1',
				skills: 's1,s2',
				interactionSettings:
					'{ "channel": "call", "direction": "in", "inbound": {}, "outbound": null }',
				isInbound: '={{ "true" }}',
			},
		};

		const { body, error } = await created(fields);

		expect(error).toBeUndefined();
		expect(body).toEqual({
			name: 'Ada',
			roleText: fields.roleText,
			baseInstructions: fields.baseInstructions,
			language: 'en-US',
			...fields.identity,
			phone: '+12025550100',
			...fields.voice,
			fillerWords: ['um', 'let me see'],
			...fields.conversation,
			cutoffResponses: ['Sorry, go on.', 'Yes?'],
			goodByePhrases: ['Bye, bye', 'See you'],
			...fields.model,
			temperature: '0.7',
			capabilities: ['call', 'sms'],
			inboundCapability: 'answer',
			actions: [{ name: 'transfer' }],
			globalActions: { any: 1 },
			leadQualification: true,
			skillId: 's1',
			skills: ['s1', 's2'],
			interactionSettings: { channel: 'call', direction: 'in', inbound: {}, outbound: null },
			isInbound: true,
		});
	});

	it('leaves out what is empty', async () => {
		const { body } = await created({
			roleText: '',
			identity: { nickname: ' ' },
			voice: { fillerWords: ' , ' },
			advanced: { actions: '[]', interactionSettings: '{}', capabilities: '' },
		});
		expect(body).toEqual({ name: 'Ada' });
	});

	it('takes instructions from an expression, with Elemente’s placeholders in square brackets', async () => {
		const advanced = { baseInstructionsExpression: '={{ "Hello " }}[[firstName]]' };
		expect((await created({ advanced })).body).toEqual({
			name: 'Ada',
			baseInstructions: 'Hello {{firstName}}',
		});
		const both = await created({ advanced, baseInstructions: 'Other' });
		expect(both.error?.message).toContain('are both filled in');
	});

	describe('with Retry On Fail', () => {
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const rows = [{ name: 'Ada' }, { name: 'Ben' }, { name: 'Cleo' }];
		const create = async () =>
			await runOperation(
				sandbox.current,
				{ resource: 'agent', operation: 'create', name: '={{ $json.name }}' },
				rows,
				settings,
			);
		const names = () => sandbox.current.requests.map(({ body }) => (body as IDataObject).name);

		it('creates no agent twice when another row fails', async () => {
			const isBen = ({ body }: { body: unknown }) => (body as IDataObject).name === 'Ben';
			sandbox.current.inject({ method: 'POST', status: 400, match: isBen });

			const { items, error } = await create();

			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.name)).toEqual(['Ada', 'Ben', 'Cleo']);
			expect(names().sort()).toEqual(['Ada', 'Ben', 'Ben', 'Cleo']);
		});

		it('does not send again what may have been created', async () => {
			sandbox.current.inject({ method: 'POST', status: 500 });

			const { error } = await create();

			expect(error?.message).toMatch(/^Row \d: The Elemente API had an error of its own/);
			expect(error?.description).toContain('It may have been created all the same');
			expect(names().sort()).toEqual(['Ada', 'Ben', 'Cleo']);
		});
	});

	it.each([
		[{ identity: { phone: '12' } }, 'Phone "12" is not a phone number'],
		[{ voice: { voiceSpeed: '={{ "fast" }}' } }, 'Voice Speed "fast" is not a number'],
		[
			{ voice: { sendFillerWords: '={{ "maybe" }}' } },
			'Send Filler Words "maybe" is neither true nor false',
		],
		[{ advanced: { actions: '{ "a": 1 }' } }, 'Actions (JSON) "{"a":1}" is not a list'],
		[{ advanced: { globalActions: '{ a: 1' } }, 'Global Actions (JSON) cannot be read as JSON'],
		[
			{ advanced: { interactionSettings: '[1]' } },
			'Interaction Settings (JSON) "[1]" is not a JSON object',
		],
	])('refuses %j', async (more, message) => {
		const { error } = await created(more);
		expect(error?.message).toContain(`Row 1: ${message}`);
		expect(sandbox.current.requests).toEqual([]);
	});
});
