import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';

import {
	type CallingHours,
	DAYS,
	judgeHours,
	readCallingHours,
} from '../../nodes/Elemente/createCalls/callingHours';
import { momentOf, offsetAt } from '../../nodes/Elemente/createCalls/zonedTime';

const ZONES = [
	...['America/New_York', 'America/Sao_Paulo', 'America/St_Johns', 'America/Phoenix'],
	...['Europe/London', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu'],
	...['Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Auckland', 'Africa/Cairo'],
	...['America/Santiago', 'Asia/Beirut', 'UTC'],
];
const MINUTE = 60_000;
const WORKING_DAYS = DAYS.slice(0, 5);

function hours(written: object): CallingHours {
	const read = readCallingHours(written, 'UTC');
	if ('problem' in read) throw new Error(read.problem);
	return read;
}

/** `dueAt`, or "open". */
function judged(written: object, now: string) {
	const judgement = judgeHours(hours(written), new Date(now));
	return judgement === 'open' ? judgement : judgement.dueAt;
}

describe('a time zone out of a cell', () => {
	it.each([
		...['__proto__', 'constructor', 'toString', '../../etc/passwd', 'posix/../Europe/London', ''],
		...['Europe/London\u0000', '<b>UTC</b>', '\u001b[2J', 'Mars/Olympus', 'America/New York/x'],
	])('%j is none', (timeZone) => {
		expect(readCallingHours({ timeZone }, 'UTC')).toHaveProperty('problem');
	});

	it('is not kept where it is none: a list of a million other cells would fill the memory', () => {
		const made = jest.spyOn(Intl, 'DateTimeFormat');
		try {
			for (let time = 0; time < 2; time++) readCallingHours({ timeZone: 'Mars/Olympus' }, 'UTC');
			expect(made).toHaveBeenCalledTimes(2);
		} finally {
			made.mockRestore();
		}
	});

	it('is read in any of its thousands of spellings', () => {
		const name = 'europe/isle_of_man';
		for (let bits = 0; bits < 3_000; bits++) {
			const timeZone = [...name]
				.map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter))
				.join('');
			expect(readCallingHours({ timeZone }, 'UTC')).toHaveProperty('zone', timeZone);
		}
	});
});

