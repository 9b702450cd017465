const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** An API that asks for no wait at all, and then refuses again, gets at least this one, and twice as long each time. */
const MIN_PAUSE_MS = 25;

/** Pauses in which no request starts: of one run, or of all runs of an account. */
export class Pauses {
	/** When the last one ends, in milliseconds on a clock that nobody can set */
	until = 0;

	/** Since the API last answered normally, to whatever row */
	inARow = 0;

	/** When that was, on the same clock; 0 before the first time */
	lastSuccess = 0;

	/**
	 * Pauses for as long as the API asked, else exponentially longer each time, with jitter, so that the waiting rows do
	 * not all come back at once.
	 *
	 * @param retryAfterMs what the API asked for, in milliseconds
	 */
	add(retryAfterMs?: number): void {
		const growth = 2 ** this.inARow;
		const ownMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * growth) * (0.5 + Math.random() / 2);
		const pauseMs = Math.max(retryAfterMs ?? ownMs, Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * growth));
		// Several rows that fail in the same pause are one reason to slow down, not several.
		if (performance.now() >= this.until) this.inARow++;
		this.until = Math.max(this.until, performance.now() + pauseMs);
	}

	/** The API answered normally. */
	succeeded(): void {
		this.inARow = 0;
		this.lastSuccess = performance.now();
	}
}
