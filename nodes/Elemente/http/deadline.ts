import { sleep } from 'n8n-workflow';

/** How long a timer may outlive what it was for, in milliseconds: n8n's `sleep` cannot be ended. */
const STEP_MS = 100;

/**
 * Ends what takes too long. Not by `AbortSignal.timeout`: however soon the answer came, its timer stays until the time is
 * over or Node.js has collected the signal, which a long list has thousands of.
 *
 * @param ms milliseconds from now
 * @param end called once, when they are over
 * @returns takes it back
 */
export function deadline(ms: number, end: () => void): () => void {
	let isOver = false;
	const watch = async () => {
		const until = performance.now() + ms;
		for (let left = ms; left > 0; left = until - performance.now()) {
			await sleep(Math.min(left, STEP_MS));
			if (isOver) return;
		}
		end();
	};
	void watch();
	return () => (isOver = true);
}
