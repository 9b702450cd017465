import { describe, expect, it } from '@jest/globals';
import type { INode } from 'n8n-workflow';

import { type CheckedRow, EMPTY_ROW } from '../../nodes/Elemente/createCalls/checkRows';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import type { RowOutcome } from '../../nodes/Elemente/createCalls/outcome';
import {
	badRowsError,
	cancelledError,
	partWayError,
} from '../../nodes/Elemente/createCalls/runErrors';

const NODE = {
	name: 'Elemente',
	type: 'x',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	id: '1',
} as INode;
const WAY_OUT = /^To call the good rows anyway/;

const row = (number: number, ...problems: string[]) =>
	({
		...{ itemIndex: number - 1, body: { channel: 'call' } },
		problems: problems.map((problem) => ({ problem, remedy: `Mend: ${problem}.` })),
	}) as unknown as CheckedRow;

const PLACED = (id: string): RowOutcome => ({ outcome: 'placed', call: { id } });
const FAILED: RowOutcome = {
	outcome: 'notPlaced',
	failure: { kind: 'badRequest', statusCode: 400 },
};
const DOUBT: RowOutcome = { outcome: 'unknown', sentAt: new Date(0), failure: { kind: 'dropped' } };
const SKIPPED: RowOutcome = { outcome: 'skipped', skipped: 'outsideHours', reason: '' };

const linesOf = (error: { description?: string | null }) =>
	(error.description ?? '').split('<br>\n');

function bad(rows: CheckedRow[], total: number, ledger = new Ledger()) {
	const error = badRowsError(NODE, rows, total, ledger);
	return [error.message, ...linesOf(error)];
}

describe('bad rows', () => {
	it('of which there is one of one are named by the message, and what to do is left to say', () => {
		expect(bad([row(1, 'A is bad')], 1)).toEqual([
			'Row 1: A is bad. No call was placed.',
			'Mend: A is bad.',
		]);
	});

	it('of which there is one of many have a way out behind that', () => {
		expect(bad([row(2, 'A is bad')], 3)).toEqual([
			'Row 2: A is bad. No call was placed.',
			'Mend: A is bad.',
			expect.stringMatching(WAY_OUT),
		]);
	});

	it('of which there is one with two problems are described', () => {
		expect(bad([row(1, 'A is bad', 'B is bad')], 1)).toEqual([
			'Row 1: A is bad. No call was placed.',
			'Row 1: A is bad. Mend: A is bad.',
			'Row 1: B is bad. Mend: B is bad.',
		]);
	});

	it('of which there are several have the way out in front', () => {
		expect(bad([row(1, 'A is bad'), row(2, 'B is bad')], 3)).toEqual([
			'2 of 3 rows cannot be sent. No call was placed.',
			expect.stringMatching(WAY_OUT),
			'Row 1: A is bad. Mend: A is bad.',
			'Row 2: B is bad. Mend: B is bad.',
		]);
		expect(bad([row(1, 'A is bad'), row(2, 'B is bad')], 2)).toEqual([
			'None of the 2 rows can be sent. No call was placed.',
			'Row 1: A is bad. Mend: A is bad.',
			'Row 2: B is bad. Mend: B is bad.',
		]);
	});

	it.each([
		[[2], 3, 'Row 2: The row is empty. No call was placed.', 'Row 2 is empty. '],
		[[2, 3], 3, 'Rows 2 and 3 are empty. No call was placed.', 'Rows 2 and 3 are empty. '],
	])('that are empty say so once: %j', (numbers, total, message, line) => {
		expect(
			bad(
				numbers.map((number) => row(number, EMPTY_ROW)),
				total,
			),
		).toEqual([
			...[
				message,
				expect.stringMatching(`^${line}Delete empty rows`),
				expect.stringMatching(WAY_OUT),
			],
		]);
	});

	it('that are empty come behind the others', () => {
		expect(bad([row(1, EMPTY_ROW), row(2, 'A is bad')], 2)).toEqual([
			'None of the 2 rows can be sent. No call was placed.',
			'Row 2: A is bad. Mend: A is bad.',
			expect.stringMatching(/^Row 1 is empty\. /),
		]);
	});

	it('after calls were placed say that no further one was', () => {
		const ledger = new Ledger();
		ledger.settle({ itemIndex: 5 }, PLACED('1') as never);
		expect(bad([row(1, 'A is bad')], 1, ledger)[0]).toBe(
			'Row 1: A is bad. No further call was placed.',
		);
	});

	it('that are too many to be told are counted', () => {
		const many = Array.from({ length: 100 }, (_, at) =>
			row(at + 1, `Problem ${'x'.repeat(at)} is here`),
		);
		const lines = bad(many, 100);
		expect(lines.join('').length).toBeLessThan(3_000);
		const said = lines.filter((line) => line.startsWith('Row ')).length;
		expect(said).toBeGreaterThan(20);
		expect(lines.at(-1)).toBe(`… and ${100 - said} other problems.`);
	});
});

