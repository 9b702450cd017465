import type { IDataObject } from 'n8n-workflow';

import type { Cancellation } from '../http/cancellation';
import { FINAL_STATUSES } from './statuses';

/** How long to wait where the user does not say. */
export const DEFAULT_WAIT_MINUTES = 60;

/** @returns the wait limit in milliseconds; the default where `minutes` is no number above 0 */
export function waitLimitMs(minutes: unknown): number {
	return (Number(minutes) || DEFAULT_WAIT_MINUTES) * 60_000;
}

/** Time between two looks at a call, in milliseconds: soon at first, for short contacts, then less and less often. */
const FIRST_INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 15_000;
const GROWTH = 1.3;

/** So soon does a waiting row notice that the run ends anyway, in milliseconds. */
const STEP_MS = 1_000;

/**
 * Waits until a call has ended, or until the time is up.
 *
 * @param call the call as last seen
 * @param readCall reads the call again, without waiting beyond `until` (on the clock of `performance`); undefined when that failed, which never is an error: the call was placed
 * @param options.limitMs how long to wait at most, in milliseconds
 * @param options.isStopped tells that the run ends anyway, so that waiting on is of no use
 * @returns the last known state with `ended`, false when the time was up first
 * @throws RunCancelled
 */
export async function waitForCompletion<Call extends IDataObject>(
	call: Call,
	readCall: (until: number) => Promise<Call | undefined>,
	options: { limitMs: number; cancellation: Cancellation; isStopped?: () => boolean },
): Promise<Call & { ended: boolean }> {
	const { limitMs, cancellation, isStopped = () => false } = options;
	const until = performance.now() + limitMs;
	let last = call;
	let interval = FIRST_INTERVAL_MS;
	while (!FINAL_STATUSES.has(last.status) && performance.now() < until && !isStopped()) {
		const nextLook = Math.min(performance.now() + interval, until);
		while (performance.now() < nextLook && !isStopped()) {
			await cancellation.pause(Math.min(STEP_MS, nextLook - performance.now()));
		}
		last = (await cancellation.orCancelled(readCall(until))) ?? last;
		interval = Math.min(MAX_INTERVAL_MS, interval * GROWTH);
	}
	return { ...last, ended: FINAL_STATUSES.has(last.status) };
}
