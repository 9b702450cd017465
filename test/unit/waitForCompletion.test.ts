import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { waitForCompletion, waitLimitMs } from '../../nodes/Elemente/api/waitForCompletion';
import { Cancellation, RunCancelled } from '../../nodes/Elemente/http/cancellation';

const MINUTE_MS = 60_000;

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

type State = { id: string; status: string };

/**
 * Waits for a call, whose status is read off a clock that begins with the wait.
 *
 * @param statusAt undefined for a look that fails
 * @returns when it was looked at and when the wait was over, in milliseconds, and what it gave
 */
async function waited(
	statusAt: (ms: number) => string | undefined,
	given: { limitMs?: number; status?: string; isStopped?: (ms: number) => boolean } = {},
) {
	const { limitMs = 60 * MINUTE_MS, status = 'queued', isStopped } = given;
	const from = performance.now();
	const elapsed = () => performance.now() - from;
	const looks: number[] = [];
	const state: { over?: number; end?: unknown } = {};
	const controller = new AbortController();
	const readCall = async (): Promise<State | undefined> => {
		looks.push(elapsed());
		const now = statusAt(elapsed());
		return now === undefined ? undefined : { id: 'c1', status: now };
	};
	const wait = waitForCompletion<State>({ id: 'c1', status }, readCall, {
		limitMs,
		cancellation: new Cancellation(controller.signal),
		...(isStopped ? { isStopped: () => isStopped(elapsed()) } : {}),
	});
	void wait
		.catch((error: unknown) => error)
		.then((end) => {
			state.over = elapsed();
			state.end = end;
		});
	return {
		looks,
		state,
		controller,
		pass: async (ms: number) => await jest.advanceTimersByTimeAsync(ms),
	};
}

describe('a wait for a call', () => {
	it('looks soon at first, then less and less often, and every 15 seconds in the end', async () => {
		const { looks, pass } = await waited(() => 'in-progress');
		await pass(3 * MINUTE_MS);
		const between = looks.map((at, index) => Math.round((at - (looks[index - 1] ?? 0)) / 10) * 10);
		expect(between.slice(0, 9)).toEqual([
			...[2_000, 2_600, 3_380, 4_390, 5_710, 7_430, 9_650, 12_550],
			15_000,
		]);
		expect(new Set(between.slice(8))).toEqual(new Set([15_000]));
	});

	it('is over when the call has ended, with its last state', async () => {
		const { state, pass, looks } = await waited((ms) => (ms < 4_000 ? 'in-progress' : 'busy'));
		await pass(MINUTE_MS);
		expect(looks).toHaveLength(2);
		expect(state).toEqual({ over: 4_600, end: { id: 'c1', status: 'busy', ended: true } });
	});

	it.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])(
		'for one that is %s already is none',
		async (status) => {
			const { state, pass, looks } = await waited(() => 'queued', { status });
			await pass(0);
			expect(looks).toEqual([]);
			expect(state).toEqual({ over: 0, end: { id: 'c1', status, ended: true } });
		},
	);

	it('ends with its time, with one look then, and says that the call has not ended', async () => {
		const { state, pass, looks } = await waited(() => 'in-progress', { limitMs: 3_000 });
		await pass(MINUTE_MS);
		expect(looks).toEqual([2_000, 3_000]);
		expect(state).toEqual({ over: 3_000, end: { id: 'c1', status: 'in-progress', ended: false } });
	});

	it('goes on after looks that fail, with what is known', async () => {
		const { state, pass } = await waited((ms) => (ms < 9_000 ? undefined : 'completed'));
		await pass(MINUTE_MS);
		expect(state.end).toEqual({ id: 'c1', status: 'completed', ended: true });

		const never = await waited(() => undefined, { limitMs: 5_000 });
		await never.pass(MINUTE_MS);
		expect(never.state.end).toEqual({ id: 'c1', status: 'queued', ended: false });
	});

	it('is over within a second when another row ends the run, with a last look', async () => {
		const isStopped = (ms: number) => ms > 100_500;
		const { state, pass, looks } = await waited(() => 'in-progress', { isStopped });
		await pass(10 * MINUTE_MS);
		expect(state.over).toBeGreaterThan(100_500);
		expect(state.over).toBeLessThanOrEqual(101_500);
		expect(looks.at(-1)).toBe(state.over);
		expect(state.end).toEqual({ id: 'c1', status: 'in-progress', ended: false });
	});

	it('does not begin in a run that has ended', async () => {
		const { state, pass, looks } = await waited(() => 'completed', { isStopped: () => true });
		await pass(0);
		expect(looks).toEqual([]);
		expect(state.end).toEqual({ id: 'c1', status: 'queued', ended: false });
	});

	it('ends at once when the user cancels, also in the middle of a look', async () => {
		const { state, pass, controller } = await waited(() => 'in-progress');
		await pass(7_000);
		controller.abort();
		await pass(0);
		expect(state).toEqual({ over: 7_000, end: expect.any(RunCancelled) });

		const cancelled = new AbortController();
		const hanging = waitForCompletion(
			{ status: 'queued' },
			async () => await new Promise(() => {}),
			{
				limitMs: MINUTE_MS,
				cancellation: new Cancellation(cancelled.signal),
			},
		).catch((error: unknown) => error);
		await pass(3_000);
		cancelled.abort();
		expect(await hanging).toBeInstanceOf(RunCancelled);
	});
});

describe('the limit of a wait', () => {
	it.each([
		[5, 300_000],
		['5', 300_000],
		[0.5, 30_000],
		[0, 3_600_000],
		['', 3_600_000],
		['soon', 3_600_000],
		[undefined, 3_600_000],
		[null, 3_600_000],
	])('is, where %j minutes are set, %d ms', (minutes, ms) => {
		expect(waitLimitMs(minutes)).toBe(ms);
	});
});
