import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/server';
import { Client, documentedRequest, minimalRequest, type Sandbox } from '../support/sandboxClient';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('creating a call', () => {
	it('accepts the documented request and keeps it as it came', async () => {
		const { status, json } = await client.create(documentedRequest);
		expect(status).toBe(200);
		expect(json).toMatchObject({
			status: 'queued',
			customerName: 'John Doe',
			customerPhone: '+1234567890',
		});
		expect(sandbox.ledger.placed).toEqual([
			{
				id: json.id,
				placedAt: expect.any(Number),
				to: '+1234567890',
				body: documentedRequest,
				answered: 'ok',
			},
		]);
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'POST',
			path: '/api/v1/calls',
			query: {},
			body: documentedRequest,
			headers: { 'content-type': 'application/json' },
		});
	});

	it('answers with every documented field and with no other', async () => {
		const { id } = await client.placed('+14155550100');
		const fields = [
			...[
				'agentEmail',
				'agentId',
				'agentPhone',
				'customerEmail',
				'customerId',
				'customerName',
				'customerPhone',
			],
			...['duration', 'id', 'messages', 'recordingUrl', 'skillId', 'status', 'transcription'],
		];
		expect(Object.keys(await client.call(id)).sort()).toEqual(fields);
		sandbox.advance(100);
		const ended = await client.call(id);
		expect(Object.keys(ended).sort()).toEqual(fields);
		expect(Object.keys(ended.messages[0]).sort()).toEqual(
			['content', 'mediaUrl', 'sender', 'sid', 'status', 'timestamp'].sort(),
		);
	});

	const { customerOverride } = documentedRequest;
	const invalid: Array<[string, object, string]> = [
		['an unknown field', { colour: 'red' }, 'property colour should not exist'],
		[
			'an unknown nested field',
			{ customerOverride: { ...customerOverride, phone: '+1' } },
			'property customerOverride.phone should not exist',
		],
		[
			'an unknown field of the prompt',
			{ agentOverride: { prompt: { text: 'x' } } },
			'property agentOverride.prompt.text should not exist',
		],
		['an empty ID', { agentId: '' }, 'agentId should not be empty'],
		['an ID with a blank', { skillId: '12 34' }, 'skillId should not contain blanks'],
		[
			'an endless ID',
			{ agentId: '1'.repeat(201) },
			'agentId must NOT have more than 200 characters',
		],
		['a number for a text', { customerName: 17 }, 'customerName must be of type string'],
		[
			'a text for a number',
			{ agentOverride: { voiceSpeed: '1.5' } },
			'agentOverride.voiceSpeed must be of type number',
		],
		[
			'an unknown channel',
			{ channel: 'fax' },
			'channel must be one of the following values: call, sms, whatsapp, email, webchat',
		],
		['no customerOverride', { customerOverride: undefined }, 'customerOverride is required'],
		[
			'an object as the value of a custom field',
			{
				customerOverride: {
					customFields: [
						{ name: 'A', value: 1 },
						{ name: 'B', value: {} },
					],
				},
			},
			'customerOverride.customFields[1].value must be of type string or number or boolean',
		],
		[
			'a custom field without a name',
			{ customerOverride: { customFields: [{ name: '', value: 1 }] } },
			'customerOverride.customFields[0].name should not be empty',
		],
	];
	it.each(invalid)('refuses %s', async (_what, change, message) => {
		const { status, json } = await client.create({ ...documentedRequest, ...change });
		expect(json).toEqual({ message: [message], error: 'Bad Request', statusCode: 400 });
		expect(status).toBe(400);
		expect(sandbox.ledger.placed).toEqual([]);
	});

	it('names every problem at once', async () => {
		const { json } = await client.create({ colour: 'red' });
		expect(json.message).toEqual([
			'agentId is required',
			'channel is required',
			'skillId is required',
			'customerOverride is required',
			'property colour should not exist',
		]);
	});

	it('refuses what is not JSON', async () => {
		const { status } = await client.create(undefined, { body: '{"agentId":' });
		expect(status).toBe(400);
	});

	it('knows neither other agents nor skills of other agents', async () => {
		const stranger = '00000000-0000-4000-8000-000000000000';
		const noAgent = await client.create({ ...documentedRequest, agentId: stranger });
		expect([noAgent.status, noAgent.json.message]).toEqual([
			404,
			expect.stringMatching(/^agentId: .*00000000-/),
		]);
		const skillId = sandbox.agents[1].skills?.[0].id;
		const noSkill = await client.create({ ...documentedRequest, skillId });
		expect([noSkill.status, noSkill.json.message]).toEqual([
			404,
			expect.stringMatching(/^skillId: .*Order Desk/),
		]);
		expect(sandbox.ledger.placed).toEqual([]);
	});

	it('takes free objects where the reference has them', async () => {
		const prompt = { routingConditions: { a: { b: [1, 'two', null] } } };
		await client.placed('+14155550100', { agentOverride: { prompt } });
		expect(sandbox.ledger.placed[0].body.agentOverride?.prompt).toEqual(prompt);
	});
});

