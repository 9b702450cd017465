import type { Cancellation } from './cancellation';
import type { Failure } from './failures';

/** The answer to a request, or why there is none. */
export type Outcome<T> = { value: T } | { failure: Failure };

/** How often a request is sent at most, and for how long it is tried, in milliseconds. */
const MAX_TRIES = 5;
const MAX_TRYING_MS = 2 * 60_000;

const FIRST_PAUSE_MS = 1_000;

/** A pause that all requests of a run keep: when the API asks one of them to slow down, all of them wait. */
export class SharedPause {
	private until = 0;

	constructor(private readonly cancellation: Cancellation) {}

	/** @throws RunCancelled */
	async over(): Promise<void> {
		do await this.cancellation.pause(this.until - Date.now());
		while (Date.now() < this.until);
	}

	/** Pauses for as long as the API asked, else exponentially longer with each try, with jitter. */
	afterFailure({ retryAfterMs }: Failure, tries = 1): void {
		const grown = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
		this.until = Math.max(this.until, Date.now() + (retryAfterMs ?? grown));
	}
}

/**
 * Sends a request until it is answered, or until sending it again is not allowed, of no use, or would take too long.
 * Retry-After is honoured: when it asks for more time than there is, the failure is reported at once.
 *
 * @param once sends the request; never rejects
 * @param mayRepeat whether the request may go out again after this failure
 * @throws RunCancelled
 */
export async function withRetries<T>(
	once: () => Promise<Outcome<T>>,
	pause: SharedPause,
	mayRepeat: (failure: Failure) => boolean,
	maxTries = MAX_TRIES,
): Promise<Outcome<T>> {
	const deadline = Date.now() + MAX_TRYING_MS;
	for (let tries = 1; ; tries++) {
		await pause.over();
		const outcome = await once();
		if ('value' in outcome) return outcome;
		const { failure } = outcome;
		const isTooLate = Date.now() + (failure.retryAfterMs ?? 0) > deadline;
		if (tries >= maxTries || isTooLate || !mayRepeat(failure)) return outcome;
		pause.afterFailure(failure, tries);
	}
}
