import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { Failure, FailureKind } from '../../nodes/Elemente/errors/failures';
import { RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { Lines } from '../../nodes/Elemente/http/lines';
import { Pauses } from '../../nodes/Elemente/http/pauses';
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

describe('a line of the account', () => {
	/** Two runs of an account with one line. */
	function twoRuns() {
		const account = { pauses: new Pauses(), lines: new Lines(), leave: () => {} };
		account.lines.limit = 1;
		const cancelling = new AbortController();
		return {
			account,
			run: new Run(cancelling.signal, 10, account),
			other: new Run(undefined, 10, account),
			cancel: () => cancelling.abort(),
		};
	}

	it('is held until it is given back', async () => {
		const { run, other } = twoRuns();
		const line = await run.line();
		const got: unknown[] = [];
		void other.line().then((its) => got.push(its));
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		expect(got).toEqual([]);
		line?.();
		await jest.advanceTimersByTimeAsync(0);
		expect(got).toEqual([expect.any(Function)]);
	});

	it.each<[string, (run: Run) => void]>([
		['is stopped', (run) => void (run.stopped = true)],
		['knows that no request is of use', (run) => void (run.nonRetryable = LONG)],
	])('is not waited for by a run that %s', async (_, end) => {
		const { run, other } = twoRuns();
		other.holdLine();
		const got: unknown[] = [];
		void run.line().then((line) => got.push(line));
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		expect(got).toEqual([]);
		end(run);
		await jest.advanceTimersByTimeAsync(1_000);
		// Strict: to `toEqual`, an empty list is one with nothing in it.
		expect(got).toStrictEqual([undefined]);
	});

	it('is given back by a run that is cancelled in a pause', async () => {
		const { run, other, account, cancel } = twoRuns();
		account.pauses.add(MINUTE_MS);
		const waiting = run.line().catch((error: unknown) => error);
		await jest.advanceTimersByTimeAsync(1_000);
		cancel();
		expect(await waiting).toBeInstanceOf(RunCancelled);
		const got: unknown[] = [];
		void other.line().then((line) => got.push(line));
		await jest.advanceTimersByTimeAsync(MINUTE_MS);
		expect(got).toEqual([expect.any(Function)]);
	});

	it.each<[string, (run: Run) => unknown]>([
		['a row of it', (run) => run.noteFailure(LONG)],
		['a look of it', async (run) => await run.look(async () => ({ failure: LONG }))],
	])('is paused for all runs where the API asks %s for much time', async (_, ask) => {
		const { run, other } = twoRuns();
		await ask(run);
		expect(other.pace.pausesInARow).toBe(1);
	});
});
