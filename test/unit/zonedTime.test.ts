import { describe, expect, it, jest } from '@jest/globals';

import {
	changeBetween,
	isZone,
	isoIn,
	momentOf,
	offsetAt,
} from '../../nodes/Elemente/createCalls/zonedTime';

const at = (text: string) => Date.parse(text);

describe('a time zone', () => {
	it('is what there is, in any spelling', () => {
		const names = ['UTC', 'Europe/Berlin', 'europe/BERLIN', 'Mars/Olympus', '', 'Europe'];
		expect(names.map(isZone)).toEqual([true, true, true, false, false, false]);
	});

	it('is made ready once, and no more than a thousand are kept', () => {
		const made = jest.spyOn(Intl, 'DateTimeFormat');
		try {
			const spelling = (n: number) => {
				let bit = 0;
				return 'australia/sydney'.replace(/[a-z]/g, (letter) =>
					(n >> bit++) & 1 ? letter.toUpperCase() : letter,
				);
			};
			for (let n = 1; n <= 1_500; n++) isZone(spelling(n));
			made.mockClear();
			isZone(spelling(1_500));
			expect(made).toHaveBeenCalledTimes(0);
			isZone(spelling(1));
			expect(made).toHaveBeenCalledTimes(1);
		} finally {
			made.mockRestore();
		}
	});
});

describe('how far the clocks of a zone are ahead', () => {
	const MINUTE = 60_000;
	it.each([
		['UTC', '2026-01-31T12:34:56Z', 0],
		['Europe/Berlin', '2026-01-31T23:30:00Z', 60],
		['Europe/Berlin', '2026-12-31T23:59:59.999Z', 60],
		['Europe/Berlin', '2026-07-01T00:00:00Z', 120],
		['America/New_York', '2026-01-01T00:00:00.001Z', -300],
		['Asia/Kathmandu', '2026-01-01T18:14:59.5Z', 345],
		['America/St_Johns', '2026-02-28T03:29:59Z', -210],
	])('in %s at %s: %i minutes', (zone, moment, minutes) => {
		expect(offsetAt(at(moment), zone)).toBe(minutes * MINUTE);
	});
});

describe('the change of the clocks', () => {
	it.each([
		['Europe/Berlin', '2026-03-28T00:00:00Z', '2026-03-30T00:00:00Z', '2026-03-29T01:00:00Z'],
		['America/New_York', '2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z', '2026-11-01T06:00:00Z'],
		['Australia/Lord_Howe', '2026-04-03T22:10:30Z', '2026-04-05T22:10:30Z', '2026-04-04T15:00:00Z'],
		['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
	])('in %s between %s and %s is at %s', (zone, before, after, change) => {
		expect(changeBetween(at(before), at(after), zone)).toBe(at(change));
	});
});

describe('the moment at which the clocks show a time', () => {
	it.each([
		['Europe/Berlin', '2026-06-01T09:00:00Z', '2026-06-01T07:00:00Z'],
		['America/New_York', '2026-01-15T09:00:00Z', '2026-01-15T14:00:00Z'],
		// Shown twice: the first.
		['Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z'],
		['America/New_York', '2026-11-01T01:30:00Z', '2026-11-01T05:30:00Z'],
		// Never shown: the moment of the change.
		['Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:00:00Z'],
		['America/New_York', '2026-03-08T02:15:00Z', '2026-03-08T07:00:00Z'],
		// Just before and after the change, on the same day.
		['Europe/Berlin', '2026-03-29T01:59:00Z', '2026-03-29T00:59:00Z'],
		['Europe/Berlin', '2026-03-29T03:00:00Z', '2026-03-29T01:00:00Z'],
		['Europe/Berlin', '2026-10-25T03:00:00Z', '2026-10-25T02:00:00Z'],
	])('in %s: %s is %s', (zone, local, moment) => {
		expect(momentOf(at(local), zone)).toBe(at(moment));
	});
});

describe('a moment in a zone, written down', () => {
	it.each([
		['2026-11-26T14:00:00.123Z', 'America/New_York', '2026-11-26T09:00:00-05:00'],
		['2026-11-26T14:00:00Z', 'UTC', '2026-11-26T14:00:00+00:00'],
		['2026-11-26T18:30:00Z', 'Asia/Kathmandu', '2026-11-27T00:15:00+05:45'],
		['2026-11-26T14:00:00Z', 'America/St_Johns', '2026-11-26T10:30:00-03:30'],
		['2026-11-26T14:00:00Z', 'Pacific/Kiritimati', '2026-11-27T04:00:00+14:00'],
		// Before there were zones: to the minute.
		['1880-01-01T00:00:00Z', 'Europe/Berlin', '1880-01-01T00:53:28+00:53'],
	])('%s in %s is %s', (moment, zone, text) => {
		expect(isoIn(at(moment), zone)).toBe(text);
	});
});
