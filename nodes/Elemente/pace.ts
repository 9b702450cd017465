import type { Cancellation } from './cancellation';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The pace of one run, shared by all its rows: when the API asks one of them to slow down, all of them wait.
 */
export class Pace {
	private pausedUntil = 0;

	private pausesInARow = 0;

	constructor(private readonly cancellation: Cancellation) {}

	/** Waits while the run is paused. @throws RunCancelled */
	async turn(): Promise<void> {
		do {
			await this.cancellation.pause(this.pausedUntil - Date.now());
		} while (this.pausedUntil > Date.now());
	}

	/**
	 * Pauses the whole run: for as long as the API asked, else exponentially longer each time, with jitter, so that
	 * the waiting rows do not all come back at once.
	 *
	 * @param retryAfterMs what the API asked for, in milliseconds
	 */
	slowDown(retryAfterMs?: number): void {
		const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.pausesInARow);
		const pauseMs = retryAfterMs ?? grown * (0.5 + Math.random() / 2);
		// Several rows that fail in the same pause are one reason to slow down, not several.
		if (Date.now() >= this.pausedUntil) this.pausesInARow++;
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + pauseMs);
	}

	/** The API answered normally again. */
	recovered(): void {
		this.pausesInARow = 0;
	}
}
