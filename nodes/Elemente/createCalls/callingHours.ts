import { quote } from '../errors/editorText';
import { isEmpty } from '../fields/values';
import { DAY_MS, MINUTE_MS, changeBetween, isZone, isoIn, offsetAt } from './zonedTime';

/** When a customer may be contacted, by the customer's clock. */
export interface CallingHours {
	/** Minutes after midnight */
	from: number;
	/** Minutes after midnight; before `from` where the hours go over midnight */
	to: number;
	/** The days on which the hours begin: Monday is 1, Sunday 7 */
	days: ReadonlySet<number>;
	zone: string;
}

/** What is wrong with a rule, and what to do. */
export interface RuleProblem {
	problem: string;
	remedy: string;
}

/** *Calling Hours* as the user filled it in; from an expression anything. */
export interface WrittenHours {
	from?: unknown;
	to?: unknown;
	days?: unknown;
	timeZone?: unknown;
}

/** The choices of the field Days, in the order of the week. */
export const DAYS = [
	...['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	...['saturday', 'sunday'],
];

/** What counts where a field is not there. What is there and empty, as from an expression, is a problem. */
const DEFAULTS = { from: '09:00', to: '20:00', days: DAYS.slice(0, 5) };

/**
 * Reads *Calling Hours* of one row.
 *
 * @param workflowZone the time zone where none is given
 */
export function readCallingHours(
	written: WrittenHours,
	workflowZone: string,
): CallingHours | RuleProblem {
	const given = { ...DEFAULTS, timeZone: workflowZone, ...written };
	const from = minutesOf(given.from);
	if (from === undefined || from === 24 * 60) return noTime('From', given.from, '09:00');
	const to = minutesOf(given.to);
	if (to === undefined) return noTime('To', given.to, '20:00');
	if (from === to) {
		return {
			problem: `Calling Hours: From and To are both ${quote(given.from)}`,
			remedy: 'Let To be later than From, or earlier for hours that go over midnight.',
		};
	}
	const days = daysOf(given.days);
	if (days === undefined) {
		return {
			problem: `Days (Calling Hours) ${quote(given.days)} is not a list of days`,
			remedy: 'Choose at least one day, or write English names such as Monday, Tuesday.',
		};
	}
	const zone = zoneOf(given.timeZone);
	if (zone !== undefined) return { from, to, days, zone };
	return {
		problem: isEmpty(given.timeZone)
			? 'Time Zone (Calling Hours) is empty'
			: `Time Zone (Calling Hours) ${quote(given.timeZone)} is not a time zone`,
		remedy: 'Write the name of a region and a city, such as America/New_York or Europe/London.',
	};
}

function noTime(field: string, written: unknown, example: string): RuleProblem {
	return {
		problem: `${field} (Calling Hours) ${quote(written ?? '')} is not a time of day`,
		remedy: `Write hours and minutes, such as ${example}.`,
	};
}

function minutesOf(written: unknown): number | undefined {
	const found = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(String(written).normalize('NFKC').trim());
	if (!found) return undefined;
	const [hours, minutes] = found.slice(1).map(Number);
	const total = hours * 60 + minutes;
	return minutes < 60 && total <= 24 * 60 ? total : undefined;
}

/** @param written the days by name, as a list or parted by commas */
function daysOf(written: unknown): ReadonlySet<number> | undefined {
	const names = Array.isArray(written) ? (written as unknown[]) : String(written).split(/[,;\s]/);
	const numbers = names
		.map((name) => String(name).trim().toLowerCase())
		.filter((name) => name !== '')
		.map((name) => DAYS.findIndex((day) => day === name || day.slice(0, 3) === name) + 1);
	return numbers.length > 0 && !numbers.includes(0) ? new Set(numbers) : undefined;
}

function zoneOf(written: unknown): string | undefined {
	if (typeof written !== 'string') return undefined;
	const zone = written.trim().replace(/\s+/g, '_');
	return isZone(zone) ? zone : undefined;
}

/**
 * Whether the hours are open by the clock on the customer's wall: from From until just before To. What goes over
 * midnight belongs to the day on which it begins.
 */
function isOpen({ from, to, days, zone }: CallingHours, moment: number): boolean {
	const local = moment + offsetAt(moment, zone);
	const minute = minuteOf(local);
	const today = weekdayOf(local);
	if (from < to) return days.has(today) && minute >= from && minute < to;
	const yesterday = today === 1 ? 7 : today - 1;
	return (days.has(today) && minute >= from) || (days.has(yesterday) && minute < to);
}

/**
 * The first moment from `moment` on at which the hours are open: where the clocks skip From, that is when they have
 * skipped it; where they show From twice, the first time.
 *
 * Goes on from one change of the clocks to the next. Between two of them local time runs evenly, so the next From is
 * a matter of arithmetic. It comes to an end: hours have a day, and no zone's clocks skip theirs every time.
 */
function nextOpen(hours: CallingHours, moment: number): number {
	const { zone } = hours;
	let at = moment;
	while (!isOpen(hours, at)) {
		const offset = offsetAt(at, zone);
		const begins = nextBegin(hours, at + offset) - offset;
		const look = Math.min(begins, at + DAY_MS);
		if (offsetAt(look, zone) !== offset) at = changeBetween(at, look, zone);
		else at = look;
	}
	return at;
}

/** The next local time after `local` at which the hours begin. */
function nextBegin({ from, days }: CallingHours, local: number): number {
	let midnight = local - (local % DAY_MS);
	while (!days.has(weekdayOf(midnight)) || midnight + from * MINUTE_MS <= local) midnight += DAY_MS;
	return midnight + from * MINUTE_MS;
}

/** What the hours say to a moment: open, or when they begin next, in ISO 8601 with the zone's offset. */
export function judgeHours(hours: CallingHours, now: Date): 'open' | { dueAt: string } {
	if (isOpen(hours, now.getTime())) return 'open';
	return { dueAt: isoIn(nextOpen(hours, now.getTime()), hours.zone) };
}

/** Monday 1 to Sunday 7. @param local a local time as a moment of UTC */
function weekdayOf(local: number): number {
	return new Date(local).getUTCDay() || 7;
}

function minuteOf(local: number): number {
	return Math.floor((local % DAY_MS) / MINUTE_MS);
}
