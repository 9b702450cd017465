import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readList } from '../../nodes/Elemente/api/list';
import { seed } from '../support/seed';

/** What stands in an entry beside its id: scalars, so that no list is found in it. */
const entry = fc
	.record({ id: fc.oneof(fc.string({ minLength: 1 }), fc.maxSafeInteger()), name: fc.string() })
	.map((given) => ({ ...given }));
const entries = fc.array(entry, { maxLength: 20 });

/** Names that an answer may wrap its list in: any but the one that makes an entry. */
const name = fc.string().filter((text) => text !== 'id' && text !== '__proto__');

const asRead = (given: Array<{ id: string | number }>) =>
	given.map((of) => ({ ...of, id: String(of.id) }));

describe(`a list out of an answer (seed ${seed})`, () => {
	it('is read as it is, alone or wrapped, under whatever names and however deep', () => {
		fc.assert(
			fc.property(entries, fc.array(name, { maxLength: 5 }), (given, names) => {
				const body = names.reduce<unknown>((inner, of) => ({ [of]: inner }), given);
				expect(readList(body)).toEqual(asRead(given));
			}),
		);
	});

	it('of one entry may be the entry itself, wrapped or not', () => {
		fc.assert(
			fc.property(entry, fc.array(name, { maxLength: 5 }), (given, names) => {
				const body = names.reduce<unknown>((inner, of) => ({ [of]: inner }), given);
				expect(readList(body)).toEqual(asRead([given]));
			}),
		);
	});

	it('is found beside what an answer says about it, wherever that stands', () => {
		const beside = {
			total: 2,
			next: null,
			ok: true,
			message: 'two',
			errors: [],
			page: { number: 1, size: 50 },
		};
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 1, maxLength: 20 }),
				fc.shuffledSubarray(Object.entries(beside)),
				fc.nat(6),
				(given, around, at) => {
					const parts: Array<[string, unknown]> = [...around];
					parts.splice(at, 0, ['calls', given]);
					expect(readList(Object.fromEntries(parts))).toEqual(asRead(given));
				},
			),
		);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['an empty text', ''],
		['an empty array', []],
		['an empty object', {}],
		['an empty array in an object', { data: [] }],
		['an empty array beside an object', { page: { number: 1 }, data: [] }],
	])('is empty for %s', (_, body) => {
		expect(readList(body)).toEqual([]);
	});

	it.each([
		['a web page', '<html><body>Sign in</body></html>'],
		['a text', 'no calls'],
		['a number', 7],
		['a boolean', true],
		['an array of texts', ['a', 'b']],
		['an array with one thing that has no id', [{ id: '1' }, { name: 'x' }]],
		['an array with null in it', [{ id: '1' }, null]],
		['an array in an array', [[{ id: '1' }]]],
		['an empty id', { id: '' }],
		['a number that JSON does not keep', [{ id: 2 ** 53 }]],
		['a fraction', [{ id: 1.5 }]],
		['an error of the API', { error: { code: 5, message: 'no' } }],
	])('is not found in %s', (_, body) => {
		expect(readList(body)).toBeUndefined();
	});

	it('is not what is longer and has no ids', () => {
		expect(readList({ warnings: ['a', 'b', 'c'], data: [{ id: '1' }] })).toEqual([{ id: '1' }]);
	});

	it('gives an id as text, and leaves the answer as it was', () => {
		const body = [{ id: 1234567890, agentId: 7 }];
		expect(readList(body)).toEqual([{ id: '1234567890', agentId: 7 }]);
		expect(body).toEqual([{ id: 1234567890, agentId: 7 }]);
	});
});
