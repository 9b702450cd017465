import { describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { answerLate, createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ latencyMs: 20, speed: 60 });
const WAITING = { waitForCompletion: true };

async function create(count: number, options: object = {}, more: object = {}) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { options, ...more } as never),
		rows: ordinaryRows(count),
	});
}

describe('paced', () => {
	it('has at most ten requests in flight by default', async () => {
		answerLate(sandbox.current, 10);
		await create(60);
		expect(sandbox.current.ledger.peakInFlight).toBe(10);
	});

	it('has at most Max Concurrent Calls requests in flight', async () => {
		answerLate(sandbox.current, 3);
		await create(30, { maxConcurrentCalls: 3 });
		expect(sandbox.current.ledger.peakInFlight).toBe(3);
	});

	it('has at most that many live calls with Wait for Completion on, and returns how each ended', async () => {
		const { items } = await create(12, { maxConcurrentCalls: 4 }, WAITING);

		expect(sandbox.current.ledger.peakAlive).toBe(4);
		expect(items).toHaveLength(12);
		for (const { json } of items) {
			expect(json).toMatchObject({ status: 'completed', ended: true });
			expect(typeof json.duration).toBe('number');
		}
	});

	it('waits for as long as a 429 asks, all rows together', async () => {
		const rows = ordinaryRows(20);
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === rows[0].phone,
			status: 429,
			headers: { 'retry-after': '1' },
			name: 'too many',
		});
		await create(20, { maxConcurrentCalls: 1 });

		const [refused, ...later] = createsOf(sandbox.current);
		expect(later).toHaveLength(20);
		expect(later[0].at - refused.at).toBeGreaterThanOrEqual(990);
	});

	it('settles at the speed that the API bears, and loses no row to its limit', async () => {
		let last = 0;
		sandbox.current.inject({
			match: () => {
				const tooSoon = Date.now() - last < 40;
				if (!tooSoon) last = Date.now();
				return tooSoon;
			},
			method: 'POST',
			times: Infinity,
			status: 429,
			headers: { 'retry-after': '0' },
			name: 'one call in 40 ms',
		});
		const { items, error } = await create(100);

		expect(error).toBeUndefined();
		expect(items).toHaveLength(100);
		expect(sandbox.current.ledger.placed).toHaveLength(100);
	});

	it('honours Request Options: batching paces the starts, and a time-out ends the wait', async () => {
		await create(
			4,
			{},
			{ requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 400 } } } },
		);
		const [first, , third] = createsOf(sandbox.current);
		// The first may be late on a busy machine; without the pause the third would follow at once.
		expect(third.at - first.at).toBeGreaterThanOrEqual(250);

		sandbox.current.inject({ hang: true, name: 'never answers' });
		// There are calls to this number already.
		hideList(sandbox.current);
		const { error } = await create(1, {}, { requestOptions: { timeout: 300 } });
		expect(error?.message).toContain('did not answer within the time allowed');
	});

	it('places nothing more after cancelling, and returns within a second', async () => {
		let cancelledAt = 0;
		await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, { options: { maxConcurrentCalls: 1 } }),
			rows: ordinaryRows(200),
			onStart: ({ cancel }) => {
				void untilPlaced(5).then(() => {
					cancelledAt = Date.now();
					cancel();
				});
			},
		});

		expect(Date.now() - cancelledAt).toBeLessThan(1_000);
		const atCancel = sandbox.current.ledger.placed.length;
		await new Promise((resolve) => void fetch(sandbox.current.url).then(resolve));
		expect(sandbox.current.ledger.placed.length).toBeLessThanOrEqual(atCancel + 1);
		expect(atCancel).toBeLessThan(20);
	});

	it('returns the last known state with ended: false when the wait limit is up', async () => {
		const { items } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				...{ ...WAITING, waitLimit: 0.05 },
			}),
			rows: [{ phone: '+12025550108' }],
		});
		expect(items[0].json).toMatchObject({ status: 'in-progress', ended: false });
	});

	it('a failing poll never turns a placed call into an error', async () => {
		sandbox.current.inject({ method: 'GET', times: 2, status: 500, name: 'poll fails' });
		sandbox.current.inject({ method: 'GET', times: 1, drop: true, name: 'poll drops' });
		const { items, error } = await create(1, {}, WAITING);

		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ ended: true });
	});

	it('cancelling stops a waiting run at once', async () => {
		let cancelledAt = 0;
		await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, WAITING),
			rows: [{ phone: '+12025550108' }],
			onStart: ({ cancel }) => {
				void untilPlaced(1).then(() => {
					cancelledAt = Date.now();
					cancel();
				});
			},
		});
		expect(Date.now() - cancelledAt).toBeLessThan(1_000);
	});
});

/** Resolves when the ledger holds so many calls, asking over HTTP so that n8n's loop goes on. */
async function untilPlaced(count: number): Promise<void> {
	while (sandbox.current.ledger.placed.length < count) await fetch(sandbox.current.url);
}