describe('calling hours that can be read', () => {
	it.each([
		['open from the first minute', '2026-11-25T09:00:00-05:00', 'open'],
		['to the last one', '2026-11-25T19:59:59-05:00', 'open'],
		['closed a second before', '2026-11-25T08:59:59-05:00', '2026-11-25T09:00:00-05:00'],
		['closed from To on', '2026-11-25T20:00:00-05:00', '2026-11-26T09:00:00-05:00'],
		['over the weekend', '2026-11-27T20:00:00-05:00', '2026-11-30T09:00:00-05:00'],
		['by the clock of the zone', '2026-11-25T13:30:00Z', '2026-11-25T09:00:00-05:00'],
	])('%s', (_, now, due) => {
		const written = { from: '09:00', to: '20:00', days: WORKING_DAYS };
		expect(judged({ ...written, timeZone: 'America/New_York' }, now)).toBe(due);
	});

	it.each([
		// Friday's hours reach into Saturday; Monday's night belongs to Sunday, which is not chosen.
		['2026-11-28T01:59:00Z', 'open'],
		['2026-11-28T02:00:00Z', '2026-11-30T22:00:00+00:00'],
		['2026-11-30T01:00:00Z', '2026-11-30T22:00:00+00:00'],
		['2026-12-01T01:00:00Z', 'open'],
		['2026-11-27T22:00:00Z', 'open'],
	])('over midnight belong to the day on which they begin: %s', (now, due) => {
		expect(judged({ from: '22:00', to: '02:00', days: WORKING_DAYS }, now)).toBe(due);
	});

	it('over midnight of Sunday reach into Monday', () => {
		const written = { from: '22:00', to: '02:00', days: ['sunday'] };
		expect(judged(written, '2026-11-30T01:00:00Z')).toBe('open');
		expect(judged(written, '2026-12-01T01:00:00Z')).toBe('2026-12-06T22:00:00+00:00');
	});

	it.each([
		['in the hour that spring skips', '2026-03-29T00:30:00Z', '2026-03-29T03:00:00+02:00'],
		['in the hour that autumn has twice', '2026-10-24T23:50:00Z', '2026-10-25T02:30:00+02:00'],
		[
			'again when the clock is back before From',
			'2026-10-25T01:10:00Z',
			'2026-10-25T02:30:00+01:00',
		],
	])('begin %s', (_, now, due) => {
		const written = { from: '02:30', to: '05:00', days: DAYS, timeZone: 'Europe/Berlin' };
		expect(judged(written, now)).toBe(due);
	});

	it('that lie wholly in the hour that spring skips open on the next day', () => {
		const written = { from: '02:10', to: '02:40', days: DAYS, timeZone: 'Europe/Berlin' };
		expect(judged(written, '2026-03-29T00:30:00Z')).toBe('2026-03-30T02:10:00+02:00');
	});

	it.each([
		['the workflow’s zone and the defaults where nothing is given', {}],
		[
			'times and days as people write them',
			{ from: ' 9:00 ', to: '20:00:00', days: 'Mon, tue;WED thursday\nFri' },
		],
		['days out of cells', { days: [' Mon', 'tuesday ', 'WED', '', 'thursday', 'Fri'] }],
		['days with a comma behind the last', { days: 'Mon, Tue, Wed, Thu, Fri, ' }],
		['a zone out of a cell', { timeZone: ' America/New York ' }],
		['full-width digits', { from: '０９：００' }],
		['a blank for the underscore of a zone', { timeZone: 'America/New York' }],
		['blanks for the underscore of a zone', { timeZone: 'America/New \t York' }],
	])('read %s', (_, written) => {
		expect(readCallingHours(written, 'America/New_York')).toEqual({
			from: 540,
			to: 1200,
			days: new Set([1, 2, 3, 4, 5]),
			zone: 'America/New_York',
		});
	});

	it('24:00 is the end of a day', () => {
		expect(judged({ from: '00:00', to: '24:00', days: DAYS }, '2026-11-25T23:59:59Z')).toBe('open');
	});
});

describe('calling hours that cannot be read', () => {
	it.each([
		[{ from: '25:00' }, 'From (Calling Hours) "25:00" is not a time of day'],
		[{ from: '24:00' }, 'From (Calling Hours) "24:00"'],
		[{ from: '109:00' }, 'From (Calling Hours) "109:00"'],
		[{ from: '9:00 pm' }, 'From (Calling Hours) "9:00 pm"'],
		[{ from: 9 }, 'From (Calling Hours) "9"'],
		[{ from: '' }, 'From (Calling Hours) ""'],
		[{ from: undefined }, 'From (Calling Hours) ""'],
		[{ to: '20:60' }, 'To (Calling Hours) "20:60"'],
		[{ to: '8 pm' }, 'To (Calling Hours) "8 pm"'],
		[{ from: '09:00', to: '9:00' }, 'From and To are both "09:00"'],
		[{ days: [] }, 'Days (Calling Hours) "[]" is not a list of days'],
		[{ days: 'someday' }, 'Days (Calling Hours) "someday"'],
		[
			{ timeZone: 'Europe/Atlantis' },
			'Time Zone (Calling Hours) "Europe/Atlantis" is not a time zone',
		],
		[{ timeZone: '' }, 'Time Zone (Calling Hours) is empty'],
		[{ timeZone: undefined }, 'Time Zone (Calling Hours) is empty'],
		[{ timeZone: 5 }, 'Time Zone (Calling Hours) "5"'],
	])('%j', (written, problem) => {
		expect(readCallingHours(written, 'UTC')).toMatchObject({
			problem: expect.stringContaining(problem),
			remedy: expect.stringMatching(/\.$/),
		});
	});
});

it('a time that cannot be read comes with one that can', () => {
	const remedy = (written: object) => readCallingHours(written, 'UTC');
	expect(remedy({ from: 'x' })).toHaveProperty('remedy', 'Write hours and minutes, such as 09:00.');
	expect(remedy({ to: 'x' })).toHaveProperty('remedy', 'Write hours and minutes, such as 20:00.');
});

