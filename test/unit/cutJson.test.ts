import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { callInText } from '../../nodes/Elemente/api/call';
import { readCutJson } from '../../nodes/Elemente/api/cutJson';
import { seed } from '../support/seed';

/** Names but the id's; whole numbers would come before it in JSON. */
const call = fc.dictionary(
	fc
		.string()
		.filter(
			(name) => name !== 'id' && name !== 'data' && name !== '__proto__' && !/^\d/.test(name),
		),
	fc.jsonValue(),
	{ noNullPrototype: true },
);
const id = fc.oneof(fc.string({ minLength: 1 }), fc.maxSafeInteger());

it(`wherever an answer is cut, the id is the whole id or none (seed ${seed})`, () => {
	fc.assert(
		fc.property(id, call, fc.nat(), fc.boolean(), (ownId, rest, at, isWrapped) => {
			const whole = { id: ownId, ...rest };
			const text = JSON.stringify(isWrapped ? { data: whole } : whole);
			const found = callInText(text.slice(0, at % (text.length + 1)));
			expect([undefined, String(ownId)]).toContain(found?.id);
		}),
		{ numRuns: 2_000 },
	);
});

it(`behind the id, it is always found (seed ${seed})`, () => {
	fc.assert(
		fc.property(id, call, fc.nat(), (ownId, rest, more) => {
			const text = JSON.stringify({ id: ownId, status: 'queued', ...rest });
			const from = JSON.stringify({ id: ownId }).length;
			const cut = text.slice(0, from + (more % (text.length - from + 1)));
			expect(callInText(cut)?.id).toBe(String(ownId));
		}),
		{ numRuns: 2_000 },
	);
});

it('reads a whole text as it is, and nothing of what is no JSON', () => {
	fc.assert(
		fc.property(
			fc.jsonValue().filter((value) => typeof value === 'object'),
			(value) => {
				if (value !== null)
					expect(readCutJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
			},
		),
	);
	for (const text of ['', '<html>', 'id: 7', '}', ']', ',', '{"a":}']) {
		expect(callInText(text)).toBeUndefined();
	}
});

it('keeps the id of an answer that is nested too deep for n8n to hand on, and nothing of that depth', () => {
	const depth = 100_000;
	const text = `{"id":"call-7","status":"queued","messages":${'['.repeat(depth)}${']'.repeat(depth)}}`;
	expect(callInText(text)).toEqual({ id: 'call-7', status: 'queued' });
	expect(callInText(text.slice(0, 10_000))).toEqual({ id: 'call-7', status: 'queued' });
	expect(callInText('['.repeat(depth))).toBeUndefined();
});
