import { sleep } from 'n8n-workflow';

/** Longest single sleep, in milliseconds: so soon does a cancelled run notice. */
const SLICE_MS = 200;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Thrown inside a run when the user cancels the execution. Never leaves the runner. */
export class RunCancelled extends Error {}

/** Sleeps, and throws `RunCancelled` soon after the execution was cancelled. @param ms milliseconds */
export async function pause(ms: number, cancelled?: AbortSignal): Promise<void> {
	const until = Date.now() + ms;
	for (let left = ms; left > 0; left = until - Date.now()) {
		if (cancelled?.aborted) throw new RunCancelled();
		await sleep(Math.min(left, SLICE_MS));
	}
	if (cancelled?.aborted) throw new RunCancelled();
}

/**
 * The pace of one run, shared by all its rows: when the API asks one of them to slow down, all of them wait.
 */
export class Pace {
	private pausedUntil = 0;

	private pausesInARow = 0;

	constructor(private readonly cancelled?: AbortSignal) {}

	/** Waits while the run is paused. @throws RunCancelled */
	async turn(): Promise<void> {
		do {
			await pause(Math.max(0, this.pausedUntil - Date.now()), this.cancelled);
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

/**
 * Settles with the promise, or rejects as soon as the execution is cancelled.
 * The request itself is left alone: cutting it off would leave it open whether it was carried out.
 */
export async function orCancelled<T>(promise: Promise<T>, cancelled?: AbortSignal): Promise<T> {
	if (!cancelled) return await promise;
	if (cancelled.aborted) throw new RunCancelled();
	let stop = () => {};
	const cancellation = new Promise<never>((_, reject) => {
		stop = () => reject(new RunCancelled());
		cancelled.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([promise, cancellation]);
	} finally {
		cancelled.removeEventListener('abort', stop);
		promise.catch(() => undefined);
	}
}
