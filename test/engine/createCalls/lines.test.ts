import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { startSandbox } from '../../../sandbox/server';
import { type EngineRun, createParameters, runInEngine } from '../../support/engine';
import { answerLate, createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

const sandbox = useSandbox({ latencyMs: 40, speed: 120 });
const WAITING = { waitForCompletion: true };

/** One run of an account that has so many lines. */
async function run(
	rows: EngineRun['rows'],
	lines: number,
	{ parameters = {}, ...more }: Partial<EngineRun> = {},
	of: Sandbox = sandbox.current,
) {
	const { url, username, password } = of;
	return await runInEngine({
		credential: { url, username, password, lines },
		parameters: createParameters(of, parameters),
		rows,
		...more,
	});
}

/** Rows that no other run has. */
const rowsFrom = (first: number, count: number) => ordinaryRows(first + count).slice(first);

const arrivals = () => createsOf(sandbox.current).map(({ body }) => String(body?.customerPhone));

describe('Lines of the credential', () => {
	it('bound the requests of all runs at the same time', async () => {
		answerLate(sandbox.current, 3);
		const runs = await Promise.all([
			run(rowsFrom(0, 15), 3),
			run(rowsFrom(15, 15), 3),
			run(rowsFrom(30, 15), 3),
		]);

		expect(sandbox.current.ledger.peakInFlight).toBe(3);
		for (const { items } of runs) expect(items).toHaveLength(15);
	});

	it('bound the live calls of all runs with Wait for Completion on', async () => {
		const runs = await Promise.all([
			run(rowsFrom(0, 4), 3, { parameters: WAITING }),
			run(rowsFrom(4, 4), 3, { parameters: WAITING }),
		]);

		expect(sandbox.current.ledger.peakAlive).toBe(3);
		for (const { items } of runs) {
			expect(items.map(({ json }) => json.status)).toEqual(Array(4).fill('completed'));
		}
	});

	it.each([[0], [undefined]])('set to %p bound nothing', async (lines) => {
		answerLate(sandbox.current, 20);
		await Promise.all([
			run(rowsFrom(0, 10), lines as number),
			run(rowsFrom(10, 10), lines as number),
		]);

		expect(sandbox.current.ledger.peakInFlight).toBeGreaterThan(10);
	});

	it('let a single call through a long list', async () => {
		const list = run(rowsFrom(0, 60), 2);
		while (arrivals().length < 10) await sleep(5);
		const [{ phone }] = rowsFrom(60, 1);
		await run([{ phone }], 2);
		const before = arrivals().indexOf(phone);
		await list;

		expect(before).toBeLessThan(30);
		expect(arrivals()).toHaveLength(61);
	});

	it.each([
		['while it waits for the ends of calls', 0, 300],
		['while its requests are on their way', 1_000, 0],
	])('are given back by a run that is cancelled %s', async (_when, delayMs, afterMs) => {
		sandbox.current.inject({ method: 'POST', delayMs, times: 2 });
		let cancel = () => {};
		const cancelled = run(rowsFrom(0, 6), 2, {
			parameters: { ...WAITING, waitLimit: 60 },
			onStart: (engine) => (cancel = engine.cancel),
		});
		while (arrivals().length < 2) await sleep(5);
		await sleep(afterMs);
		cancel();
		await cancelled;
		const { items } = await run(rowsFrom(6, 5), 2);

		expect(items).toHaveLength(5);
	});

	it.each([
		['is refused as a whole', { status: 401 }],
		['stops at a row', { status: 400 }],
		['loses its answers', { status: 500, place: true }],
	])('are given back by a run that %s', async (_how, fault) => {
		sandbox.current.inject({ method: 'POST', times: 4, ...fault });
		const failed = await run(rowsFrom(0, 6), 2);
		sandbox.current.reset();
		answerLate(sandbox.current, 2);
		const { items } = await run(rowsFrom(6, 6), 2);

		expect(failed.error ?? failed.items).toBeDefined();
		expect(items).toHaveLength(6);
		expect(sandbox.current.ledger.peakInFlight).toBe(2);
	});

	it('are those of one account: another one has its own', async () => {
		const other = await startSandbox({ latencyMs: 40 });
		try {
			answerLate(sandbox.current, 2);
			answerLate(other, 5);
			await Promise.all([run(rowsFrom(0, 12), 2), run(rowsFrom(0, 12), 5, {}, other)]);

			expect(sandbox.current.ledger.peakInFlight).toBe(2);
			expect(other.ledger.peakInFlight).toBe(5);
		} finally {
			await other.close();
		}
	});
});

describe('429', () => {
	it('pauses every run of the account', async () => {
		const [refused] = rowsFrom(0, 1);
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === refused.phone,
			status: 429,
			headers: { 'retry-after': '2' },
		});
		const list = run(rowsFrom(1, 100), 0, { parameters: { options: { maxConcurrentCalls: 1 } } });
		while (arrivals().length < 3) await sleep(5);
		await run([refused], 0);
		await list;

		const at = createsOf(sandbox.current);
		const refusal = at.findIndex(({ body }) => body?.customerPhone === refused.phone);
		// What was on its way when the answer came.
		const next = at.slice(refusal + 1).filter(({ at: time }) => time > at[refusal].at + 200);
		expect(next[0].at - at[refusal].at).toBeGreaterThanOrEqual(1_990);
		expect(sandbox.current.ledger.placed).toHaveLength(101);
	});

	it('of another account pauses nothing', async () => {
		const other = await startSandbox();
		let cancel = () => {};
		try {
			other.inject({ status: 429, headers: { 'retry-after': '100' }, method: 'POST' });
			const onStart: EngineRun['onStart'] = (engine) => (cancel = engine.cancel);
			const refused = run(rowsFrom(0, 1), 0, { onStart }, other);
			while (createsOf(other).length === 0) await sleep(5);
			const { items } = await run(rowsFrom(0, 3), 0);
			cancel();
			await refused;

			expect(items).toHaveLength(3);
			expect(createsOf(other)).toHaveLength(1);
		} finally {
			await other.close();
		}
	});
});
