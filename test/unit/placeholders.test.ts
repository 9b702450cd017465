import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { placeholderHints, placeholdersIn } from '../../nodes/Elemente/fields/placeholders';
import { seed } from '../support/seed';
import { cpuClock } from '../support/cpuClock';

function row(itemIndex: number, names: string[], prompt: string, initialMessage?: string) {
	const customFields = names.map((name) => ({ name, value: 'x' }));
	const body: IDataObject = {
		customerOverride: { customFields },
		agentOverride: { prompt: { prompt, initialMessage } },
	};
	return { itemIndex, body };
}

describe('placeholders without a custom field', () => {
	it('are named with the rows that lack it', () => {
		const prompt = 'Tell {{firstName}} that {{Order ID}} is {{ Status }}. I am {{aiName}}.';
		const rows = [
			row(0, ['Order ID', 'Status'], prompt),
			row(1, ['Status'], prompt),
			row(2, ['Order ID', 'Status'], prompt),
			row(3, ['order id', 'Status'], prompt, '{{Order ID}}?'),
		];
		expect(placeholderHints(rows)).toEqual([
			'{{Order ID}} is in Prompt and Initial Message, and 2 rows have no custom field of that name: 2, 4.',
		]);
		expect(placeholderHints([rows[0], rows[1]])).toEqual([
			'{{Order ID}} is in Prompt, and row 2 has no custom field of that name.',
		]);
		expect(placeholderHints([row(0, [], '{{A}}'), row(1, [], '{{A}}')])).toEqual([
			'{{A}} is in Prompt, and no row has a custom field of that name.',
		]);
		expect(placeholderHints([rows[0], rows[2]])).toEqual([]);
		expect(placeholderHints([{ itemIndex: 0, body: { customerOverride: {} } }])).toEqual([]);
	});

	it('are shown in short, however many rows and names there are', () => {
		const many = Array.from({ length: 20_000 }, (_, at) => row(at, [], at % 2 ? '{{A}}' : 'no'));
		const [hint] = placeholderHints(many);
		expect(hint).toMatch(/^\{\{A\}\} is in Prompt, and 10000 rows .*: 2, 4, .* 40 ….$/);
		const names = Array.from({ length: 50 }, (_, at) => `{{<b>${at}</b>}}`).join(' ');
		const hints = placeholderHints([row(0, [], names), row(1, ['x'], 'none')]);
		expect(hints).toHaveLength(6);
		expect(hints[5]).toBe('45 more placeholders have no custom field either.');
		expect(hints.join('')).not.toMatch(/[<>]/);
	});

	it('are counted from the sixth name and the twenty-first row on', () => {
		const names = (count: number) =>
			Array.from({ length: count }, (_, at) => `{{n${at}}}`).join('');
		expect(placeholderHints([row(0, [], names(5))])).toHaveLength(5);
		expect(placeholderHints([row(0, [], names(6))])[5]).toBe(
			'1 more placeholder has no custom field either.',
		);
		const rows = Array.from({ length: 20 }, (_, at) => row(at, [], '{{A}}'));
		expect(placeholderHints([...rows, row(20, ['A'], '{{A}}')])[0]).toMatch(/: 1, 2, .* 19, 20\.$/);
	});

	it.each([
		...['aiName', 'firstName', 'lastName', 'phoneNumber', 'email', 'language'],
		...['customerName', 'customerPhone', 'customerEmail'],
	])('are not those that Elemente fills in by itself: %s', (name) => {
		expect(placeholderHints([row(0, [], `{{${name}}}`)])).toEqual([]);
		expect(placeholderHints([row(0, [], `{{${name}s}}`)])).toHaveLength(1);
	});

	it(`are those that no field has the name of (seed ${seed})`, () => {
		const name = fc.stringMatching(/^[A-Za-zÄÖÜ0-9 ]{1,10}$/).map((text) => `x${text.trim()}`);
		fc.assert(
			fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (used, sent) => {
				const prompt = used.map((each) => `say {{ ${each} }}`).join(', ');
				const lacking = used.filter((each) => !sent.includes(each));
				const hints = placeholderHints([row(0, sent, prompt), row(1, sent, 'none')]);
				const said = hints.slice(0, 5).map((hint) => /\{\{(.*)\}\}/.exec(hint)?.[1]);
				expect(said).toEqual(lacking.slice(0, 5));
			}),
		);
	});

	it('are names in double braces and nothing else', () => {
		const text = '{{a}} {b} {{}} {{ }} {{{c}}} {{d} {{e}} }} {{a}} {{f';
		expect(placeholdersIn(text)).toEqual(['a', 'c', 'e']);
		expect(placeholdersIn('}}{{a}}')).toEqual(['a']);
		expect(placeholdersIn('ab}}')).toEqual([]);
	});

	it('have a hundred characters at most', () => {
		const [longest, longer] = ['x'.repeat(100), 'x'.repeat(101)];
		expect(placeholdersIn(`{{${longest}}} {{${longer}}}`)).toEqual([longest]);
	});

	it.each(['{{', '}}', '{{a', 'a}}', '{{ '])(
		'are looked for in a megabyte of %j at once',
		(part) => {
			const usedMs = cpuClock();
			placeholdersIn(part.repeat(1_000_000 / part.length));
			expect(usedMs()).toBeLessThan(1_000);
		},
	);
});
