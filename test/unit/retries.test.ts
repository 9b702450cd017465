import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { Failure, FailureKind } from '../../nodes/Elemente/errors/failures';
import { Cancellation, RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { Pace } from '../../nodes/Elemente/http/pace';
import { Pauses } from '../../nodes/Elemente/http/pauses';
import type { Outcome } from '../../nodes/Elemente/http/answer';
import {
	type MayRepeat,
	asksForTooLong,
	whilePlacing,
	whileReading,
	withRetries,
} from '../../nodes/Elemente/http/retries';

const MINUTE_MS = 60_000;

beforeEach(() => {
	jest.useFakeTimers();
	// Pauses of the node's own are the longest that they can be.
	jest.spyOn(Math, 'random').mockReturnValue(1);
});

afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

function paceOf(signal?: AbortSignal) {
	return new Pace(1, new Cancellation(signal));
}

/**
 * An API that fails so often with the same, and then answers.
 *
 * @returns when each request reached it, in milliseconds, and what became of the last one
 */
async function sentTo(
	failures: Failure[],
	given: { pace?: Pace; mayRepeat?: (pace: Pace) => MayRepeat } = {},
) {
	const { pace = paceOf(), mayRepeat = whilePlacing } = given;
	const left = [...failures];
	const from = performance.now();
	const at: number[] = [];
	const once = async (): Promise<Outcome<string>> => {
		at.push(performance.now() - from);
		const failure = left.shift();
		return failure ? { failure } : { value: 'placed' };
	};
	const state: { outcome?: Outcome<string> } = {};
	void withRetries(once, pace, mayRepeat(pace)).then((outcome) => (state.outcome = outcome));
	await jest.advanceTimersByTimeAsync(60 * MINUTE_MS);
	return { at, outcome: state.outcome, pace };
}

const times = (count: number, failure: Failure) => Array.from({ length: count }, () => failure);

it('that was held back while it waited does not say that the API is well again', async () => {
	const pace = paceOf();
	pace.backOff(1_000);
	const held = withRetries(
		async () => ({ value: undefined }),
		pace,
		() => false,
	);
	await jest.advanceTimersByTimeAsync(2_000);

	expect(await held).toEqual({ value: undefined });
	expect(pace.pausesInARow).toBe(1);
	expect(pace.lastSuccess).toBe(0);
});

describe('a request that fails', () => {
	it('is sent again after the pause that the API asks for, and gives the answer', async () => {
		const { at, outcome } = await sentTo(
			times(2, { kind: 'tooManyRequests', retryAfterMs: 7_000 }),
		);
		expect(at).toEqual([0, 7_000, 14_000]);
		expect(outcome).toEqual({ value: 'placed' });
	});

	it('is sent again after pauses that double where the API asks for none', async () => {
		const { at } = await sentTo(times(3, { kind: 'tooManyRequests' }));
		expect(at).toEqual([0, 1_000, 3_000, 7_000]);
	});

	it.each<[FailureKind, number]>([
		['tooManyRequests', 1],
		['unavailableFor', 1],
		['refused', 0],
		['connectTimeout', 0],
	])(
		'pauses the other runs of its account where the API is too busy for all: %s',
		async (kind, pauses) => {
			const shared = new Pauses();
			const pace = new Pace(1, new Cancellation(), shared);
			const once = async () => ({ failure: { kind } as Failure });
			void withRetries(once, pace, (__, sends) => sends < 2);
			await jest.advanceTimersByTimeAsync(0);
			expect(shared.inARow).toBe(pauses);
			await jest.advanceTimersByTimeAsync(MINUTE_MS);
		},
	);

	it('is not sent again where that is not allowed, and gives its failure', async () => {
		const failure: Failure = { kind: 'badRequest', words: 'no' };
		const { at, outcome, pace } = await sentTo([failure]);
		expect(at).toEqual([0]);
		expect(outcome).toEqual({ failure });
		// Nothing is held back by what is not tried again.
		expect(pace.pausesInARow).toBe(0);
	});

	it('is asked about with the number of times it was sent', async () => {
		const asked: Array<[FailureKind, number]> = [];
		const mayRepeat = () => (failure: Failure, sends: number) => {
			asked.push([failure.kind, sends]);
			return sends < 3;
		};
		await sentTo(times(9, { kind: 'dropped' }), { mayRepeat });
		expect(asked).toEqual([
			['dropped', 1],
			['dropped', 2],
			['dropped', 3],
		]);
	});

	it('begins with short pauses again once the API has answered', async () => {
		const { pace } = await sentTo(times(3, { kind: 'tooManyRequests' }));
		expect(pace.pausesInARow).toBe(0);
		expect((await sentTo(times(1, { kind: 'tooManyRequests' }), { pace })).at).toEqual([0, 1_000]);
	});

	it('is not sent again when the run is cancelled in the pause', async () => {
		const controller = new AbortController();
		const pace = paceOf(controller.signal);
		let sends = 0;
		const once = async () => {
			sends++;
			return { failure: { kind: 'tooManyRequests' as const, retryAfterMs: 5_000 } };
		};
		const end = withRetries(once, pace, () => true).catch((error: unknown) => error);
		await jest.advanceTimersByTimeAsync(1_000);
		controller.abort();
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await end).toBeInstanceOf(RunCancelled);
		expect(sends).toBe(1);
	});
});