/** What the run says, and its lines, by what became of the rows 1, 2, …; null where one was not sent. */
function ended(
	how: 'part way' | 'cancelled',
	all: Array<RowOutcome | null>,
	isForgetful = false,
): string[] {
	const rows = all.map((_, at) => row(at + 1));
	const outcomes = new Map(all.flatMap((outcome, at) => (outcome ? [[at, outcome] as const] : [])));
	const ledger = { isForgetful } as Ledger;
	const error = (how === 'part way' ? partWayError : cancelledError)(NODE, rows, outcomes, ledger);
	return [error.message, ...linesOf(error)];
}

const GO_ON = /^Run the workflow again to go on: /;
const MEND = expect.not.stringMatching(/^(Run the workflow|Placed|Not placed|Held back|No call)/);

describe('a run that ended part way', () => {
	it('names the row that failed, what to do, how to go on, and what was placed', () => {
		expect(ended('part way', [PLACED('7'), FAILED, null, null, SKIPPED])).toEqual([
			expect.stringMatching(/^Row 2 was not placed: .* \(HTTP 400\)$/),
			MEND,
			expect.stringMatching(GO_ON),
			'Not placed (3): Rows 2–4.',
			'Held back by a rule (1): Row 5.',
			'Placed (1) and not to be sent again: Row 1: 7.',
		]);
	});

	it('has the way to go on first where the row is in doubt, and the other doubts last', () => {
		expect(ended('part way', [DOUBT, PLACED('7'), DOUBT])).toEqual([
			expect.stringMatching(/^Row 1: it is not known whether/),
			expect.stringMatching(GO_ON),
			MEND,
			expect.stringMatching(/^Row 3: it is not known whether .*\. .* request for the customer/),
			'Placed (1) and not to be sent again: Row 2: 7.',
		]);
	});

	it('does not speak of going on where nothing is remembered', () => {
		expect(ended('part way', [PLACED('7'), FAILED], true)).not.toContainEqual(
			expect.stringMatching(GO_ON),
		);
	});

	it('says that nobody was called', () => {
		expect(ended('part way', [FAILED, null])).toEqual([
			...[expect.stringMatching(/^Row 1/), MEND, 'No call was placed.'],
		]);
	});

	it('of one row says no more than is to be said', () => {
		expect(ended('part way', [FAILED])).toHaveLength(3);
		const [, ...lines] = ended('part way', [DOUBT]);
		expect(lines).toEqual([MEND, 'No call is known to be placed.']);
	});

	it('counts the doubts that are too many to be told', () => {
		const lines = ended('part way', [FAILED, ...Array<RowOutcome>(5).fill(DOUBT)]);
		expect(lines).toContainEqual(expect.stringMatching(/^Row 2: it is not known/));
		expect(lines).toContainEqual('Rows 3–6: it is not known whether these calls were placed.');
		const two = ended('part way', [FAILED, DOUBT, DOUBT]);
		expect(two).toContainEqual('Row 3: it is not known whether this call was placed.');
	});

	it('names the ids with a comma between', () => {
		expect(ended('part way', [PLACED('7'), PLACED('8'), FAILED]).at(-1)).toBe(
			'Placed (2) and not to be sent again: Row 1: 7, Row 2: 8.',
		);
	});

	it.each([
		['few doubts', 0],
		['many doubts', 100],
	])('names as many ids as there is room for, and counts the others: %s', (_, doubts) => {
		const all = [
			...Array<RowOutcome>(doubts).fill(DOUBT),
			...Array.from({ length: 500 }, (__, at) => PLACED(`id-${at}`)),
		];
		const text = ended('part way', [FAILED, ...all]).join('<br>\n');
		expect(text.length).toBeGreaterThan(3_000);
		expect(text.length).toBeLessThan(4_000);
		const said = [...text.matchAll(/id-\d+/g)].length;
		expect(text).toMatch(new RegExp(`and ${500 - said} more\\.$`));
	});
});

describe('a run that was cancelled', () => {
	const CANCELLED = 'The run was cancelled. No further call was placed.';
	it('says what had been placed by then, and how to go on', () => {
		expect(ended('cancelled', [PLACED('7'), DOUBT, null])).toEqual([
			CANCELLED,
			expect.stringMatching(GO_ON),
			expect.stringMatching(/^Row 2: it is not known/),
			'Not placed (1): Row 3.',
			'Placed (1) and not to be sent again: Row 1: 7.',
		]);
	});

	it('before it began says that nobody was called', () => {
		expect(ended('cancelled', [null, null]).filter((line) => line !== '')).toEqual([
			...[CANCELLED, 'No call was placed.'],
		]);
	});

	it('of one row does not speak of going on', () => {
		expect(ended('cancelled', [PLACED('7')])).not.toContainEqual(expect.stringMatching(GO_ON));
	});
});
