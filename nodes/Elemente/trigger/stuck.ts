import type { Entry } from '../api/list';
import { HOUR_MS, hoursOpen } from './changes';
import type { TriggerMemory } from './memory';

/** Most hours that can be asked for: 20 days. Open calls are remembered for 30, a week of which an outage may cost. */
export const MOST_STUCK_HOURS = 480;

/**
 * Finds the calls that have had no final status for so many hours, and marks them in the memory: each is found once,
 * whatever open status it takes later. One that ends and is opened again counts anew.
 *
 * Calls carry no time. A call is certainly as old when it has been seen for so long on n8n's clock, or when the API
 * does not count it among those of the last so many hours: it may have begun before the trigger was activated.
 *
 * @param memory what is to be kept after this poll; its marks are changed
 * @param calls those that this poll has read: others, whose state now is not known, have their turn later
 * @param now milliseconds since 1970, on n8n's clock
 * @param readLast reads the calls of the last so many hours; asked only when a call can be as old
 */
export async function takeStuck(
	memory: TriggerMemory,
	calls: Entry[],
	{ now, hours }: { now: number; hours: number },
	readLast: (hours: number) => Promise<Entry[]>,
): Promise<Entry[]> {
	const byId = new Map(calls.map((call) => [call.id, call]));
	const possible = [...byId.values()].flatMap((call) => {
		const known = memory.open.get(call.id);
		const isPossible = known && !known.isStuck && hoursOpen(memory, call.id, now) >= hours;
		return isPossible ? [{ call, known }] : [];
	});
	if (possible.length === 0) return [];
	const younger = new Set((await readLast(hours)).map(({ id }) => id));
	const stuck = possible.filter(
		({ call, known }) => now - known.seenAt >= hours * HOUR_MS || !younger.has(call.id),
	);
	for (const { known } of stuck) known.isStuck = true;
	return stuck.map(({ call }) => call);
}
