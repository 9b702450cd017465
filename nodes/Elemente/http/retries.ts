import type { Failure } from '../errors/failures';
import type { Pace } from './pace';

/** The answer to a request, or why there is none. */
export type Outcome<T> = { value: T } | { failure: Failure };

/** How often a request is sent at most, and for how long it is tried, in milliseconds. */
const MAX_TRIES = 5;
const MAX_TRYING_MS = 2 * 60_000;

/**
 * Sends a request until it is answered, or until sending it again is not allowed, of no use, or would take too long.
 * Retry-After is honoured: when it asks for more time than there is, the failure is reported at once.
 *
 * @param once sends the request; rejects only when the run was cancelled
 * @param pace of the run that the request belongs to
 * @param mayRepeat whether the request may go out again after this failure
 * @throws RunCancelled
 */
export async function withRetries<T>(
	once: () => Promise<Outcome<T>>,
	pace: Pace,
	mayRepeat: (failure: Failure) => boolean,
	maxTries = MAX_TRIES,
): Promise<Outcome<T>> {
	const deadline = Date.now() + MAX_TRYING_MS;
	for (let tries = 1; ; tries++) {
		const outcome = await pace.inTurn(once);
		if ('value' in outcome) {
			pace.goesWell();
			return outcome;
		}
		const { failure } = outcome;
		const isTooLate = Date.now() + (failure.retryAfterMs ?? 0) > deadline;
		if (tries >= maxTries || isTooLate || !mayRepeat(failure)) return outcome;
		pace.slowDown(failure.retryAfterMs);
	}
}
