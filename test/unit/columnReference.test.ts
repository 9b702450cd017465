import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { NOT_PLAIN, columnReader } from '../../nodes/Elemente/createCalls/columnReference';
import { seed } from '../support/seed';

/** What a cell can hold that is read without n8n. */
const cell = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.double({ noNaN: true }),
	fc.boolean(),
	fc.constant(null),
);

/** A name that may follow a dot. */
const identifier = fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,12}$/).filter(isOrdinary);

/** Any other name of a column, as a heading in a table has it: blanks, other scripts, brackets, braces. */
const heading = fc
	.string({ unit: 'grapheme', maxLength: 20 })
	.filter((name) => !/['"\\]/.test(name) && isOrdinary(name));

const blanks = fc.stringMatching(/^[ \t\n]{0,3}$/);

/** Not what hangs on every object: n8n guards that in ways of its own. */
function isOrdinary(name: string): boolean {
	return !(name in {});
}

function read(written: unknown, row: IDataObject): unknown {
	const reader = columnReader(written);
	if (!reader) throw new Error(`not read here: ${JSON.stringify(written)}`);
	return reader(row);
}

describe(`a reference to a column (seed ${seed})`, () => {
	it('behind a dot is read', () => {
		fc.assert(
			fc.property(identifier, cell, blanks, blanks, (name, value, before, after) => {
				const row = { [name]: value, [`${name}2`]: 'another' };
				expect(read(`={{${before}$json.${name}${after}}}`, row)).toBe(value);
			}),
		);
	});

	it('in brackets is read, with either kind of quotes and whatever the name', () => {
		fc.assert(
			fc.property(heading, cell, fc.constantFrom("'", '"'), blanks, (name, value, quote, blank) => {
				const written = `={{ $json[${blank}${quote}${name}${quote}${blank}] }}`;
				expect(read(written, { [name]: value })).toBe(value);
			}),
		);
	});

	it('that the row does not have is undefined', () => {
		fc.assert(
			fc.property(identifier, (name) => {
				expect(read(`={{ $json.${name} }}`, {})).toBeUndefined();
			}),
		);
	});

	it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
		'to %s, which every object has, is left to n8n unless the row has a column of that name',
		(name) => {
			expect(read(`={{ $json.${name} }}`, {})).toBe(NOT_PLAIN);
			expect(read(`={{ $json['${name}'] }}`, {})).toBe(NOT_PLAIN);
			const row = JSON.parse(`{"${name}": "a value"}`) as IDataObject;
			expect(read(`={{ $json.${name} }}`, row)).toBe('a value');
		},
	);

	it.each([[{ a: 1 }], [[1, 2]], [new Date(0)]])('to %j is left to n8n', (value) => {
		expect(read('={{ $json.cell }}', { cell: value } as IDataObject)).toBe(NOT_PLAIN);
	});

	it.each([
		'=text',
		'=',
		'=Hello {{ $json.name }}',
		'={{ $json.name }} ',
		'= {{ $json.name }}',
		'={{ $json.name }}{{ $json.last }}',
		'={{ $json.address.city }}',
		'={{ $json.name.trim() }}',
		'={{ $json?.name }}',
		'={{ $json.2nd }}',
		'={{ $json.größe }}',
		'={{ $json["a"]["b"] }}',
		"={{ $json['it\\'s'] }}",
		`={{ $json['a"] }}`,
		'={{ $json[0] }}',
		'={{ $json[$json.column] }}',
		'={{ $json }}',
		'={{ json.name }}',
		'={{ $json.name || $json.last }}',
		'={{ $json.amount + 1 }}',
		"={{ $('Sheet').item.json.name }}",
		'={{ $input.item.json.name }}',
		'={{ $json.name }',
	])('is not what %j is: n8n evaluates it', (written) => {
		expect(columnReader(written)).toBeUndefined();
		expect(columnReader({ value: written })).toBeUndefined();
	});
});

describe(`what is no expression (seed ${seed})`, () => {
	it('is itself, whatever the row has', () => {
		const literal = fc.oneof(
			cell.filter((value) => typeof value !== 'string' || !value.startsWith('=')),
			fc.constant(undefined),
			fc.constantFrom('{{ $json.name }}', '$json.name', 'Hello {{firstName}}', ' ={{ $json.a }}'),
		);
		fc.assert(
			fc.property(literal, (written) => {
				expect(read(written, { name: 'Ada', a: 1 })).toBe(written);
			}),
		);
	});
});

describe('references inside an object', () => {
	/** What Map Each Field stores. */
	const assignments = {
		assignments: [
			{ id: '1', name: 'Order ID', value: "={{ $json['Order ID'] }}", type: 'string' },
			{ id: '2', name: 'vip', value: true, type: 'boolean' },
		],
	};

	it('are read in their places; lists stay lists, and what is written stays as it was', () => {
		const before = structuredClone(assignments);
		expect(read(assignments, { 'Order ID': 'A-7' })).toEqual({
			assignments: [
				{ id: '1', name: 'Order ID', value: 'A-7', type: 'string' },
				{ id: '2', name: 'vip', value: true, type: 'boolean' },
			],
		});
		expect(assignments).toEqual(before);
	});

	it('are left to n8n as a whole where one of them is', () => {
		expect(read(assignments, { 'Order ID': { nested: true } })).toBe(NOT_PLAIN);
		const computed = { name: 'sum', value: '={{ $json.a + 1 }}' };
		expect(columnReader({ assignments: [...assignments.assignments, computed] })).toBeUndefined();
	});

	it('are read anew for each row', () => {
		const reader = columnReader({ value: '={{ $json.a }}' });
		expect([{ a: 1 }, {}, { a: 'x' }].map((row) => reader?.(row))).toEqual([
			{ value: 1 },
			{ value: undefined },
			{ value: 'x' },
		]);
	});
});
