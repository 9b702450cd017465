import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { WhoseAnswer } from '../../nodes/Elemente/createCalls/whoseAnswer';

const [ANA, BEN, EVA] = ['+13035550001', '+13035550002', '+13035550003'];

const row = (itemIndex: number, body: IDataObject) => ({ itemIndex, body }) as CheckedRow;

const ROWS = [
	row(0, { customerPhone: ANA }),
	row(1, { customerPhone: BEN, customerEmail: 'ben@example.com' }),
	row(2, { customerPhone: BEN }),
	row(3, { customerEmail: 'eva@example.com' }),
];

/** Says what is wrong with the answer to a row; the id "known" is that of the call of row 2. */
function mistaken(at: number, call: IDataObject, rows = ROWS) {
	const rowOf = (id: string) => (id === 'known' ? 1 : undefined);
	return new WhoseAnswer(rows, { rowOf }).mistaken(rows[at], { id: 'new', ...call });
}

describe('the answer to a row', () => {
	it.each<[string, number, IDataObject]>([
		['says nothing of the customer', 0, {}],
		['is to its customer', 0, { customerPhone: ANA }],
		['is to its customer, written in another way', 0, { customerPhone: '1 (303) 555-0001' }],
		['has the id that the row has had before', 1, { id: 'known' }],
		['is to a stranger', 0, { customerPhone: EVA }],
		[
			'is to its address, with the number of another',
			1,
			{ customerPhone: ANA, customerEmail: 'BEN@example.com' },
		],
		[
			'is to its number, with the address of another',
			1,
			{ customerPhone: BEN, customerEmail: 'eva@example.com' },
		],
		['names by an address whom the row names by number', 0, { customerEmail: 'eva@example.com' }],
		['is to the customer of two rows', 1, { customerPhone: BEN }],
		['is to the customer of two rows, and the second', 2, { customerPhone: BEN }],
	])('is its own where it %s', (_, at, call) => {
		expect(mistaken(at, call)).toBeUndefined();
	});

	it.each<[string, number, IDataObject, number, string]>([
		[
			'has the id of that one',
			0,
			{ id: 'known', customerPhone: ANA },
			1,
			'Row 2 and Row 1 were given the same call "known".',
		],
		[
			'is to its number',
			1,
			{ customerPhone: ANA },
			0,
			'Row 2 was given the call "new" to the customer of Row 1.',
		],
		[
			'is to the number of two rows, of which the first counts',
			0,
			{ customerPhone: BEN },
			1,
			'Row 1 was given the call "new" to the customer of Row 2.',
		],
		[
			'is to its address',
			1,
			{ customerEmail: 'EVA@example.com' },
			3,
			'Row 2 was given the call "new" to the customer of Row 4.',
		],
		[
			'is to its number, and a stranger has the address',
			1,
			{ customerPhone: ANA, customerEmail: 'x@example.com' },
			0,
			'Row 2 was given the call "new" to the customer of Row 1.',
		],
	])("is another row's where it %s", (_, at, call, otherRow, detail) => {
		expect(mistaken(at, call)).toEqual({ otherRow, detail });
	});

	it('is its own where nobody is named by anything', () => {
		const rows = [row(0, {}), row(1, { customerName: 'Ana' })];
		expect(mistaken(1, { customerPhone: ANA }, rows)).toBeUndefined();
		expect(mistaken(1, {}, rows)).toBeUndefined();
	});
});