describe('credentials', () => {
	it.each([
		['none', {}],
		['a wrong password', { authorization: `Basic ${btoa('sandbox:wrong')}` }],
		['a wrong user name', { authorization: `Basic ${btoa('wrong:sandbox-password')}` }],
		['another scheme', { authorization: 'Bearer sandbox-password' }],
	])('refuses %s, before it looks at the request', async (_what, headers) => {
		for (const validate of [true, false]) {
			const one = await startSandbox({ validate });
			const init = {
				headers: { 'content-type': 'application/json', ...headers } as Record<string, string>,
			};
			const { status, json } = await new Client(one).create({ nonsense: true }, init);
			expect([status, json]).toEqual([401, { message: 'Unauthorized', statusCode: 401 }]);
			await one.close();
		}
	});

	it('takes the user name and password it was started with', async () => {
		const one = await startSandbox({ username: 'jörg', password: 'a:b' });
		const authorization = `Basic ${Buffer.from('jörg:a:b').toString('base64')}`;
		const { status } = await new Client(one).send('GET', '/api/v1/agents', undefined, {
			headers: { authorization },
		});
		expect(status).toBe(200);
		await one.close();
	});
});

describe('agents', () => {
	it('are listed in pages', async () => {
		expect(await client.agents()).toHaveLength(10);
		const all = await client.agents('?limit=100');
		expect(all).toEqual(sandbox.agents);
		expect(all).toHaveLength(45);
		expect(new Set(all.map(({ id }) => id)).size).toBe(45);
		const pages = [];
		for (const page of [1, 2, 3]) pages.push(...(await client.agents(`?limit=20&page=${page}`)));
		expect(pages).toEqual(all);
		expect(await client.agents('?limit=20&page=4')).toEqual([]);
	});

	it('are of every kind that a picker has to cope with', async () => {
		const agents = await client.agents('?limit=100');
		expect(agents[0]).toMatchObject({ name: 'Order Desk', active: true });
		expect(agents[0].skills?.map(({ active }) => active)).toContain(false);
		expect(agents.filter(({ active }) => !active).length).toBeGreaterThan(2);
		expect(agents.some(({ skills }) => skills?.length === 0)).toBe(true);
		expect(agents.some(({ name }) => name === null)).toBe(true);
	});

	it('have UUIDs or numbers as IDs, and so have their skills', async () => {
		const numbered = sandbox.agents.filter(({ id }) => /^\d{10}$/.test(id));
		expect(numbered.length).toBeGreaterThan(5);
		expect(numbered.length).toBeLessThan(sandbox.agents.length / 2);
		for (const { id: agentId, skills } of numbered) {
			const skillId = skills?.[0].id;
			expect(skillId).toMatch(/^\d{10}$/);
			const call = await client.placed('+14155550100', { agentId, skillId });
			expect([call.agentId, call.skillId]).toEqual([agentId, skillId]);
			expect((await client.send('GET', `/api/v1/agents/${agentId}`)).status).toBe(200);
		}
		expect(numbered[0].id).toBe('1234567890');
	});

	it('are found by a UUID in capitals', async () => {
		const agentId = sandbox.agents[1].id.toUpperCase();
		expect((await client.send('GET', `/api/v1/agents/${agentId}`)).json).toEqual(sandbox.agents[1]);
	});

	it('are found by their ID', async () => {
		const agent = sandbox.agents[2];
		expect((await client.send('GET', `/api/v1/agents/${agent.id}`)).json).toEqual(agent);
		expect((await client.send('GET', '/api/v1/agents/nobody')).status).toBe(404);
	});

	it('can be created, with known skills, and used', async () => {
		const skill = sandbox.agents[0].skills?.[0];
		const { status, json } = await client.send('POST', '/api/v1/agents', {
			name: 'Ada',
			agentType: 'AI',
			temperature: '0.7',
			skills: [skill?.id],
		});
		expect([status, json.name, json.skills]).toEqual([200, 'Ada', [skill]]);
		expect((await client.send('GET', `/api/v1/agents/${json.id}`)).json).toEqual(json);
		await client.placed('+14155550100', { agentId: json.id });
		expect(
			(await client.send('POST', '/api/v1/agents', { temperature: 0.7 })).json.message,
		).toEqual(['temperature must be of type string']);
		expect((await client.send('POST', '/api/v1/agents', { colour: 'red' })).json.message).toEqual([
			'property colour should not exist',
		]);
		sandbox.reset();
		expect(sandbox.agents).toHaveLength(45);
	});
});

describe('around the API', () => {
	it('knows no other paths, methods and parameters', async () => {
		expect((await client.send('GET', '/api/v1/skills')).status).toBe(404);
		expect((await client.send('DELETE', '/api/v1/calls')).status).toBe(405);
		expect((await client.send('GET', '/api/v1/agents?size=3')).json.message).toEqual([
			"Unknown query parameter 'size'",
		]);
	});

	it('shows people what to enter and what was placed', async () => {
		await client.placed('+14155550100');
		const index = (await client.send('GET', '/', undefined, { headers: {} })).text;
		for (const text of [
			sandbox.url,
			'sandbox-password',
			documentedRequest.agentId,
			'+12025550101',
		]) {
			expect(index).toContain(text);
		}
		const { json } = await client.send('GET', '/sandbox/ledger', undefined, { headers: {} });
		expect(json).toMatchObject({
			placed: sandbox.ledger.placed,
			duplicates: [],
			peakAlive: 1,
			notes: [],
		});
	});

	it('runs several times at once, each with its own calls', async () => {
		const other = await startSandbox();
		await new Client(other).placed('+14155550100');
		expect(await client.calls()).toEqual([]);
		expect(other.ledger.placed).toHaveLength(1);
		await other.close();
	});

	it('forgets everything on reset and is gone after close', async () => {
		const one = await startSandbox();
		await new Client(one).create(minimalRequest('+14155550100'));
		one.reset();
		expect([one.requests, one.ledger.placed, await new Client(one).calls()]).toEqual([
			[expect.objectContaining({ method: 'GET' })],
			[],
			[],
		]);
		await one.close();
		await expect(new Client(one).calls()).rejects.toThrow();
	});
});
