import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { EMPTY_ROW } from '../../nodes/Elemente/createCalls/checkRows';
import { ContactRules } from '../../nodes/Elemente/createCalls/contactRules';
import type { RowOutcome } from '../../nodes/Elemente/createCalls/outcome';
import { RowProblem } from '../../nodes/Elemente/rows/problems';
import { checkedRows, contextWith } from '../support/checkedRows';

const PLACED: RowOutcome = { outcome: 'placed', call: { id: 'call' } };
const SERVER_ERROR: RowOutcome = {
	outcome: 'notPlaced',
	failure: { kind: 'serverError', statusCode: 500 },
};
const REFUSED: RowOutcome = {
	outcome: 'notPlaced',
	failure: { kind: 'badRequest', statusCode: 400 },
};

/** @param rows the first of them are to be checked */
function rulesOf(contactRules: IDataObject, rows = checkedRows(3), options: IDataObject = {}) {
	const rules = new ContactRules(contextWith({ contactRules, options }));
	rules.check(rows);
	return rules;
}

describe('calling hours', () => {
	const rules = rulesOf({
		callingHours: { hours: { from: '09:05', to: '18:30', days: ['monday'], timeZone: 'UTC' } },
	});

	it('hold back a row outside of them, and say when they are and when they begin', () => {
		expect(rules.heldBack(1, new Date('2026-11-23T09:04:59Z'))).toEqual({
			outcome: 'skipped',
			skipped: 'outsideHours',
			reason:
				'Row 2 was not contacted: it is outside its calling hours by the clocks of UTC. The time for it is from 09:05 to 18:30, and begins next at 2026-11-23T09:05:00+00:00.',
			dueAt: '2026-11-23T09:05:00+00:00',
		});
	});

	it('hold nobody back within them, nor where there are none', () => {
		expect(rules.heldBack(1, new Date('2026-11-23T09:05:00Z'))).toBeUndefined();
		expect(rulesOf({}).heldBack(1, new Date('2026-11-22T09:05:00Z'))).toBeUndefined();
	});
});

describe('Stop Placing At', () => {
	const rules = rulesOf({ stopPlacingAt: '2026-11-23T18:00:00Z' });

	it('holds back from that moment on, and says so', () => {
		expect(rules.heldBack(0, new Date('2026-11-23T17:59:59.999Z'))).toBeUndefined();
		expect(rules.heldBack(0, new Date('2026-11-23T18:00:00Z'))).toEqual({
			outcome: 'skipped',
			skipped: 'afterStopTime',
			reason:
				'Row 1 was not contacted: its turn came after 2026-11-23T18:00:00.000Z, when nothing more was to be placed.',
		});
	});
});

describe('Stop After Failures', () => {
	/** @returns why the row after these is held back */
	const after = (most: unknown, ...outcomes: RowOutcome[]) => {
		const rules = rulesOf({ stopAfterFailures: most as number });
		for (const outcome of outcomes) rules.note(outcome);
		return rules.heldBack(2)?.skipped;
	};

	it.each<[string, number, RowOutcome[], string | undefined]>([
		['so many in a row', 2, [SERVER_ERROR, SERVER_ERROR], 'outage'],
		['one less', 2, [SERVER_ERROR], undefined],
		['a good one in between', 2, [SERVER_ERROR, PLACED, SERVER_ERROR], undefined],
		['one in between that the API refused', 2, [SERVER_ERROR, REFUSED, SERVER_ERROR], undefined],
		['never with 0', 0, [SERVER_ERROR, SERVER_ERROR], undefined],
	])('%s', (_, most, outcomes, why) => {
		expect(after(most, ...outcomes)).toBe(why);
	});

	it('a row that a rule held back says nothing of the API', () => {
		const rules = rulesOf({ stopAfterFailures: 2 });
		const skipped = { outcome: 'skipped', skipped: 'doNotContact', reason: '' } as const;
		for (const outcome of [SERVER_ERROR, skipped, undefined, SERVER_ERROR]) rules.note(outcome);
		expect(rules.heldBack(2)).toEqual({
			outcome: 'skipped',
			skipped: 'outage',
			reason:
				'Row 3 was not contacted: the API failed 2 rows in a row before it. Run the workflow again when it is back: it goes on from here.',
		});
	});

	it('is twenty where nothing is said', () => {
		const rules = rulesOf({});
		for (let row = 0; row < 19; row++) rules.note(SERVER_ERROR);
		expect(rules.heldBack(0)).toBeUndefined();
		rules.note(SERVER_ERROR);
		expect(rules.heldBack(0)?.skipped).toBe('outage');
	});
});

