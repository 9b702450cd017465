import { type Failure, meetsEveryRow } from '../errors/failures';
import { failureBehind } from '../errors/nodeErrors';
import { type Account, alone } from './account';
import { Cancellation } from './cancellation';
import type { Release } from './lines';
import { Pace } from './pace';
import type { Outcome } from './answer';
import { asksForTooLong } from './retries';
import { Turns } from './turns';

/** Requests of one run that are under way at the same time, where the user sets no number: n8n starts all rows at once. */
const MAX_IN_FLIGHT = 10;

/** So many rows in a row may be asked to wait for longer than a run has, before that counts for all of them. */
const MAX_LONG_PAUSES = 3;

/** State that all rows of a run share: its pace, its end, and what ends it early. */
export class Run {
	readonly cancellation: Cancellation;

	readonly pace: Pace;

	readonly turns = new Turns();

	/** No further row is sent: a row failed under Stop Workflow, or the user cancelled */
	stopped = false;

	/** A failure that every other row would meet as well: they are not sent any more. */
	nonRetryable?: Failure;

	/**
	 * @param most how many requests may be on their way at once
	 * @param account whose pauses and lines it shares with other runs
	 */
	constructor(
		signal?: AbortSignal,
		most = MAX_IN_FLIGHT,
		private readonly account: Account = alone(),
	) {
		this.cancellation = new Cancellation(signal);
		this.pace = new Pace(most, this.cancellation, account.pauses);
	}

	/**
	 * Waits for a line of the account, and for the end of a pause that another run was asked for meanwhile.
	 *
	 * @returns undefined where the run ends before there is one
	 * @throws RunCancelled
	 */
	async line(): Promise<Release | undefined> {
		const isOver = () => this.stopped || this.nonRetryable !== undefined;
		const release = await this.account.lines.take(this, this.cancellation, isOver);
		let isReady = false;
		try {
			await this.pace.pauseOver();
			isReady = true;
		} finally {
			if (!isReady) release?.();
		}
		return release;
	}

	/** Counts a call that is live already among the lines. */
	holdLine(): Release {
		return this.account.lines.hold(this);
	}

	/**
	 * One request, unless it is known that it would fail. What it throws becomes a failure.
	 *
	 * @param onEnd called when the request has ended, also where nobody waits for that any more
	 * @throws RunCancelled
	 */
	async once<T>(request: () => Promise<Outcome<T>>, onEnd = () => {}): Promise<Outcome<T>> {
		if (this.nonRetryable) {
			onEnd();
			return { failure: this.nonRetryable };
		}
		const answer = request()
			.catch((error: unknown) => ({ failure: failureBehind(error) }))
			.finally(onEnd);
		return await this.cancellation.orCancelled(answer);
	}

	/**
	 * Remembers a failure that the rows to come would meet as well. One that asks for more time than there is may be
	 * about its own row alone: the run slows down, and only where nothing goes well in between it is about all.
	 */
	noteFailure(failure: Failure): void {
		const asksMuch = asksForTooLong(failure);
		if (asksMuch) this.pace.backOff(undefined, true);
		const isForAll = asksMuch && this.pace.pausesInARow >= MAX_LONG_PAUSES;
		if (meetsEveryRow(failure) || isForAll) this.nonRetryable = failure;
	}

	/**
	 * One look at something that is looked at again anyway: a failure is no error then, and 429 slows the run down.
	 *
	 * @param until no look is made after a pause that goes on until then, in milliseconds on the clock of `performance`
	 * @throws RunCancelled
	 */
	async look<T>(request: () => Promise<Outcome<T>>, until?: number): Promise<T | undefined> {
		if (!(await this.pace.pauseOver(until))) return undefined;
		const outcome = await this.once(request);
		if ('value' in outcome) return outcome.value;
		const { failure } = outcome;
		if (failure.kind === 'tooManyRequests') {
			this.pace.backOff(asksForTooLong(failure) ? undefined : failure.retryAfterMs, true);
		}
		return undefined;
	}
}
