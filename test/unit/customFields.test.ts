import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fromAssignments, fromJson } from '../../nodes/Elemente/fields/customFields';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';

const LABEL = 'Custom Fields';

function fromMapped(assignments: unknown[]) {
	return fromAssignments(rowOf(), { assignments }, LABEL);
}

function json(value: unknown) {
	return fromJson(rowOf(), value, LABEL);
}

const scalar = fc.oneof(
	fc.string().filter((text) => text.trim() !== ''),
	fc.stringMatching(/^0{0,3}\d{1,20}$/).filter((digits) => digits !== ''),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
	fc.integer(),
	fc.boolean(),
);

const name = fc
	.oneof(
		fc.string().map((text) => text.trim()),
		fc.constantFrom(
			'Order ID',
			'__proto__',
			'constructor',
			'toString',
			'length',
			'Größe in cm',
			'数量',
			'a.b[0]',
		),
	)
	.filter((text) => text !== '');

const fields = fc.uniqueArray(fc.record({ name, value: scalar }), {
	minLength: 1,
	maxLength: 8,
	selector: (field) => field.name,
});

/** An object in which every name is a property of its own, `__proto__` too, as JSON.parse makes it. */
function objectOf(list: Array<{ name: string; value: unknown }>): IDataObject {
	const entries = list.map(
		({ name: key, value }) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
	);
	return JSON.parse(`{${entries.join(',')}}`);
}

describe(`custom fields keep names, values and types (seed ${seed})`, () => {
	it('when mapped one by one', () => {
		fc.assert(
			fc.property(fields, (list) => {
				const assignments = list.map((field) => ({ id: 'x', ...field, type: typeof field.value }));
				expect(fromMapped(assignments)).toEqual(list);
			}),
		);
	});

	it('when written as a JSON list, as text or from an expression', () => {
		fc.assert(
			fc.property(fields, (list) => {
				expect(json(JSON.stringify(list))).toEqual(list);
				expect(json(list)).toEqual(list);
			}),
		);
	});

	it('when written as a JSON object, as text or from an expression', () => {
		fc.assert(
			fc.property(fields, (list) => {
				const object = objectOf(list);
				const sent = Object.keys(object).map((key) => list.find((field) => field.name === key));
				expect(json(JSON.stringify(object))).toEqual(sent);
				expect(json(object)).toEqual(sent);
				expect(Object.keys({})).toEqual([]);
			}),
		);
	});

	it.each([
		['12345', 'string', '12345'],
		['007', 'string', '007'],
		[' padded ', 'string', ' padded '],
		[12345, 'string', '12345'],
		[true, 'string', 'true'],
		[150.75, 'number', 150.75],
		['150.75', 'number', 150.75],
		[0, 'number', 0],
		[true, 'boolean', true],
		[false, 'boolean', false],
		['true', 'boolean', true],
		['2025-03-12', 'dateTime', '2025-03-12'],
		['x', undefined, 'x'],
	])('%j mapped as %s is sent as %j', (value, type, sent) => {
		expect(fromMapped([{ name: 'A', value, type }])).toEqual([{ name: 'A', value: sent }]);
	});

	it('sends a date as ISO 8601 text, whatever type it was mapped as', () => {
		const date = new Date('2025-03-12T10:00:00Z');
		// As n8n's $now: an object that says how it is written.
		const dateTime = { toISO: () => '2025-03-12T11:00:00.000+01:00' };
		for (const type of ['string', 'number', 'dateTime', 'object', undefined]) {
			expect(fromMapped([{ name: 'A', value: date, type }])).toEqual([
				{ name: 'A', value: '2025-03-12T10:00:00.000Z' },
			]);
			expect(fromMapped([{ name: 'A', value: dateTime, type }])).toEqual([
				{ name: 'A', value: '2025-03-12T11:00:00.000+01:00' },
			]);
		}
	});
});

describe('custom fields that are empty', () => {
	const empty = [undefined, null, '', '  ', '\n'];

	it('are left out, and the list with them when nothing is left', () => {
		for (const value of empty) {
			for (const type of ['string', 'number', 'boolean', 'dateTime']) {
				expect(fromMapped([{ name: 'A', value, type }])).toBeUndefined();
			}
			expect(json({ A: value })).toBeUndefined();
			expect(
				json([
					{ name: 'A', value },
					{ name: 'B', value: 0 },
				]),
			).toEqual([{ name: 'B', value: 0 }]);
		}
	});

	it.each([[undefined], [null], [''], ['{}'], ['[]'], [{}], [[]]])(
		'as JSON %j send nothing',
		(value) => {
			expect(json(value)).toBeUndefined();
		},
	);

	it('are ignored where a line was added in the editor and not filled in', () => {
		expect(
			fromMapped([
				{ name: '', value: '', type: 'string' },
				{ name: 'A', value: 1, type: 'number' },
			]),
		).toEqual([{ name: 'A', value: 1 }]);
		expect(fromAssignments(rowOf(), {}, LABEL)).toBeUndefined();
		expect(fromAssignments(rowOf(), undefined, LABEL)).toBeUndefined();
	});
});

