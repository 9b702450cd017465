import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import {
	fitting,
	groupedProblems,
	ofWhom,
	rowNames,
} from '../../nodes/Elemente/createCalls/rowGroups';
import { seed } from '../support/seed';

const row = (number: number, ...problems: Array<[problem: string, remedy: string]>) =>
	({
		itemIndex: number - 1,
		body: {},
		problems: problems.map(([problem, remedy]) => ({ problem, remedy })),
	}) as unknown as CheckedRow;

const named = (...numbers: number[]) => rowNames(numbers.map((number) => row(number)));

describe('rows are named', () => {
	it.each([
		[[2], 'Row 2'],
		[[3, 4], 'Rows 3 and 4'],
		[[2, 3, 4, 6], 'Rows 2–4, 6'],
		[[1, 3, 5], 'Rows 1, 3, 5'],
		[
			Array.from({ length: 40 }, (_, at) => 2 * at + 1),
			'Rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 28 more',
		],
	])('%j: %s', (numbers, text) => {
		expect(named(...numbers)).toBe(text);
	});

	it(`in a few words, none of them lost (seed ${seed})`, () => {
		const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), {
			minLength: 3,
			maxLength: 2_000,
		});
		fc.assert(
			fc.property(numbers, (unsorted) => {
				const sorted = [...unsorted].sort((a, b) => a - b);
				const text = named(...sorted);
				expect(text.length).toBeLessThan(200);
				const ranges = [...text.replace(/ and \d+ more/, '').matchAll(/(\d+)(?:–(\d+))?/g)];
				const said = ranges.reduce(
					(sum, [, from, to]) => sum + Number(to ?? from) - Number(from) + 1,
					0,
				);
				expect(said + Number(/and (\d+) more/.exec(text)?.[1] ?? 0)).toBe(sorted.length);
			}),
		);
	});
});

describe('whom a row is to reach', () => {
	const body = { channel: 'call', customerName: 'Ana', customerPhone: '+13035550001' };
	it.each([
		[body, 'It is wrong.', ' (Row 3 is "Ana", "+13035550001".)'],
		[body, 'Ana is wrong.', ' (Row 3 is "+13035550001".)'],
		[body, '+13035550001 of Ana is wrong.', ''],
		[{ channel: 'call', customerName: 'Ana' }, 'It is wrong.', ' (Row 3 is "Ana".)'],
		[{}, 'It is wrong.', ''],
	])('%j is said behind a text that does not: %s', (said, text, wanted) => {
		expect(ofWhom({ ...row(3), body: said }, text)).toBe(wanted);
	});

	it('is said of the first of those with the same wrong', () => {
		const rows = [row(3, ['Name is a list', 'Join it.']), row(4, ['Name is a list', 'Join it.'])];
		rows[0].body = body;
		expect(groupedProblems(rows)).toEqual([
			'Rows 3 and 4: Name is a list. Join it. (Row 3 is "Ana", "+13035550001".)',
		]);
	});
});

describe('what is wrong is grouped', () => {
	const bad = (value: string): [string, string] => [`Phone "${value}" is none`, 'Write it with +.'];

	it('where it differs in the value alone', () => {
		expect(
			groupedProblems([
				row(2, bad('a long')),
				row(5, bad('')),
				row(6, ['Name is a list', 'Join it.']),
			]),
		).toEqual([
			'Rows 2 and 5: Phone "a long" is none. Write it with +. The value shown is that of Row 2.',
			'Row 6: Name is a list. Join it.',
		]);
	});

	it('but not where the remedy differs', () => {
		expect(groupedProblems([row(2, bad('a')), row(5, [bad('b')[0], 'Ask for it.'])])).toHaveLength(
			2,
		);
	});

	it('but not the fields of one row: each of them is named', () => {
		const rows = [row(2, bad('a'), bad('b')), row(3, bad('c'), bad('b'))];
		expect(groupedProblems(rows)).toEqual([
			'Rows 2 and 3: Phone "a" is none. Write it with +. The value shown is that of Row 2.',
			'Rows 2 and 3: Phone "b" is none. Write it with +.',
		]);
	});
});

it('what does not fit is counted', () => {
	const more = (count: number) => `${count} more`;
	expect(fitting(['1234567890', '1234567890', '1234567890'], 30, more)).toEqual([
		'1234567890',
		'1234567890',
		'1 more',
	]);
	expect(fitting(['1234567890'], 30, more)).toEqual(['1234567890']);
	expect(fitting([], 30, more)).toEqual([]);
	expect(fitting(['x'.repeat(26), 'y'], 30, more)).toEqual(['2 more']);
});
