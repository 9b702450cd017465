import { FAILURES, type Failure, isUnreachable } from '../errors/failures';
import type { Pace } from './pace';
import type { Outcome } from './answer';

/** Whether a request may go out once more after a failure, the `sends`th. */
export type MayRepeat = (failure: Failure, sends: number) => boolean;

/** Reading: how often a request is sent at most, and for how long it is tried, in milliseconds. */
const MAX_SENDS_READING = 5;
const MAX_READING_MS = 2 * 60_000;

/**
 * Placing: how often the API may ask to slow down, and for how long, in milliseconds, while it takes no call at all.
 * Counted for the whole run: as long as it takes one now and then, the rows that it refuses meanwhile are not given up.
 */
const MAX_REFUSALS = 8;
const MAX_PLACING_MS = 5 * 60_000;
/** How often a call is sent to an API that cannot be reached. */
const MAX_SENDS_UNREACHABLE = 4;

/** The one loop that sends again: until there is an answer, or until `mayRepeat` says no. @throws RunCancelled */
export async function withRetries<T>(
	once: () => Promise<Outcome<T>>,
	pace: Pace,
	mayRepeat: MayRepeat,
): Promise<Outcome<T>> {
	for (let sends = 1; ; sends++) {
		const outcome = await pace.run(once);
		if ('value' in outcome) {
			// Without a value nothing was asked of the API: a row that was held back while it waited says nothing of it.
			if (outcome.value !== undefined) pace.succeeded();
			return outcome;
		}
		const { failure } = outcome;
		if (!mayRepeat(failure, sends)) return outcome;
		pace.backOff(failure.retryAfterMs, asksForAPause(failure));
	}
}

/** Whether the API is too busy for whatever the account asks, and not for this request alone. */
function asksForAPause({ kind }: Failure): boolean {
	return kind === 'tooManyRequests' || kind === 'unavailableFor';
}

/** For a request that changes nothing when it is sent twice. What asks for more time than there is, is reported at once. */
export function whileReading(maxSends = MAX_SENDS_READING): MayRepeat {
	const deadline = performance.now() + MAX_READING_MS;
	return ({ kind, retryAfterMs = 0 }, sends) =>
		FAILURES[kind].read === 'sendAgain' &&
		sends < maxSends &&
		performance.now() + retryAfterMs <= deadline;
}

/** For a request that contacts somebody: only where it is certain that the one before did nothing. */
export function whilePlacing(pace: Pace): MayRepeat {
	const startedAt = performance.now();
	return (failure, sends) => {
		if (FAILURES[failure.kind].create !== 'sendAgain') return false;
		if (isUnreachable(failure)) return sends < MAX_SENDS_UNREACHABLE;
		const waitedMs = performance.now() - Math.max(startedAt, pace.lastSuccess);
		return (
			pace.pausesInARow + 1 < MAX_REFUSALS &&
			waitedMs + (failure.retryAfterMs ?? 0) < MAX_PLACING_MS
		);
	};
}

/** An API that asks for more time than a run has: who asks is left, and the others go on. */
export function asksForTooLong({ retryAfterMs = 0 }: Failure): boolean {
	return retryAfterMs >= MAX_PLACING_MS;
}
