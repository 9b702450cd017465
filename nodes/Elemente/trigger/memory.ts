/** A call that has not ended. Times are on n8n's clock. */
export interface OpenCall {
	status: string;
	/** When it can have begun at the earliest, in hours since 1970 */
	since: number;
	/** When a poll first found it open, in milliseconds since 1970 */
	seenAt: number;
	/** Whether it was found to be stuck: it is not given again */
	isStuck: boolean;
}

/**
 * What the trigger remembers between two polls.
 *
 * Its size is bounded by the calls of the window that the last poll read, whatever their number was before: a call
 * that has not ended keeps its id and status, one that has ended twelve characters. Of ended calls that have left the
 * window, the latest are kept up to `MOST_ENDED` in all, in case a jump of n8n's clock widens the next window; of open
 * ones that have left it, `MOST_OPEN`, and for `OPEN_HOURS` only.
 * `findChanges` keeps these bounds.
 */
export interface TriggerMemory {
	/** When the last successful poll began, in milliseconds since 1970, on n8n's clock */
	polledAt: number;
	/** Whether that poll was for Call Stuck: only then are the marks of stuck calls complete */
	watchesStuck: boolean;
	/** By id */
	open: Map<string, OpenCall>;
	/** Final statuses, by the hash of the id */
	ended: Map<string, string>;
}

/** Characters of a hash: 53 bits in base 36. */
const HASH_LENGTH = 11;

/** As one text: n8n wraps every object that it stores in a proxy, which ten thousand entries would feel. */
export function writeMemory({ polledAt, watchesStuck, open, ended }: TriggerMemory): string {
	const statuses = [...new Set(ended.values())];
	const marks = new Map(statuses.map((status, index) => [status, index.toString(36)]));
	return JSON.stringify({
		polledAt,
		watchesStuck,
		open: [...open].map(([id, call]) => [id, call.status, call.since, call.seenAt, call.isStuck]),
		statuses,
		ended: [...ended].map(([hash, status]) => hash + marks.get(status)).join(''),
	});
}

/** @returns undefined before the first poll, and where what is stored is none: then the trigger learns anew what there is */
export function readMemory(written: unknown): TriggerMemory | undefined {
	try {
		return parsed(String(written));
	} catch {
		return undefined;
	}
}

/** @throws Error where it is not what `writeMemory` has written */
function parsed(written: string): TriggerMemory {
	const { polledAt, watchesStuck, open, statuses, ended } = JSON.parse(written) as {
		polledAt: number;
		watchesStuck: boolean;
		open: Array<[id: string, status: string, since: number, seenAt: number, isStuck: boolean]>;
		statuses: string[];
		ended: string;
	};
	if (!Number.isFinite(polledAt)) throw new Error('The memory of the trigger has no time');
	const memory: TriggerMemory = { polledAt, watchesStuck, open: new Map(), ended: new Map() };
	for (const [id, status, since, seenAt, isStuck] of open) {
		memory.open.set(id, { status, since, seenAt, isStuck });
	}
	for (let at = 0; at < ended.length; at += HASH_LENGTH + 1) {
		const mark = ended[at + HASH_LENGTH];
		memory.ended.set(ended.slice(at, at + HASH_LENGTH), statuses[Number.parseInt(mark, 36)]);
	}
	return memory;
}

/** 53 bits of the id as eleven characters (cyrb53, public domain): no two of ten thousand calls share one. */
export function hashOf(id: string): string {
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