/** The same by Luxon's zones, minute after minute: slow, and without the arithmetic that is tested. */
function byLuxon({ from, to, days, zone }: CallingHours, now: number): string | undefined {
	const clocks = IANAZone.create(zone);
	const opens = (moment: number) => {
		const local = new Date(moment + clocks.offset(moment) * MINUTE);
		const minuteOfDay = local.getUTCHours() * 60 + local.getUTCMinutes();
		const today = ((local.getUTCDay() + 6) % 7) + 1;
		if (from < to) return days.has(today) && minuteOfDay >= from && minuteOfDay < to;
		const yesterday = ((local.getUTCDay() + 5) % 7) + 1;
		return minuteOfDay >= from ? days.has(today) : days.has(yesterday) && minuteOfDay < to;
	};
	if (opens(now)) return undefined;
	let moment = Math.floor(now / MINUTE) * MINUTE;
	while (!opens(moment)) moment += MINUTE;
	const found = DateTime.fromMillis(moment, { zone });
	return found.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** Moments around the changes of the clocks of 2026 and 2027, and any others. */
const changes = ZONES.flatMap((zone) => {
	const found: number[] = [];
	const start = Date.UTC(2026, 0, 1);
	for (let hour = 1; hour < 24 * 730; hour++) {
		const [before, after] = [start + (hour - 1) * 3_600_000, start + hour * 3_600_000];
		if (offsetAt(before, zone) !== offsetAt(after, zone)) found.push(after);
	}
	return found.map((moment) => ({ zone, moment }));
});

const anyMinute = fc.integer({ min: 0, max: 1439 });
const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const nearChange = fc
	.tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 86_400, max: 86_400 }))
	.map(([{ zone, moment }, seconds]) => ({ zone, moment: moment + seconds * 1_000 }));
const anywhere = fc.record({
	zone: fc.constantFrom(...ZONES),
	moment: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
});
const nightly = fc.integer({ min: 0, max: 300 });
const times = fc
	.oneof(fc.tuple(anyMinute, anyMinute), fc.tuple(nightly, nightly), fc.tuple(anyMinute, nightly))
	.filter(([from, to]) => from !== to);

describe('against Luxon, which n8n brings', () => {
	it('the changes of the clocks are there to be tested', () => {
		expect(new Set(changes.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(9);
	});

	it.each([
		['near a change of the clocks', nearChange],
		['at any moment', anywhere],
	])(
		'the same hours open at the same moment: %s',
		(_, moments) => {
			fc.assert(
				fc.property(moments, times, fc.subarray(DAYS, { minLength: 1 }), (at, [from, to], days) => {
					const written = { from: clock(from), to: clock(to), days, timeZone: at.zone };
					const now = new Date(at.moment);
					const judgement = judgeHours(hours(written), now);
					const due = judgement === 'open' ? undefined : judgement.dueAt;
					expect(due).toBe(byLuxon(hours(written), at.moment));
				}),
				{ numRuns: 40 },
			);
		},
		60_000,
	);

	it('a local time is the same moment, the first of two, and none that is skipped', () => {
		fc.assert(
			fc.property(fc.oneof(nearChange, anywhere), ({ zone, moment }) => {
				const local = DateTime.fromMillis(moment, { zone: 'UTC' }).startOf('second');
				const ours = momentOf(local.toMillis(), zone);
				const theirs = local.setZone(zone, { keepLocalTime: true });
				const isSkipped = theirs.hour !== local.hour || theirs.minute !== local.minute;
				const first = theirs.getPossibleOffsets().sort((a, b) => a.toMillis() - b.toMillis())[0];
				if (!isSkipped) expect(ours).toBe(first.toMillis());
				else {
					expect(offsetAt(ours, zone)).toBeGreaterThan(offsetAt(ours - 1_000, zone));
					expect(ours + offsetAt(ours, zone)).toBeGreaterThan(local.toMillis());
					expect(ours - 1_000 + offsetAt(ours - 1_000, zone)).toBeLessThan(local.toMillis());
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});
