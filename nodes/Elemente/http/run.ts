import { type Failure, meetsEveryRow } from '../errors/failures';
import { failureBehind } from '../errors/nodeErrors';
import { Cancellation } from './cancellation';
import { Pace } from './pace';
import type { Outcome } from './request';
import { asksForTooLong } from './retries';

/** Requests of one run that are under way at the same time, where the user sets no number: n8n starts all rows at once. */
const MAX_IN_FLIGHT = 10;

/** State that all rows of a run share: its pace, its end, and what ends it early. */
export class Run {
	readonly cancellation: Cancellation;

	readonly pace: Pace;

	/** No further row is sent: a row failed under Stop Workflow, or the user cancelled */
	stopped = false;

	/** A failure that every other row would meet as well: they are not sent any more. */
	nonRetryable?: Failure;

	/** @param most how many requests may be on their way at once */
	constructor(signal?: AbortSignal, most = MAX_IN_FLIGHT) {
		this.cancellation = new Cancellation(signal);
		this.pace = new Pace(most, this.cancellation);
	}

	/** One request, unless it is known that it would fail. What it throws becomes a failure. @throws RunCancelled */
	async once<T>(request: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
		if (this.nonRetryable) return { failure: this.nonRetryable };
		const answer = request().catch((error: unknown) => ({ failure: failureBehind(error) }));
		return await this.cancellation.orCancelled(answer);
	}

	/** Remembers a failure that the rows to come would meet as well. */
	noteFailure(failure: Failure): void {
		if (meetsEveryRow(failure) || asksForTooLong(failure)) this.nonRetryable = failure;
	}

	/**
	 * One look at something that is looked at again anyway: a failure is no error then, and 429 slows the run down.
	 *
	 * @throws RunCancelled
	 */
	async look<T>(request: () => Promise<Outcome<T>>): Promise<T | undefined> {
		await this.pace.pauseOver();
		const outcome = await this.once(request);
		if ('value' in outcome) return outcome.value;
		if (outcome.failure.kind === 'tooManyRequests') this.pace.backOff(outcome.failure.retryAfterMs);
		return undefined;
	}
}
