import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { jsonObject } from '../../nodes/Elemente/fields/values';
import { fromJson } from '../../nodes/Elemente/fields/customFields';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';
import { cpuClock } from '../support/cpuClock';

const FIELD = 'Routing Conditions (JSON)';

function nested(levels: number, inner: unknown = 1): IDataObject {
	let value = inner;
	for (let level = 0; level < levels; level++) value = { a: value };
	return value as IDataObject;
}

function problemOf(value: unknown) {
	try {
		jsonObject(rowOf(), value, FIELD);
	} catch (error) {
		return (error as Error).message;
	}
	return undefined;
}

const circle: IDataObject = { a: {} };
(circle.a as IDataObject).back = circle;
const wide: IDataObject = nested(1);
for (let level = 0, part: IDataObject = wide; level < 40; level++) {
	const next = {};
	Object.assign(part, { left: next, right: next });
	part = next;
}

describe('what cannot be written as JSON', () => {
	it.each([
		['5,000 levels', nested(5_000), 'is nested more than 100 levels deep'],
		[
			'5,000 levels as text',
			`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
			'is nested more than',
		],
		[
			'a list of 100,000 levels',
			`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
			'is nested more than',
		],
		['101 levels', nested(101), 'is nested more than 100 levels deep'],
		['a circle', circle, 'holds itself'],
		['the same part over and over', wide, 'holds too many values'],
		['a BigInt', { a: [2n ** 60n] }, 'holds a bigint, which cannot be sent'],
		['a symbol', { a: Symbol('x') }, 'holds a symbol'],
		['a function', { a: () => 1 }, 'holds a function'],
		['NaN', { a: { b: Number.NaN } }, 'holds NaN, which is no number'],
		['Infinity', { a: -Infinity }, 'holds -Infinity, which is no number'],
		['half of a character', { a: 'x\ud800' }, 'holds "\ufffd", half of a character'],
		['a broken value', { a: ['#REF!'] }, 'is "#REF!", an error of the spreadsheet'],
		['a date that is none', { a: new Date(Number.NaN) }, 'is a date that could not be read'],
	])('is refused: %s', (_, value, words) => {
		expect(problemOf(value)).toContain(words);
		expect(problemOf(value)).toContain(FIELD);
	});

	it('is not what is sent as it is', () => {
		const same = { x: 1 };
		const date = new Date(0);
		for (const value of [nested(99), { a: same, b: same }, { a: [same, same] }, { a: date }]) {
			expect(jsonObject(rowOf(), value, FIELD)).toBe(value);
		}
	});

	it('is more than so many values, and not as many', () => {
		const list = (length: number) => ({ a: Array.from({ length }, () => 1) });
		// The object and the list are values too.
		expect(problemOf(list(99_998))).toBeUndefined();
		expect(problemOf(list(99_999))).toContain('holds too many values');
	});

	it('is no longer text of a cell that speaks of what is broken', () => {
		const note = 'The export shows #N/A everywhere.';
		const value = { note };
		expect(jsonObject(rowOf({}, 0, [{ note }]), value, FIELD)).toBe(value);
		expect(problemOf(value)).toContain('holds "#N/A"');
	});

	it('is not an object where JSON makes a text of it', () => {
		for (const value of [new Date(0), { toJSON: () => 'x', toISO: () => 'x' }]) {
			expect(problemOf(value)).toContain('is not a JSON object');
		}
	});

	it(`is all that is refused (seed ${seed})`, () => {
		const values = fc.dictionary(
			fc.string({ unit: 'grapheme' }),
			fc.jsonValue({ stringUnit: 'grapheme' }),
		);
		fc.assert(
			fc.property(values, (value) => {
				const sent = jsonObject(rowOf(), value, FIELD) ?? {};
				expect(JSON.parse(JSON.stringify(sent))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});

	it(`gives a sentence, whatever it is (seed ${seed})`, () => {
		const options = { withBigInt: true, withDate: true, withTypedArray: true, withMap: true };
		fc.assert(
			fc.property(fc.anything(options), (value) => {
				const problem = problemOf(value);
				if (problem === undefined) JSON.stringify(jsonObject(rowOf(), value, FIELD));
				else expect(problem).toMatch(/^Row 1: (A value of )?Routing Conditions \(JSON\) /);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('JSON that a value breaks', () => {
	const remedyOf = (parameters: IDataObject, check: () => unknown = () => undefined) => {
		try {
			check();
			fromJson(rowOf(parameters), '{ "Note": "He said "hi"" }', 'Custom Fields');
		} catch (error) {
			return (error as Error & { description: string }).description;
		}
		throw new Error('was not refused');
	};

	it.each([
		['={ "Note": "{{ $json.n }}" }', 'JSON.stringify($json.n)'],
		['=[{ "name": "Note", "value": "{{$json["a b"]}}" }]', 'JSON.stringify($json["a b"])'],
		['={ "A": 1, "Note": "Hi {{ $json.n }}" }', 'JSON.stringify($json.Note)'],
		['={ "Note": {{ $json.n }} }', 'JSON.stringify($json.Note)'],
		['={ "Note": " {{ $json.n }} " }', 'JSON.stringify($json.n)'],
		['={ "Note": "#{{ $json.n }}" }', 'JSON.stringify($json.Note)'],
		['={ "Note": "{{ ({ a: $json.n }).a }}" }', 'JSON.stringify(({ a: $json.n }).a)'],
		['={ "Note": "{{ $json.n }}." }', 'JSON.stringify($json.Note)'],
	])('by %s: says how to write it', (customFieldsJson, words) => {
		const remedy = remedyOf({ customFieldsJson });
		expect(remedy).toContain('use Map Each Field, or write {{ ');
		expect(remedy).toContain(`{{ ${words} }} in its place, without quotes around it.`);
	});

	it.each([
		['{ "Note": "He said "hi"" }'],
		['a ={ "Note": "{{ $json.n }}" }'],
		['={{ $json.fields }}'],
		['={{ { "a": 1 } }}'],
	])('by nothing that is put into it: %s', (customFieldsJson) => {
		expect(remedyOf({ customFieldsJson })).toMatch(/nothing but JSON is in the field\.$/);
	});

	it.each([
		['={ "Note": 7, }', ''],
		[`={ ${' '.repeat(9_000)} "Note": "{{ $json.n }}" }`, '$json.n'],
		[`={ ${' '.repeat(10_000)} "Note": "{{ $json.n }}" }`, '$json.Note'],
	])('is looked for where it may be', (customFieldsJson, from) => {
		const [, found = ''] = /stringify\((.*?)\)/.exec(remedyOf({ customFieldsJson })) ?? [];
		expect(found).toBe(from);
	});

	it('is not named where it may be in another field', () => {
		const parameters = {
			customFieldsJson: '={ "Note": "{{ $json.a }}" }',
			agentOverride: { routingConditions: '={ "note": "{{ $json.b }}" }', none: null },
		};
		expect(remedyOf(parameters)).toContain('JSON.stringify($json.Note)');
	});

	it("is told with the parser's words", () => {
		expect(problemOf('{ "a": }')).toMatch(/^Row 1: .* cannot be read as JSON: .*"a"/);
	});

	it('says the same of routing conditions, but not to map them', () => {
		const parameters = { agentOverride: { routingConditions: '={ "note": "{{ $json.n }}" }' } };
		expect(() => jsonObject(rowOf(parameters), '{ "note": "a"b" }', FIELD)).toThrow(
			expect.objectContaining({
				description: expect.stringMatching(
					/of its own: write \{\{ JSON\.stringify\(\$json\.n\) \}\}/,
				),
			}),
		);
	});

	it('reads a megabyte at once', () => {
		const usedMs = cpuClock();
		for (const part of ['"{{ ', '{{', '"', '"{{}']) {
			remedyOf({ customFieldsJson: `={ ${part.repeat(1_000_000 / part.length)}` });
		}
		expect(usedMs()).toBeLessThan(1_000);
	});
});