describe('Leave Out Empty Rows', () => {
	it('an empty row is held back, and no rule that cannot be read makes it bad', () => {
		const rows = checkedRows(2);
		rows[0].problems.push(new RowProblem(rows[0].context, EMPTY_ROW, ''));
		const rules = rulesOf({ stopPlacingAt: 'tomorrow' }, rows, { leaveOutEmptyRows: true });

		expect(rules.heldBack(0)).toEqual({
			outcome: 'skipped',
			skipped: 'emptyRow',
			reason: 'Row 1 was not contacted: it is empty.',
		});
		expect(rows.map(({ problems }) => problems.map(({ problem }) => problem))).toEqual([
			[],
			['Stop Placing At "tomorrow" is not a date with a time'],
		]);
	});

	it('a row that is bad for another reason is no empty one', () => {
		const rows = checkedRows(1);
		rows[0].problems.push(new RowProblem(rows[0].context, 'Agent is empty', ''));
		const rules = rulesOf({}, rows, { leaveOutEmptyRows: true });
		expect(rows[0].problems).toHaveLength(1);
		expect(rules.heldBack(0)).toBeUndefined();
	});
});

describe('Do Not Contact', () => {
	it('holds back who is on it, and names who', () => {
		const rules = rulesOf({ doNotContact: '+12025550001' });
		expect(rules.heldBack(0)).toBeUndefined();
		expect(rules.heldBack(1)).toEqual({
			outcome: 'skipped',
			skipped: 'doNotContact',
			reason: 'Row 2 was not contacted: +12025550001 is on the do-not-contact list.',
		});
		expect(rules.notes).toEqual([]);
	});

	it('that is empty holds nobody back, and says so', () => {
		const rules = rulesOf({ doNotContact: ',' });
		expect(rules.heldBack(0)).toBeUndefined();
		expect(rules.notes).toEqual(['The Do Not Contact list is empty.']);
	});

	it.each([
		['Phone,Name', '"Phone", "Name".'],
		['Phone,Name,Town', '"Phone", "Name", "Town".'],
		['Phone,Name,Town,Street', '"Phone", "Name", "Town", ….'],
	])('tells which words it passed over, three at most: %s', (words, told) => {
		expect(rulesOf({ doNotContact: `+12025550001,${words}` }).notes).toEqual([
			`Do Not Contact holds words that name nobody, and were passed over: ${told}`,
		]);
	});
});

describe('Same Customer Twice', () => {
	/** Rows 2 and 4 go to the customer of row 1. */
	const list = () => {
		const rows = checkedRows(4);
		for (const at of [1, 3]) rows[at].body.customerPhone = rows[0].body.customerPhone;
		return rows;
	};

	it('contacts each, and counts the second ones', () => {
		const rules = rulesOf({}, list());
		expect(rules.heldBack(1)).toBeUndefined();
		expect(rules.notes).toEqual([
			'2 rows go to somebody whom an earlier row contacts on the same channel: the rule Same Customer Twice holds that back.',
		]);
		expect(rulesOf({}, list().slice(0, 3)).notes).toEqual([
			'1 row goes to somebody whom an earlier row contacts on the same channel: the rule Same Customer Twice holds that back.',
		]);
	});

	it('holds the second ones back, and names the first', () => {
		const rules = rulesOf({ sameCustomer: 'once' }, list());
		expect(rules.notes).toEqual([]);
		expect([0, 1, 2, 3].map((row) => rules.heldBack(row)?.reason)).toEqual([
			undefined,
			'Row 2 was not contacted: row 1 goes to the same customer, +12025550000, on the same channel.',
			undefined,
			'Row 4 was not contacted: row 1 goes to the same customer, +12025550000, on the same channel.',
		]);
	});

	it('holds nobody back of whom the row does not say who it is', () => {
		const rows = checkedRows(2).map((row) => ({ ...row, body: { channel: 'webchat' } }));
		const rules = rulesOf({ sameCustomer: 'once' }, rows);
		expect([rules.heldBack(0), rules.heldBack(1)]).toStrictEqual([undefined, undefined]);
	});

	it('makes the second ones bad', () => {
		const rows = list();
		rulesOf({ sameCustomer: 'refuse' }, rows);
		expect(rows.map(({ problems }) => problems.map(({ problem }) => problem))).toEqual([
			[],
			['+12025550000 is in Row 1 already, with the same channel'],
			[],
			['+12025550000 is in Row 1 already, with the same channel'],
		]);
	});
});
