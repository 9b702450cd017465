import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/server';
import type { Call } from '../../sandbox/openapi.d';
import { Client, type Sandbox } from '../support/sandboxClient';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('listing calls', () => {
	beforeEach(async () => {
		await client.placed('+12025550101');
		await client.placed('+14155550100', { channel: 'sms' });
		await client.placed('ada@example.org');
		sandbox.advance(15);
	});
	const channels = () => sandbox.ledger.placed.map(({ body }) => body.channel);

	it('gives the newest first', async () => {
		const ids = sandbox.ledger.placed.map(({ id }) => id);
		expect((await client.calls()).map(({ id }) => id)).toEqual(ids.reverse());
		expect(channels()).toEqual(['call', 'sms', 'email']);
	});

	it.each([
		['?status=busy', 1],
		['?status=processing', 2],
		['?status=processing&channel=sms', 1],
		['?channel=whatsapp', 0],
		['?hrs=1', 3],
		['?hrs=0', 0],
		['?dateRange[from]=2022-01-01', 3],
		['?dateRange[from]=2022-01-01&dateRange[to]=2022-01-31', 0],
		['?dateRange=%7B%22from%22%3A%222022-01-01%22%2C%22to%22%3A%222022-01-31%22%7D', 0],
		['?dateRange={"from":"2022-01-01"}', 3],
		['?dateRange[from]=2100-01-01T00:00:00Z', 0],
	])('with %s gives %i', async (query, count) => {
		expect(await client.calls(query)).toHaveLength(count);
	});

	it('counts the whole last day of a range', async () => {
		const today = new Date().toISOString().slice(0, 10);
		expect(await client.calls(`?dateRange[from]=${today}&dateRange[to]=${today}`)).toHaveLength(3);
	});

	it.each([
		'?status=done',
		'?channel=fax',
		'?hrs=many',
		'?dateRange=today',
		'?dateRange[from]=soon',
	])('refuses %s', async (query) => {
		const { status, json } = await client.send('GET', `/api/v1/calls${query}`);
		expect([status, json.message[0]]).toEqual([
			400,
			expect.stringContaining(query.split(/[?=[]/)[1]),
		]);
	});

	it('masks phone numbers and e-mail addresses when asked to', async () => {
		const [email, sms] = await client.calls('?sanitised=yes');
		expect([sms.customerPhone, email.customerEmail]).toEqual(['**********00', '***@***']);
		expect((await client.calls())[1].customerPhone).toBe('+14155550100');
	});

	it('can take each form that is to be expected', async () => {
		const shapes = ['array', 'object', 'wrapped'] as const;
		for (const callsShape of shapes) {
			const one = await startSandbox({ callsShape });
			const caller = new Client(one);
			const first = await caller.placed('+14155550100');
			const alone: unknown = await caller.calls();
			expect(alone).toEqual(
				{ array: [first], object: first, wrapped: { data: [first] } }[callsShape],
			);
			await caller.placed('+14155550101');
			const both: unknown = await caller.calls();
			const list = callsShape === 'wrapped' ? (both as { data: Call[] }).data : both;
			expect(list).toHaveLength(2);
			await one.close();
		}
	});
});
