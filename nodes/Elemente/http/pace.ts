import type { Cancellation } from './cancellation';
import { Pauses } from './pauses';

/**
 * The pace of one run, shared by all its rows: pauses in which no request starts, and how many may be on their way at
 * once. An API that says "too many requests" gets half as many, and one more again for each round that goes well, so
 * that a long list settles at the speed that the API bears instead of running into its limit after every pause.
 */
export class Pace {
	private readonly own = new Pauses();

	private onTheirWay = 0;

	private successes = 0;

	private allowed: number;

	/** A refusal before that is no further reason to slow down, on a clock that nobody can set */
	private slowedUntil = 0;

	/** Requests that wait for their turn, first come first served. */
	private readonly queue: Array<() => void> = [];

	/**
	 * @param most how many requests may be on their way at once when all goes well
	 * @param shared the pauses of the account, which all its runs keep
	 */
	constructor(
		private readonly most: number,
		private readonly cancellation: Cancellation,
		private readonly shared: Pauses = new Pauses(),
	) {
		this.allowed = most;
	}

	/** Pauses since the API last answered normally, to whatever row. */
	get pausesInARow(): number {
		return Math.max(this.own.inARow, this.shared.inARow);
	}

	/** When that was, in milliseconds on a clock that nobody can set; 0 before the first time. */
	get lastSuccess(): number {
		return Math.max(this.own.lastSuccess, this.shared.lastSuccess);
	}

	/** Sends a request when it is its turn. @throws RunCancelled */
	async run<T>(send: () => Promise<T>): Promise<T> {
		await this.pauseOver();
		while (this.onTheirWay >= this.allowed) {
			await this.cancellation.orCancelled(new Promise<void>((next) => this.queue.push(next)));
			await this.pauseOver();
		}
		this.onTheirWay++;
		return await send().finally(() => {
			this.onTheirWay--;
			this.queue.shift()?.();
		});
	}

	/**
	 * Waits while the run is paused, or every run of the account.
	 *
	 * @param until when to stop waiting all the same, in milliseconds on the clock of `performance`
	 * @returns whether the pause is over
	 * @throws RunCancelled
	 */
	async pauseOver(until = Infinity): Promise<boolean> {
		do {
			await this.cancellation.pause(Math.min(this.pausedUntil, until) - performance.now());
		} while (Math.min(this.pausedUntil, until) > performance.now());
		return this.pausedUntil <= performance.now();
	}

	/**
	 * Pauses the run, and slows it down.
	 *
	 * @param retryAfterMs what the API asked for, in milliseconds
	 * @param isForAccount whether the API is too busy for whatever this account asks: then all its runs pause
	 */
	backOff(retryAfterMs?: number, isForAccount = false): void {
		const pauses = isForAccount ? this.shared : this.own;
		const isNew = performance.now() >= this.slowedUntil;
		pauses.add(retryAfterMs);
		if (isNew) this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		this.slowedUntil = this.pausedUntil;
		this.successes = 0;
	}

	/** The API answered normally. */
	succeeded(): void {
		this.own.succeeded();
		this.shared.succeeded();
		if (this.allowed === this.most || ++this.successes < this.allowed) return;
		this.successes = 0;
		this.allowed++;
		this.queue.shift()?.();
	}

	private get pausedUntil(): number {
		return Math.max(this.own.until, this.shared.until);
	}
}