describe('custom fields that cannot be sent', () => {
	function problemOf(call: () => unknown) {
		try {
			call();
		} catch (error) {
			return error as Error & { description: string };
		}
		throw new Error('was not refused');
	}

	it.each([
		['an object', { a: 1 }, '"Address" is an object'],
		['an empty object', {}, '"Address" is an object'],
		['a list', ['a', 'b'], '"Address" is a list'],
		['not a number', Number.NaN, '"Address" is "NaN"'],
		['endless', Number.POSITIVE_INFINITY, '"Address" is "Infinity"'],
		['a list of objects', [{}], '"Address" is a list'],
	])('because the value is %s', (_, value, words) => {
		const ways = [
			() => fromMapped([{ name: 'Address', value }]),
			() => json({ Address: value }),
			() => json([{ name: 'Address', value }]),
		];
		for (const way of ways) {
			const { message, description } = problemOf(way);
			expect(message).toContain(`Row 1: Custom Fields: ${words}`);
			expect(description).toMatch(/A custom field holds one text, number, boolean or date/);
		}
	});

	it.each([
		['a Date', new Date('x')],
		['a DateTime', { toISO: () => null }],
	])('because %s holds no date', (_, value) => {
		for (const way of [
			() => fromMapped([{ name: 'Due', value }]),
			() => json({ Due: value }),
			() => json([{ name: 'Due', value }]),
		]) {
			const { message, description } = problemOf(way);
			expect(message).toBe('Row 1: Custom Fields: "Due" is a date that could not be read');
			expect(description).toContain('Correct the date');
		}
	});

	it.each([[''], ['  '], [undefined], [null], [17]])('because the name is %j', (given) => {
		const ways = [
			() => fromMapped([{ name: given, value: 'x', type: 'string' }]),
			() => json([{ name: given, value: 'x' }]),
		];
		for (const way of ways) {
			const { message, description } = problemOf(way);
			expect(message).toBe('Row 1: Custom Fields: a field with the value "x" has no name');
			expect(description).toContain('Give it the name by which the prompt calls it');
		}
	});

	it.each(['Order ID', '__proto__', 'constructor'])('because %s is there twice', (twice) => {
		const list = [
			{ name: twice, value: 1, type: 'number' },
			{ name: ` ${twice}`, value: 2, type: 'number' },
		];
		for (const way of [() => fromMapped(list), () => json(list)]) {
			const { message, description } = problemOf(way);
			expect(message).toBe(`Row 1: Custom Fields: "${twice}" is there twice`);
			expect(description).toContain('Remove one of the two');
		}
	});

	it.each([
		['{ "a": 1', 'cannot be read as JSON'],
		["{ 'a': 1 }", 'cannot be read as JSON'],
		['"text"', 'is neither an object nor a list'],
		['17', 'is neither an object nor a list'],
		['null', 'is neither an object nor a list'],
		['["a"]', '"a" is not a custom field'],
		['[{ "Order ID": "1" }]', 'is not a custom field'],
		['[[]]', 'is not a custom field'],
	])('because the JSON is %s', (written, words) => {
		const { message, description } = problemOf(() => json(written));
		expect(message).toContain(words);
		expect(description).not.toBe('');
	});

	it.each([
		['twelve', 'number'],
		['yes, please', 'boolean'],
	])('because %j does not fit the type %s', (value, type) => {
		const { message } = problemOf(() => fromMapped([{ name: 'A', value, type }]));
		expect(message).toBe(
			`Row 1: Custom Fields: "A" is set to the type ${type}, but its value is "${value}"`,
		);
	});

	it(`never with anything but a sentence about the row (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.anything()), (value) => {
				let sent: unknown;
				try {
					sent = json(value);
				} catch (error) {
					expect((error as Error).message).toMatch(/^Row 1: Custom Fields/);
					return;
				}
				for (const field of (sent ?? []) as Array<{ name: unknown; value: unknown }>) {
					expect(field.name).toEqual(expect.stringMatching(/\S/));
					expect(['string', 'number', 'boolean']).toContain(typeof field.value);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});
