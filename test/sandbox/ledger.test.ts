import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../sandbox/state/ledger';
import { startSandbox } from '../../sandbox/server';
import { Client, minimalRequest, rowRequest, type Sandbox } from '../support/sandboxClient';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('the ledger', () => {
	it('says how many calls were alive at once', async () => {
		const two = async () => {
			await client.placed('+14155550100');
			await client.placed('+14155550101');
		};
		await two();
		sandbox.advance(100);
		await two();
		await client.placed('+12025550108');
		expect(sandbox.ledger.peakAlive).toBe(3);
		sandbox.advance(100);
		await two();
		await client.placed('+14155550102');
		// The endless one is still there.
		expect(sandbox.ledger.peakAlive).toBe(4);
	});

	it('takes a line for free at the instant at which a call on it ends', () => {
		const spans = [
			{ from: 0, to: 5 },
			{ from: 5, to: 9 },
			{ from: 2, to: 5 },
		];
		expect(new Ledger(() => spans).peakAlive).toBe(2);
		expect(new Ledger(() => [...spans].reverse()).peakAlive).toBe(2);
	});

	it('says how many requests were in flight at once', async () => {
		const slow = await startSandbox({ latencyMs: 50 });
		const caller = new Client(slow);
		await Promise.all(
			[1, 2, 3].map(async () => await caller.create(minimalRequest('+14155550100'))),
		);
		await caller.create(minimalRequest('+14155550100'));
		expect(slow.ledger.peakInFlight).toBe(3);
		await slow.close();
	});
});

describe('duplicates', () => {
	it('are told by the row, else by the number', async () => {
		for (const [to, row] of [
			['+14155550100', 1],
			['+14155550100', 2],
			['+14155550101', 2],
		] as const) {
			await client.create(rowRequest(to, row));
		}
		for (const to of ['+14155550103', '+14155550104', '+14155550103'])
			await client.create(minimalRequest(to));
		const keys = sandbox.ledger.duplicates().map(({ key, placed }) => [key, placed.length]);
		expect(keys).toEqual([
			['Row 2', 2],
			['+14155550103', 2],
		]);
		const byNumber = sandbox.ledger.duplicates(({ to }) => to).map(({ key }) => key);
		expect(byNumber).toEqual(['+14155550100', '+14155550103']);
	});
});