describe('a call', () => {
	// By hand, not by the table: what is sent again without proof rings twice.
	it.each<FailureKind>([
		...(['tlsBroken', 'dropped', 'responseTimeout', 'cutOff', 'redirectAfter'] as const),
		...(['requestTimeout', 'unavailable', 'serverError', 'noCall'] as const),
	])('is never sent again while it may have been placed (%s)', async (kind) => {
		for (const retryAfterMs of [undefined, 0, 1_000]) {
			expect((await sentTo(times(1, { kind, retryAfterMs }))).at).toEqual([0]);
		}
	});

	it.each<FailureKind>([
		...(['tls', 'notSent', 'notWritten', 'redirect', 'badRequest', 'unauthorized'] as const),
		...(['forbidden', 'notFound', 'tooEarly', 'otherRefusal'] as const),
	])('is not sent again in vain (%s)', async (kind) => {
		expect((await sentTo(times(1, { kind }))).at).toEqual([0]);
	});

	it.each<FailureKind>(['refused', 'unknownHost', 'connectTimeout'])(
		'is sent four times at most to an API that cannot be reached (%s)',
		async (kind) => {
			const three = await sentTo(times(3, { kind }));
			expect(three.at).toEqual([0, 1_000, 3_000, 7_000]);
			expect(three.outcome).toEqual({ value: 'placed' });
			const always = await sentTo(times(20, { kind }));
			expect(always.at).toHaveLength(4);
			expect(always.outcome).toEqual({ failure: { kind } });
		},
	);

	it.each<FailureKind>(['tooManyRequests', 'unavailableFor'])(
		'is refused eight times at most, by an API that takes none meanwhile (%s)',
		async (kind) => {
			const failure: Failure = { kind, retryAfterMs: 1_000 };
			expect((await sentTo(times(7, failure))).outcome).toEqual({ value: 'placed' });
			const always = await sentTo(times(20, failure));
			expect(always.at).toHaveLength(8);
			expect(always.outcome).toEqual({ failure });
		},
	);

	it('is not given up while others are taken', async () => {
		const pace = paceOf();
		// Another row of the run is placed once in ten minutes of the API's refusing.
		const other = (async () => {
			for (let minute = 0; minute < 30; minute++) {
				await new Cancellation().pause(2 * MINUTE_MS);
				pace.succeeded();
			}
		})();
		const failure: Failure = { kind: 'tooManyRequests', retryAfterMs: MINUTE_MS };
		const { at, outcome } = await sentTo(times(20, failure), { pace });
		expect(at).toHaveLength(21);
		expect(outcome).toEqual({ value: 'placed' });
		await other;
	});

	it('waits for less than five minutes for an API that takes none', async () => {
		const minutes = (count: number, ms = 0) =>
			times(1, { kind: 'unavailableFor', retryAfterMs: count * MINUTE_MS + ms });
		expect((await sentTo(minutes(5, -1))).at).toEqual([0, 5 * MINUTE_MS - 1]);
		expect((await sentTo(minutes(5))).at).toEqual([0]);
		// What was waited for counts.
		expect((await sentTo([...minutes(3), ...minutes(2, -1)])).at).toHaveLength(3);
		expect((await sentTo([...minutes(3), ...minutes(2)])).at).toEqual([0, 3 * MINUTE_MS]);
	});

	it('has its five minutes from the last one that was taken', async () => {
		const pace = paceOf();
		const mayRepeat = whilePlacing(pace);
		const failure: Failure = { kind: 'tooManyRequests', retryAfterMs: MINUTE_MS };
		jest.advanceTimersByTime(4 * MINUTE_MS);
		expect(mayRepeat(failure, 1)).toBe(false);
		pace.succeeded();
		expect(mayRepeat(failure, 1)).toBe(true);
		jest.advanceTimersByTime(4 * MINUTE_MS);
		expect(mayRepeat(failure, 1)).toBe(false);
	});
});

