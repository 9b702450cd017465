import type { Entry } from '../api/list';
import { FINAL_STATUSES } from '../api/statuses';

/** A call that is not as it was at the last poll. */
export interface CallChange {
	call: Entry;
	/** Its status then; undefined for a call that was not known */
	before?: string;
}

/** A call that has not ended: its status, and when it can have begun at the earliest (hours since 1970, on n8n's clock). */
interface OpenCall {
	status: string;
	since: number;
}

/**
 * What the trigger remembers between two polls.
 *
 * Its size is bounded by the calls of the window that the last poll read, whatever their number was before: a call
 * that has not ended keeps its id and status, one that has ended twelve characters. Of ended calls that have left the
 * window, the latest are kept up to `MOST_ENDED` in all, in case a jump of n8n's clock widens the next window; of open
 * ones that have left it, `MOST_OPEN`, and for `OPEN_HOURS` only.
 */
export interface TriggerMemory {
	/** When the last successful poll began, in milliseconds since 1970, on n8n's clock */
	polledAt: number;
	/** By id */
	open: Map<string, OpenCall>;
	/** Final statuses, by the hash of the id */
	ended: Map<string, string>;
}

const MOST_ENDED = 10_000;
const MOST_OPEN = 2_000;
const OPEN_HOURS = 30 * 24;
const HOUR_MS = 3_600_000;

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
		const status = String(call.status);
		const hash = hashOf(id);
		const known = memory.open.get(id);
		const before = known?.status ?? memory.ended.get(hash);
		if (before !== status) changes.push({ call, before });
		if (FINAL_STATUSES.has(status)) ended.set(hash, status);
		else open.set(id, { status, since: known?.since ?? Math.floor(now / HOUR_MS) - hrs });
	}
	keepSpare(memory, { open, ended }, seen, now);
	return { changes, memory: { polledAt: now, open, ended } };
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
	if (spare.length > MOST_OPEN) spare.sort(([, a], [, b]) => b.since - a.since).splice(MOST_OPEN);
	for (const [id, call] of spare) after.open.set(id, call);
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

const HASH_LENGTH = 11;

/** As one text: n8n wraps every object that it stores in a proxy, which ten thousand entries would feel. */
export function writeMemory({ polledAt, open, ended }: TriggerMemory): string {
	const statuses = [...new Set(ended.values())];
	const marks = new Map(statuses.map((status, index) => [status, index.toString(36)]));
	return JSON.stringify({
		polledAt,
		open: [...open].map(([id, { status, since }]) => [id, status, since]),
		statuses,
		ended: [...ended].map(([hash, status]) => hash + marks.get(status)).join(''),
	});
}

/** @returns undefined before the first poll */
export function readMemory(written: unknown): TriggerMemory | undefined {
	if (typeof written !== 'string') return undefined;
	const { polledAt, open, statuses, ended } = JSON.parse(written) as {
		polledAt: number;
		open: Array<[id: string, status: string, since: number]>;
		statuses: string[];
		ended: string;
	};
	const memory: TriggerMemory = { polledAt, open: new Map(), ended: new Map() };
	for (const [id, status, since] of open) memory.open.set(id, { status, since });
	for (let at = 0; at < ended.length; at += HASH_LENGTH + 1) {
		const mark = ended[at + HASH_LENGTH];
		memory.ended.set(ended.slice(at, at + HASH_LENGTH), statuses[Number.parseInt(mark, 36)]);
	}
	return memory;
}

/** 53 bits of the id as eleven characters (cyrb53, public domain): no two of ten thousand calls share one. */
function hashOf(id: string): string {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (let index = 0; index < id.length; index++) {
		const code = id.charCodeAt(index);
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
	return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(HASH_LENGTH, '0');
}
