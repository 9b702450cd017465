import { textOf } from '../api/call';
import type { Entry } from '../api/list';
import { FINAL_STATUSES } from '../api/statuses';
import { type OpenCall, type TriggerMemory, hashOf } from './memory';

/** A call that is not as it was at the last poll. */
export interface CallChange {
	call: Entry;
	/** Its status then; undefined for a call that was not known */
	before?: string;
}

const MOST_ENDED = 10_000;
const MOST_OPEN = 2_000;
const OPEN_HOURS = 30 * 24;
export const HOUR_MS = 3_600_000;

/**
 * Compares the calls of the API with what is remembered. Goes by ids and statuses alone: calls carry no time, the
 * order of the answer is not documented, and the API's clock is not n8n's.
 *
 * @param calls all calls of the window, in any order, and other calls that were looked up
 * @param window where the window ends (milliseconds since 1970, on n8n's clock) and how many hours it covers
 * @returns the changes, and the memory to keep once they have been handed over; what was given is left as it is
 */
export function findChanges(
	memory: TriggerMemory,
	calls: Entry[],
	{ now, hrs }: { now: number; hrs: number },
): { changes: CallChange[]; memory: TriggerMemory } {
	const changes: CallChange[] = [];
	const open = new Map<string, OpenCall>();
	const ended = new Map<string, string>();
	const seen = new Set<string>();
	for (const call of calls) {
		const { id } = call;
		if (seen.has(id)) continue;
		seen.add(id);
		const status = textOf(call.status);
		const hash = hashOf(id);
		const known = memory.open.get(id);
		const before = known?.status ?? memory.ended.get(hash);
		if (before !== status) changes.push({ call, before });
		if (FINAL_STATUSES.has(status)) ended.set(hash, status);
		else {
			const since = Math.floor(now / HOUR_MS) - hrs;
			open.set(id, { since, seenAt: now, isStuck: false, ...known, status });
		}
	}
	keepSpare(memory, { open, ended }, seen, now);
	return { changes, memory: { ...memory, polledAt: now, open, ended } };
}

/** Adds what has left the window, within the bounds. */
function keepSpare(
	before: TriggerMemory,
	after: Pick<TriggerMemory, 'open' | 'ended'>,
	seen: Set<string>,
	now: number,
): void {
	const oldest = now / HOUR_MS - OPEN_HOURS;
	const spare = [...before.open].filter(([id, { since }]) => !seen.has(id) && since >= oldest);
	const youngest = new Set(
		[...spare].sort(([, a], [, b]) => b.since - a.since).slice(0, MOST_OPEN),
	);
	// In their order, by which they are looked up (`openElsewhere`).
	for (const entry of spare.filter((each) => youngest.has(each))) after.open.set(...entry);
	const reopened = new Set([...after.open.keys()].map(hashOf));
	for (const [hash, status] of before.ended) {
		if (after.ended.size >= MOST_ENDED) break;
		if (!after.ended.has(hash) && !reopened.has(hash)) after.ended.set(hash, status);
	}
}

/**
 * Calls that have not ended and are not among those of the window: they are looked up one by one.
 * Those looked up longest ago come last, because `findChanges` puts what it is given before what it only keeps.
 */
export function openElsewhere({ open }: TriggerMemory, calls: Entry[]): string[] {
	const listed = new Set(calls.map(({ id }) => id));
	return [...open.keys()].filter((id) => !listed.has(id));
}

/** Hours for which a call can have been open at most, as far as is known of it; 0 for any other. */
export function hoursOpen({ open }: TriggerMemory, id: string, now: number): number {
	const { since } = open.get(id) ?? {};
	return since === undefined ? 0 : Math.ceil(now / HOUR_MS) - since;
}
