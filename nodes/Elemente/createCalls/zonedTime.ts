/**
 * What the clocks of a time zone show, by the zones that JavaScript itself knows (`Intl`). Moments are milliseconds
 * since 1970; a local time is written as the moment at which UTC's clocks show the same.
 */

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Making a formatter takes some 50 times as long as using it, and a list of calls has few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** There are some 600 zones, but each can be written in capitals, and a cell can hold anything. */
const MOST_KEPT = 1_000;

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
	const known = formatters.get(zone);
	if (known) return known;
	const formatter = newFormatter(zone);
	if (formatters.size >= MOST_KEPT) formatters.clear();
	if (formatter) formatters.set(zone, formatter);
	return formatter;
}

function newFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
	const numeric = 'numeric';
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			...{ year: numeric, month: numeric, day: numeric },
			...{ hour: numeric, minute: numeric, second: numeric },
		});
	} catch {
		// What `Intl` says to a zone that it does not know.
		return undefined;
	}
}

/** Whether there is such a time zone, by its IANA name. */
export function isZone(zone: string): boolean {
	return formatterOf(zone) !== undefined;
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. @param zone one that `isZone` */
export function offsetAt(moment: number, zone: string): number {
	// 11/25/2026, 18:05:41
	const shown = formatterOf(zone)?.format(moment) ?? '';
	const [month, day, year, hour, minute, second] = (shown.match(/\d+/g) ?? []).map(Number);
	const local = Date.UTC(year, month - 1, day, hour, minute, second);
	return local - Math.floor(moment / 1_000) * 1_000;
}

/** The first moment after `before`, to the minute, at which the clocks have another offset; `after` is one that has. */
export function changeBetween(before: number, after: number, zone: string): number {
	const offset = offsetAt(before, zone);
	let [same, other] = [Math.floor(before / MINUTE_MS), Math.ceil(after / MINUTE_MS)];
	while (other - same > 1) {
		const middle = Math.floor((same + other) / 2);
		if (offsetAt(middle * MINUTE_MS, zone) === offset) same = middle;
		else other = middle;
	}
	return other * MINUTE_MS;
}

/**
 * The moment at which the zone's clocks show a local time: the first of two when they are set back over it, and the
 * moment of the change when they skip it.
 */
export function momentOf(local: number, zone: string): number {
	const offsets = [offsetAt(local - DAY_MS, zone), offsetAt(local + DAY_MS, zone)];
	// Where the clocks are set back, the offset before is the larger one: its moment is the first of the two.
	const moments = offsets.map((offset) => local - offset);
	const found = moments.find((moment) => moment + offsetAt(moment, zone) === local);
	return found ?? changeBetween(local - DAY_MS, local + DAY_MS, zone);
}

/** A moment as ISO 8601 with the zone's offset, for example `2026-11-26T09:00:00-05:00`. */
export function isoIn(moment: number, zone: string): string {
	const offset = offsetAt(moment, zone);
	const local = new Date(moment + offset).toISOString().slice(0, 19);
	const minutes = Math.round(Math.abs(offset) / MINUTE_MS);
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) =>
		String(n).padStart(2, '0'),
	);
	return `${local}${offset < 0 ? '-' : '+'}${hours}:${rest}`;
}
