import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { Cancellation, RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { seed } from '../support/seed';
import { unhandledDuring } from '../support/unhandled';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

function cancellable() {
	const controller = new AbortController();
	return { controller, cancellation: new Cancellation(controller.signal) };
}

/** How a promise has ended so far. */
function watched(promise: Promise<unknown>) {
	const state: { end: unknown } = { end: 'waiting' };
	promise.then(
		(value) => (state.end = value ?? 'over'),
		(error: unknown) => (state.end = error),
	);
	return state;
}

async function passMs(ms: number) {
	await jest.advanceTimersByTimeAsync(ms);
}

describe('a wait that can be cancelled', () => {
	it('settles as what is waited for does', async () => {
		const { cancellation } = cancellable();
		expect(await cancellation.orCancelled(Promise.resolve(7))).toBe(7);
		await expect(cancellation.orCancelled(Promise.reject(new Error('no')))).rejects.toThrow('no');
	});

	it('ends for all who wait, with one listener on the signal', async () => {
		const controller = new AbortController();
		const listen = jest.spyOn(controller.signal, 'addEventListener');
		const cancellation = new Cancellation(controller.signal);
		const waits = Array.from({ length: 2_000 }, () =>
			watched(cancellation.orCancelled(new Promise(() => {}))),
		);
		expect(listen).toHaveBeenCalledTimes(1);
		controller.abort();
		await passMs(0);
		expect(waits.every(({ end }) => end instanceof RunCancelled)).toBe(true);
	});

	it('is over at once after the cancelling, even for what is there already', async () => {
		const { controller, cancellation } = cancellable();
		controller.abort();
		await expect(cancellation.orCancelled(Promise.resolve(7))).rejects.toThrow(RunCancelled);
	});

	it('leaves no error behind that would end the process, of what fails when nobody waits for it any more', async () => {
		jest.useRealTimers();
		const { controller, cancellation } = cancellable();
		controller.abort();
		const wait = async () => {
			const late = Promise.reject(new Error('late'));
			await expect(cancellation.orCancelled(late)).rejects.toThrow(RunCancelled);
		};
		expect(await unhandledDuring(wait)).toEqual([]);
	});

	it('leaves what was waited for alone', async () => {
		const { controller, cancellation } = cancellable();
		let sent = false;
		const request = sleep(5_000).then(() => {
			sent = true;
		});
		const wait = watched(cancellation.orCancelled(request));
		controller.abort();
		await passMs(0);
		expect(wait.end).toBeInstanceOf(RunCancelled);
		await passMs(5_000);
		expect(sent).toBe(true);
	});

	it('needs no signal', async () => {
		expect(await new Cancellation().orCancelled(Promise.resolve(7))).toBe(7);
	});
});

describe('a look at whether it was cancelled', () => {
	it('throws after that, and not before', () => {
		const { controller, cancellation } = cancellable();
		cancellation.check();
		controller.abort();
		expect(() => cancellation.check()).toThrow(RunCancelled);
	});

	it('throws nothing where n8n has no signal', () => {
		new Cancellation().check();
	});
});

describe(`a pause that can be cancelled (seed ${seed})`, () => {
	it('lasts as long as it should, to the millisecond', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 120_000 }), async (ms) => {
				const pause = watched(cancellable().cancellation.pause(ms));
				await passMs(ms - 1);
				expect(pause.end).toBe('waiting');
				await passMs(1);
				expect(pause.end).toBe('over');
			}),
			{ numRuns: 50 },
		);
	});

	it.each([0, -1, -60_000])('of %d ms is none', async (ms) => {
		const pause = watched(cancellable().cancellation.pause(ms));
		await passMs(0);
		expect(pause.end).toBe('over');
	});

	it('ends as soon as the run is cancelled, and leaves no timer for longer than a second', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 600_000 }),
				fc.double({ min: 0, max: 0.99, noNaN: true }),
				async (ms, share) => {
					const { controller, cancellation } = cancellable();
					const pause = watched(cancellation.pause(ms));
					await passMs(Math.floor(ms * share));
					controller.abort();
					await passMs(0);
					expect(pause.end).toBeInstanceOf(RunCancelled);
					await passMs(1_000);
					expect(jest.getTimerCount()).toBe(0);
				},
			),
			{ numRuns: 50 },
		);
	});

	it.each(['2001-01-01', '2049-01-01'])('is not moved by a clock set to %s', async (date) => {
		const pause = watched(cancellable().cancellation.pause(10_000));
		jest.setSystemTime(new Date(date));
		await passMs(9_999);
		expect(pause.end).toBe('waiting');
		await passMs(1);
		expect(pause.end).toBe('over');
	});

	it('of nothing throws too when the run is cancelled', async () => {
		const { controller, cancellation } = cancellable();
		controller.abort();
		await expect(cancellation.pause(0)).rejects.toThrow(RunCancelled);
	});
});
