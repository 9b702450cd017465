import { describe, expect, it } from '@jest/globals';

import { canonical } from '../../nodes/Elemente/rows/canonical';

describe('the one spelling of equal values', () => {
	it.each<[string, unknown, string]>([
		['the names of an object in order', { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
		['nothing of what is not there', { b: undefined, a: null }, '{"a":null}'],
		['a list as it stands', [2, 10, 'b', 'a'], '[2,10,"b","a"]'],
		['an empty list and object', [[], {}], '[[],{}]'],
		['nothing in a list', [undefined, null], '[null,null]'],
		['nothing at all', undefined, 'null'],
		['a text as one', '1', '"1"'],
		['truth', true, 'true'],
		[
			'fields with names in order',
			[
				{ name: 'b', value: 1 },
				{ value: 2, name: 'a' },
			],
			'[{"name":"a","value":2},{"name":"b","value":1}]',
		],
		[
			'a list as it stands where one entry has no name',
			[{ name: 'b' }, { title: 'a' }],
			'[{"name":"b"},{"title":"a"}]',
		],
		['a list as it stands that holds nothing', [{ name: 'b' }, null], '[{"name":"b"},null]'],
		['a list as it stands that holds texts', [{ name: 'b' }, 'a'], '[{"name":"b"},"a"]'],
	])('has %s', (_what, value, text) => {
		expect(canonical(value)).toBe(text);
	});

	it('has é in one form, in texts and in names', () => {
		const [one, other] = ['José'.normalize('NFC'), 'José'.normalize('NFD')];
		expect(canonical(other)).toBe(canonical(one));
		expect(canonical([{ [other]: other }])).toBe(canonical([{ [one]: one }]));
	});
});
