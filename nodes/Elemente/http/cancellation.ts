import { sleep } from 'n8n-workflow';

/** Longest single sleep, in milliseconds: so long may a timer outlive a cancelled run. */
const MAX_SLICE_MS = 1_000;

/** Ends a run inside the runner when the user cancels the execution. Never reaches the user. */
export class RunCancelled extends Error {}

/**
 * The user's cancelling of the execution, as one run sees it.
 * One listener on n8n's signal serves all rows: thousands of waiting rows would be as many listeners.
 */
export class Cancellation {
	private readonly waiting = new Set<() => void>();

	constructor(private readonly signal?: AbortSignal) {
		signal?.addEventListener('abort', () => this.waiting.forEach((stop) => stop()));
	}

	/**
	 * Settles with the promise, or throws as soon as the execution is cancelled. What the promise stands for is left
	 * alone: cutting a request off would leave it open whether it was carried out.
	 *
	 * @throws RunCancelled
	 */
	async orCancelled<T>(promise: Promise<T>): Promise<T> {
		if (this.signal?.aborted) {
			promise.catch(() => undefined);
			throw new RunCancelled();
		}
		let stop = () => {};
		// Not by Promise.race, which makes two more promises for each wait of each row.
		return await new Promise<T>((resolve, reject) => {
			stop = () => reject(new RunCancelled());
			this.waiting.add(stop);
			promise.then(resolve, reject);
		}).finally(() => this.waiting.delete(stop));
	}

	/** Before what must not happen any more once it has been said that it did not. @throws RunCancelled */
	check(): void {
		if (this.signal?.aborted) throw new RunCancelled();
	}

	/** Sleeps. @param ms milliseconds @throws RunCancelled as soon as the execution is cancelled */
	async pause(ms: number): Promise<void> {
		const until = performance.now() + ms;
		do {
			const left = Math.max(0, until - performance.now());
			await this.orCancelled(left > 0 ? sleep(Math.min(left, MAX_SLICE_MS)) : Promise.resolve());
		} while (performance.now() < until);
	}
}