describe('a read', () => {
	const reading = () => whileReading();

	it.each<FailureKind>([
		...(['refused', 'unknownHost', 'connectTimeout', 'tlsBroken', 'dropped'] as const),
		...(['responseTimeout', 'requestTimeout', 'tooEarly', 'tooManyRequests'] as const),
		...(['unavailableFor', 'unavailable', 'serverError'] as const),
	])('is sent five times at most, whether it was carried out or not (%s)', async (kind) => {
		const four = await sentTo(times(4, { kind }), { mayRepeat: reading });
		expect(four.outcome).toEqual({ value: 'placed' });
		expect((await sentTo(times(20, { kind }), { mayRepeat: reading })).at).toHaveLength(5);
	});

	it.each<FailureKind>(['tls', 'redirect', 'unauthorized', 'notFound', 'badRequest', 'noCall'])(
		'is not sent again in vain (%s)',
		async (kind) => {
			expect((await sentTo(times(1, { kind }), { mayRepeat: reading })).at).toEqual([0]);
		},
	);

	it('is sent as often as its reader has time for', async () => {
		const mayRepeat = () => whileReading(2);
		expect((await sentTo(times(9, { kind: 'dropped' }), { mayRepeat })).at).toHaveLength(2);
	});

	it('takes two minutes at most, and is not paused for longer', async () => {
		const after = (retryAfterMs: number): Failure => ({ kind: 'unavailableFor', retryAfterMs });
		const at = async (...failures: Failure[]) =>
			(await sentTo(failures, { mayRepeat: reading })).at;
		expect(await at(after(2 * MINUTE_MS))).toEqual([0, 2 * MINUTE_MS]);
		expect(await at(after(2 * MINUTE_MS + 1))).toEqual([0]);
		expect(await at(after(90_000), after(30_000))).toEqual([0, 90_000, 120_000]);
		expect(await at(after(90_000), after(30_001))).toEqual([0, 90_000]);
	});
});

describe('an API that asks for too long', () => {
	it('asks for five minutes or more', () => {
		const asks = (retryAfterMs?: number) =>
			asksForTooLong({ kind: 'unavailableFor', retryAfterMs });
		expect([undefined, 0, 5 * MINUTE_MS - 1].map(asks)).toEqual([false, false, false]);
		expect([5 * MINUTE_MS, 3_600_000].map(asks)).toEqual([true, true]);
	});
});
