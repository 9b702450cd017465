import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { literalPrompt, promptFromExpression } from '../../nodes/Elemente/fields/prompt';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';
import { anyText } from '../support/texts';
import { cpuClock } from '../support/cpuClock';

const fromExpression = promptFromExpression(
	'agentOverride.promptExpression',
	'agentOverride.prompt',
);

/** The row of a node whose prompt is written as an expression; `value` is what n8n made of it. */
function evaluated(value: unknown, written: unknown = '={{ $json.prompt }}') {
	const parameters = { agentOverride: { promptExpression: written } } as IDataObject;
	return fromExpression(rowOf(parameters), value, 'Prompt (Expression)');
}

const placeholderName = fc
	.stringMatching(/^[A-Za-zÄÖÜäöüß][A-Za-z0-9 _-]{0,14}$/)
	.map((name) => name.trim());

/** Something to see: a text of blanks, joiners and other marks without ink counts as none. */
const HAS_INK = /[^\s\p{Cf}\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

describe(`a prompt as typed (seed ${seed})`, () => {
	it('arrives byte for byte', () => {
		const withBraces = fc
			.tuple(fc.string(), placeholderName, fc.string())
			.map(([before, name, after]) => `${before}{{${name}}}${after}[[${name}]]`);
		fc.assert(
			fc.property(fc.oneof(anyText, withBraces), (written) => {
				fc.pre(HAS_INK.test(written));
				expect(literalPrompt(rowOf(), written, 'Prompt')).toBe(written);
			}),
			{ numRuns: 1_000 },
		);
	});

	it.each([[''], ['  \n'], [undefined], [null]])('is not sent for %j', (written) => {
		expect(literalPrompt(rowOf(), written, 'Prompt')).toBeUndefined();
	});

	it.each([[17], [true], [{}], [['Hello']]])('refuses %j', (written) => {
		expect(() => literalPrompt(rowOf({}, 4), written, 'Prompt')).toThrow(
			/^Row 5: Prompt .* is not a text$/,
		);
	});
});

describe(`a prompt from an expression (seed ${seed})`, () => {
	it("has Elemente's placeholders for the names in square brackets, and everything else as it was", () => {
		const words = fc.string().filter((text) => !/[[\]{}]/.test(text));
		const spaces = fc.constantFrom('', ' ', '  ');
		fc.assert(
			fc.property(
				fc.array(fc.tuple(words, placeholderName, spaces), { minLength: 1, maxLength: 5 }),
				words,
				(parts, end) => {
					const written =
						parts.map(([text, name, gap]) => `${text}[[${gap}${name}${gap}]]`).join('') + end;
					const sent = parts.map(([text, name]) => `${text}{{${name}}}`).join('') + end;
					expect(evaluated(written)).toBe(sent);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('leaves square brackets alone that are not placeholders', () => {
		for (const text of ['[1]', '[ [x] ]', 'a[[', ']]', '[[]]', '[[[x]', 'list[0][1]', '[[a{b}]]']) {
			expect(evaluated(text)).toBe(text);
		}
	});

	it('leaves braces alone that came with the data: n8n has not touched those', () => {
		expect(evaluated('Hello {{firstName}}')).toBe('Hello {{firstName}}');
	});

	it('leaves braces alone in a field that is no expression: n8n does not touch those either', () => {
		expect(evaluated('Hello {{firstName}}', 'Hello {{firstName}}')).toBe('Hello {{firstName}}');
		expect(() => evaluated(17, 17)).toThrow('Row 1: Prompt (Expression) "17" is not a text');
	});

	it('refuses Elemente’s own braces in the expression, of which nothing would be left', () => {
		fc.assert(
			fc.property(placeholderName, fc.constantFrom('', ' '), (name, gap) => {
				const written = `=Hello {{${gap}${name}${gap}}}, bye`;
				expect(() => evaluated('Hello , bye', written)).toThrow(
					expect.objectContaining({
						message: `Row 1: Prompt (Expression) holds {{${name}}}, which n8n evaluates itself`,
						description: `Write [[${name}]] there: it is sent to Elemente as {{${name}}}.`,
					}),
				);
			}),
		);
	});

	it.each([
		['=Hi {{Order.ID}}, {{ $json.name }}', 'Order.ID'],
		['=Hi {{ $json.name }}, {{Order ID}}', 'Order ID'],
		['={{Bestell-Nr.}}', 'Bestell-Nr.'],
		['={{#1}}', '#1'],
		['={{客户}}', '客户'],
		['={{имя клиента}}', 'имя клиента'],
		['={{Order ID?}}', 'Order ID?'],
		['={{Price (EUR)}}', 'Price (EUR)'],
		['={{Date}}', 'Date'],
		['={{Date of Birth}}', 'Date of Birth'],
		['={{Number: 1}}', 'Number: 1'],
		['={{Cost in $}}', 'Cost in $'],
		['={{ first/name }}', 'first/name'],
		['={{nullable}}', 'nullable'],
		['={{true name}}', 'true name'],
		['={{Dates.First}}', 'Dates.First'],
		['={{newest}}', 'newest'],
		['={{My Date.Now}}', 'My Date.Now'],
	])('refuses %s', (written, name) => {
		expect(() => evaluated('Hi ,', written)).toThrow(
			expect.objectContaining({
				description: `Write [[${name}]] there: it is sent to Elemente as {{${name}}}.`,
			}),
		);
	});

	it.each([
		['an open placeholder', `={{a${' '.repeat(1_000_000)}`],
		['open braces', `=${'{{'.repeat(500_000)}`],
		['closed ones', `=${'{{ $x }}'.repeat(125_000)}`],
	])('reads a megabyte of %s at once', (_, written) => {
		const usedMs = cpuClock();
		evaluated('x', written);
		expect(usedMs()).toBeLessThan(1_000);
	});

	it.each([
		'=Hello {{ $json.name }}',
		'={{ DateTime.now().toISO() }}',
		'={{ Math.PI }}',
		'={{ true }}',
		'={{ null }}',
		'={{ encodeURI("a b") }}',
		'={{ decodeURIComponent("a%20b") }}',
		'={{ Math .PI }}',
		'={{ typeof "a" }}',
		'={{ 1 + 2 }}',
		'={{ -1 }}',
		'={{ new Date() }}',
		'={{ (1, 2) }}',
		'={{ `a` }}',
		'={{ String(5) }}',
		'={{ if ($json.a) "b" }}',
		"={{ $json['Order ID'] }}",
		'={{ $("Rows").item.json.name }} [[Order ID]]',
		'={{ $now.toISO() }}',
		'={{ "a" + 1 }}',
		'={{ [1, 2].join() }}',
		'={{ JSON.stringify($json) }}',
		'={{ $json.a - $json.b }}',
		'=no braces at all',
		'={{}}',
		'=Hi {{ }} there',
	])('takes the expression %s', (written) => {
		expect(evaluated('Hello [[x]]', written)).toBe('Hello {{x}}');
	});
});

describe('both fields of a prompt', () => {
	const both = (expression: string, literal: string) => {
		const parameters = { agentOverride: { promptExpression: expression, prompt: literal } };
		// The body holds the value of the later field, the one for expressions.
		return fromExpression(rowOf(parameters), expression, 'Prompt (Expression)');
	};

	it('cannot be filled in at once', () => {
		expect(() => both('Hello', 'Good day')).toThrow('are both filled in');
	});

	it('are fine when one of them was added and left empty: the other is sent', () => {
		expect(both('Hello', '')).toBe('Hello');
		expect(both('', 'Hello {{firstName}} [[x]]')).toBe('Hello {{firstName}} [[x]]');
		expect(both('  ', ' ')).toBeUndefined();
		const typed = rowOf({ agentOverride: { prompt: 'Hello' } });
		expect(fromExpression(typed, undefined, 'Prompt (Expression)')).toBe('Hello');
	});
});
