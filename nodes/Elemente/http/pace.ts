import type { Cancellation } from './cancellation';

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** An API that asks for no wait at all, and then refuses again, gets at least this one, and twice as long each time. */
const MIN_PAUSE_MS = 25;

/**
 * The pace of one run, shared by all its rows: pauses in which no request starts, and how many may be on their way at
 * once. An API that says "too many requests" gets half as many, and one more again for each round that goes well, so
 * that a long list settles at the speed that the API bears instead of running into its limit after every pause.
 */
export class Pace {
	private pausedUntil = 0;

	/** Pauses since the API last answered normally, to whatever row */
	pausesInARow = 0;

	/** When that was, in milliseconds on a clock that nobody can set; 0 before the first time */
	lastSuccess = 0;

	private onTheirWay = 0;

	private successes = 0;

	private allowed: number;

	/** Requests that wait for their turn, first come first served. */
	private readonly queue: Array<() => void> = [];

	/** @param most how many requests may be on their way at once when all goes well */
	constructor(
		private readonly most: number,
		private readonly cancellation: Cancellation,
	) {
		this.allowed = most;
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
	 * Waits while the run is paused.
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
	 * Pauses the run: for as long as the API asked, else exponentially longer each time, with jitter, so that the
	 * waiting rows do not all come back at once.
	 *
	 * @param retryAfterMs what the API asked for, in milliseconds
	 */
	backOff(retryAfterMs?: number): void {
		const growth = 2 ** this.pausesInARow;
		const ownMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * growth) * (0.5 + Math.random() / 2);
		const pauseMs = Math.max(retryAfterMs ?? ownMs, Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * growth));
		// Several rows that fail in the same pause are one reason to slow down, not several.
		if (performance.now() >= this.pausedUntil) {
			this.pausesInARow++;
			this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		}
		this.successes = 0;
		this.pausedUntil = Math.max(this.pausedUntil, performance.now() + pauseMs);
	}

	/** The API answered normally. */
	succeeded(): void {
		this.pausesInARow = 0;
		this.lastSuccess = performance.now();
		if (this.allowed === this.most || ++this.successes < this.allowed) return;
		this.successes = 0;
		this.allowed++;
		this.queue.shift()?.();
	}
}
