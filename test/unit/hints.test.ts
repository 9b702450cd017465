import { describe, expect, it } from '@jest/globals';

import {
	type Counts,
	countsOf,
	hintAfterRun,
	hintOfCheck,
	hintOfEarlier,
	showHints,
} from '../../nodes/Elemente/createCalls/hints';
import type { PlacedRow, RowOutcome } from '../../nodes/Elemente/createCalls/outcome';
import { checkedRows } from '../support/checkedRows';

const counts = (some: Partial<Counts>): Counts => ({
	...{ rows: 0, placed: 0, notPlaced: 0, unknown: 0, skipped: {}, due: new Set<string>() },
	...some,
});

describe('the hint after a run', () => {
	it.each<[Partial<Counts>, string[]]>([
		[{ rows: 500, placed: 500 }, []],
		[{ rows: 0 }, []],
		[{ rows: 1, notPlaced: 1 }, ['Of 1 row, none was placed, 1 was not placed.']],
		[
			{ rows: 10, placed: 6, notPlaced: 2, unknown: 1, skipped: { doNotContact: 1 } },
			[
				'Of 10 rows, 6 were placed, 1 is on the do-not-contact list, 2 were not placed, of 1 it is not known whether it was placed.',
			],
		],
		[
			{ rows: 9, placed: 1, skipped: { outage: 4, sameCustomer: 2, alreadyContacted: 2 } },
			[
				'Of 9 rows, 1 was placed, 4 are left for later, as the API failed too many rows in a row, 2 have a customer whom an earlier row contacts, 2 are known to be contacted before.',
			],
		],
		[
			{
				rows: 7,
				placed: 1,
				unknown: 2,
				skipped: { emptyRow: 1, afterStopTime: 1, outsideHours: 2 },
			},
			[
				'Of 7 rows, 1 was placed, 1 is empty, 1 has their turn after Stop Placing At, 2 are outside of their calling hours, of 2 it is not known whether they were placed.',
			],
		],
	])('%j', (some, hint) => {
		expect(hintAfterRun(counts(some))).toEqual(hint);
	});
});

it('what is counted: all rows, those that are bad too, and when those outside of their hours are due', () => {
	const held = { outcome: 'skipped', reason: 'why' } as const;
	const outcomes = new Map<number, RowOutcome>([
		[0, { outcome: 'placed', call: { id: '1' } }],
		[1, { ...held, skipped: 'outsideHours', dueAt: 'nine' }],
		[2, { ...held, skipped: 'outsideHours', dueAt: 'ten' }],
		[3, { ...held, skipped: 'outsideHours', dueAt: 'nine' }],
		[4, { ...held, skipped: 'doNotContact' }],
	]);
	expect(countsOf(checkedRows(6), outcomes)).toEqual({
		...{ rows: 6, placed: 1, notPlaced: 1, unknown: 0 },
		skipped: { outsideHours: 3, doNotContact: 1 },
		due: new Set(['nine', 'ten']),
	});
});

describe('the hint of Check Only', () => {
	it('counts in one sentence', () => {
		const some = {
			...{ rows: 1_002, placed: 850, notPlaced: 2 },
			skipped: { doNotContact: 100, outsideHours: 50 },
			due: new Set(['2026-11-26T09:00:00-05:00']),
		};
		expect(hintOfCheck(counts(some))).toEqual([
			'Nothing was sent, as Check Only is on: 850 would be placed now, 100 are on the do-not-contact list, 50 have their hours from 2026-11-26 09:00 -05:00, 2 are bad and would not be sent.',
		]);
	});

	it('names the first of several hours', () => {
		const due = new Set(['2026-11-26T09:00:00-05:00', '2026-11-26T09:00:00+01:00']);
		const [hint] = hintOfCheck(counts({ rows: 2, skipped: { outsideHours: 2 }, due }));
		expect(hint).toContain('2 have their hours later, the first from 2026-11-26 09:00 +01:00.');
	});
});

describe('the hint of what an earlier run has placed', () => {
	const placed = (...known: Array<PlacedRow['known']>) =>
		new Map(
			known.map((how, row): [number, RowOutcome] => [
				row,
				{ outcome: 'placed', call: { id: `${row}` }, known: how },
			]),
		);
	const REMEMBERED = { isForgetful: false };

	it.each<[string, Map<number, RowOutcome>, string[]]>([
		['nothing', placed(undefined, 'afterDoubt'), []],
		[
			'one row',
			placed('earlierRun', undefined),
			[
				'1 row had been placed by an earlier run that did not end well, and was not contacted again. To contact them again, choose Start Over for When Run Again under Contact Rules.',
			],
		],
		[
			'rows, and answers that were lost',
			placed('earlierRun', 'foundByLookUp', 'earlierRun', 'foundByLookUp', 'foundByLookUp'),
			[
				'2 rows had been placed by an earlier run that did not end well, and were not contacted again. To contact them again, choose Start Over for When Run Again under Contact Rules.',
				"The answer to 3 rows was lost; the calls were found in Elemente's list, so they were not placed again.",
			],
		],
		[
			'one answer that was lost',
			placed('foundByLookUp'),
			[
				"The answer to 1 row was lost; the call was found in Elemente's list, so it was not placed again.",
			],
		],
	])('%s', (_, outcomes, hints) => {
		expect(hintOfEarlier(outcomes, REMEMBERED)).toEqual(hints);
	});

	it('where nothing is remembered, says so once there was anything', () => {
		expect(hintOfEarlier(placed(), { isForgetful: true })).toEqual([]);
		expect(hintOfEarlier(placed(undefined), { isForgetful: true })).toEqual([
			expect.stringContaining('is not remembered after this run'),
		]);
	});
});

describe('hints', () => {
	it('are shown above the output, each by itself, with no tag in them', () => {
		const shown: unknown[] = [];
		const addExecutionHints = (...hints: unknown[]) => void shown.push(...hints);
		showHints({ addExecutionHints } as never, ['One <b>row</b>.', 'Two.']);
		expect(shown).toEqual(
			[expect.not.stringContaining('<b>'), 'Two.'].map((message) => ({
				...{ message, type: 'info', location: 'outputPane' },
			})),
		);
	});

	it('are left out by an n8n that shows none', () => {
		expect(() => showHints({} as never, ['One.'])).not.toThrow();
	});
});
