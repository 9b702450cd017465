import { describe, expect, it } from '@jest/globals';

import * as values from '../../nodes/Elemente/fields/values';
import { rowOf } from '../support/row';

type Name = Exclude<keyof typeof values, 'isEmpty' | 'listBy'>;

/** What is sent of a value by each cleaner; `lines` is one of those that `listBy` makes. */
function clean(name: Name | 'lines', value: unknown): unknown {
	const cleaner = name === 'lines' ? values.listBy(/\n/) : values[name];
	return cleaner(rowOf(), value, 'Field');
}

const NAMES: Array<Name | 'lines'> = [
	...(['text', 'code', 'phone', 'email', 'decimal', 'positive'] as const),
	...(['boolean', 'json', 'jsonList', 'jsonObject', 'lines'] as const),
];

describe('the value of a field', () => {
	it.each(NAMES)('is left out as %s where there is none', (name) => {
		for (const none of [undefined, null, '', ' ', '\n', '\u200b\ufeff', '\u00ad']) {
			expect(clean(name, none)).toBeUndefined();
		}
	});

	it.each<[Name | 'lines', unknown, unknown]>([
		['text', ' Anna\u00a0Smith ', 'Anna\u00a0Smith'],
		['text', 0, '0'],
		['text', false, 'false'],
		['code', ' "en" ', 'en'],
		['phone', ' +1 202 555 0111', '+12025550111'],
		['email', ' <jane@example.com>', 'jane@example.com'],
		['email', '""', undefined],
		['decimal', ' 0.5\n', 0.5],
		['decimal', 0, 0],
		['decimal', '0', 0],
		['positive', '24', 24],
		['positive', 0.1, 0.1],
		['yes', true, 'yes'],
		['yes', 'true', 'yes'],
		['yes', false, undefined],
		['boolean', ' True ', true],
		['boolean', 'FALSE', false],
		['boolean', false, false],
		['id', ' "agent-1" ', 'agent-1'],
		['id', 1234567890, '1234567890'],
		['json', '{ "a": 1 }', { a: 1 }],
		['json', { a: 1 }, { a: 1 }],
		['json', 7, 7],
		['json', '0', 0],
		['json', 'null', undefined],
		['json', [], undefined],
		['json', '{}', undefined],
		['jsonList', '[1]', [1]],
		['jsonList', [1], [1]],
		['jsonObject', ' { "a": 1 }', { a: 1 }],
		['jsonObject', '{}', undefined],
		['lines', 'a\n\n b ', ['a', 'b']],
		['lines', ' ["a", "", "b\\nc"]', ['a', 'b\nc']],
		['lines', ['a', ' ', null], ['a']],
		['lines', 7, ['7']],
		['lines', '[]', undefined],
	])('as %s is of %j: %j', (name, value, sent) => {
		expect(clean(name, value)).toEqual(sent);
	});
});

describe('the value of a field is refused', () => {
	it.each<[Name | 'lines', unknown, string]>([
		['text', {}, 'is an object, not a text'],
		['text', ['a'], 'is a list, not a text'],
		['lines', {}, 'is an object, not a text'],
		['phone', 12025550111, '"12025550111" is not a phone number'],
		['email', 'jane', '"jane" is not an e-mail address'],
		['email', 'Jane jane@example.com', 'is not an e-mail address'],
		['email', 'jane@example.com Jane', 'is not an e-mail address'],
		['email', 'a@example.com,b@example.com', 'is not an e-mail address'],
		['email', 'a@b@example.com', 'is not an e-mail address'],
		['decimal', '0,5', '"0,5" is not a number'],
		['decimal', 'Infinity', '"Infinity" is not a number'],
		['decimal', true, '"true" is not a number'],
		['decimal', [5], '"[5]" is not a number'],
		['positive', 0, '0 is not above 0'],
		['positive', '-1', '-1 is not above 0'],
		['boolean', 'yes', '"yes" is neither true nor false'],
		['boolean', 1, '"1" is neither true nor false'],
		['id', '', 'is empty'],
		['id', '""', 'is empty'],
		['id', undefined, 'is empty'],
		['id', 'agent 1', '"agent 1" is not an ID'],
		['id', 'a/b', '"a/b" is not an ID'],
		['id', 'jane@example.com', 'is not an ID'],
		['id', 'x'.repeat(201), 'is not an ID'],
		['id', 'agent\ud83d', 'half of a character'],
		['id', '\ude00agent', 'half of a character'],
		['jsonObject', 'null', '"null" is not a JSON object'],
		['jsonObject', '[1]', '"[1]" is not a JSON object'],
		['jsonObject', [1], 'is not a JSON object'],
		['jsonObject', '7', 'is not a JSON object'],
		['jsonList', '{ "a": 1 }', 'is not a list'],
		['jsonList', 'a', 'cannot be read as JSON'],
		['lines', '["a"', 'cannot be read as JSON'],
	])('as %s: %j', (name, value, words) => {
		expect(() => clean(name, value)).toThrow(new RegExp(`^Row 1: Field .*${escaped(words)}`));
	});

	it('but not an ID of 200 characters', () => {
		expect(clean('id', 'x'.repeat(200))).toBe('x'.repeat(200));
	});
});

function escaped(words: string): string {
	return words.replace(/[[\]{}.*+?()|^$]/g, '\\$&');
}
