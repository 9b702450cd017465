import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { Failure, FailureKind } from '../../nodes/Elemente/errors/failures';
import { RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { Run } from '../../nodes/Elemente/http/run';

const MINUTE_MS = 60_000;

/** What asks for more time than a run has to place a row in: five minutes. */
const LONG: Failure = { kind: 'tooManyRequests', retryAfterMs: 5 * MINUTE_MS };

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** A run that has met these failures, each when the pause after the one before was over. */
async function runThatMet(...failures: Failure[]): Promise<Run> {
	const run = new Run();
	for (const failure of failures) {
		run.noteFailure(failure);
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
	}
	return run;
}

describe('a failure that a run has met', () => {
	it.each<FailureKind>(['unauthorized', 'redirect', 'tls', 'refused'])(
		'is that of all rows to come where each would meet it (%s): no request is sent',
		async (kind) => {
			const run = await runThatMet({ kind, detail: 'the first' });
			let sends = 0;
			const outcome = await run.once(async () => {
				sends++;
				return { value: 'placed' };
			});
			expect(outcome).toEqual({ failure: { kind, detail: 'the first' } });
			expect(sends).toBe(0);
		},
	);

	it.each<FailureKind>(['badRequest', 'notFound', 'dropped', 'tooManyRequests'])(
		'is that of its own row where it is about that (%s), and slows nothing down',
		async (kind) => {
			const run = await runThatMet({ kind }, { kind }, { kind }, { kind });
			expect(await run.once(async () => ({ value: 'placed' }))).toEqual({ value: 'placed' });
			expect(run.pace.pausesInARow).toBe(0);
		},
	);

	it('that asks for too much time slows the run down, and is that of all at the third in a row', async () => {
		const two = await runThatMet(LONG, LONG);
		expect(two.pace.pausesInARow).toBe(2);
		expect(two.nonRetryable).toBeUndefined();
		expect((await runThatMet(LONG, LONG, LONG)).nonRetryable).toEqual(LONG);
	});

	it('that asks for too much time is no reason where something goes well in between', async () => {
		const run = await runThatMet(LONG, LONG);
		run.pace.succeeded();
		run.noteFailure(LONG);
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		run.noteFailure(LONG);
		expect(run.nonRetryable).toBeUndefined();
		// Three in a row are a reason for what asks, not for whatever comes next.
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		run.pace.backOff();
		run.noteFailure({ kind: 'badRequest' });
		expect(run.nonRetryable).toBeUndefined();
	});
});

describe('one request of a run', () => {
	it('that throws is a failure', async () => {
		const run = new Run();
		const outcome = await run.once(async () => {
			throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
		});
		expect(outcome).toMatchObject({ failure: { kind: 'refused' } });
		expect(run.stopped).toBe(false);
	});

	it('is left as soon as the user cancels', async () => {
		const controller = new AbortController();
		const end = new Run(controller.signal)
			.once(async () => await new Promise<never>(() => {}))
			.catch((error: unknown) => error);
		controller.abort();
		expect(await end).toBeInstanceOf(RunCancelled);
	});
});

describe('a look that may not wait for ever', () => {
	async function lookedAt(pauseMs: number, untilMs: number) {
		const run = new Run();
		run.pace.backOff(pauseMs);
		const from = performance.now();
		const looks: number[] = [];
		const request = async () => {
			looks.push(performance.now() - from);
			return { value: 'completed' };
		};
		const state: { over?: number; value?: string } = {};
		void run.look(request, from + untilMs).then((value) => {
			Object.assign(state, { over: performance.now() - from, value });
		});
		await jest.advanceTimersByTimeAsync(60 * MINUTE_MS);
		return { looks, ...state };
	}

	it('is not made in a pause that goes on until then', async () => {
		expect(await lookedAt(5 * MINUTE_MS, MINUTE_MS)).toEqual({
			looks: [],
			over: MINUTE_MS,
			value: undefined,
		});
	});

	it('is made as soon as a pause is over that ends before', async () => {
		expect(await lookedAt(MINUTE_MS, 5 * MINUTE_MS)).toEqual({
			looks: [MINUTE_MS],
			over: MINUTE_MS,
			value: 'completed',
		});
	});
});
