import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import {
	countsIn,
	numbered,
	onceKey,
	rowKey,
	textKey,
} from '../../nodes/Elemente/createCalls/rowKey';

/** Texts that try to be more than a text: parts of JSON, quotes, what was cut in the middle of a character. */
const anyText = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 10 }).map((text) => text.normalize()),
	fc.constantFrom('","', '"],["', '\\', '\\"', 'null', '{}', '\ud800', '\ud801', '\u0000', '1.1'),
);

const BODY = {
	agentId: 'a',
	skillId: 's',
	channel: 'call',
	customerName: 'Jane',
	customerPhone: '+13035550001',
	customerOverride: {
		firstName: 'Jane',
		customFields: [
			{ name: 'Order ID', value: '12345' },
			{ name: 'Amount', value: 150.75 },
		],
	},
};

describe('what a row is recognised by', () => {
	it('is the same in whatever order its fields stand, and whatever the agent is to say', async () => {
		const { customFields, ...customer } = BODY.customerOverride;
		const turned = {
			agentOverride: { prompt: { prompt: 'Be kind' } },
			customerOverride: { customFields: [...customFields].reverse(), ...customer },
			...{ customerPhone: BODY.customerPhone, customerName: BODY.customerName },
			...{ channel: 'call', skillId: 's', agentId: 'a' },
		};
		expect(await rowKey(turned)).toBe(await rowKey(BODY));
	});

	it.each([
		['agentId', { agentId: 'b' }],
		['skillId', { skillId: 't' }],
		['channel', { channel: 'sms' }],
		['name', { customerName: 'John' }],
		['phone', { customerPhone: '+13035550002' }],
		['e-mail', { customerEmail: 'jane@example.com' }],
		['override', { customerOverride: { firstName: 'Jane' } }],
		[
			'type of a custom field',
			{ customerOverride: { ...BODY.customerOverride, customFields: [{ name: 'n', value: 1 }] } },
		],
	])('differs with the %s', async (_, change) => {
		expect(await rowKey({ ...BODY, ...change })).not.toBe(await rowKey(BODY));
	});

	it('is the same however a program writes é', async () => {
		const [one, other] = ['José'.normalize('NFC'), 'José'.normalize('NFD')];
		expect(one).not.toBe(other);
		expect(await rowKey({ ...BODY, customerName: one })).toBe(
			await rowKey({ ...BODY, customerName: other }),
		);
	});

	it('is no longer for a long text, and differs for each of many', async () => {
		const texts = fc.uniqueArray(fc.string({ maxLength: 40 }), { minLength: 50 });
		await fc.assert(
			fc.asyncProperty(texts, async (some) => {
				const keys = await Promise.all(some.map(textKey));
				expect(new Set(keys).size).toBe(some.length);
				expect(keys.every((key) => /^[\w-]{22}$/.test(key))).toBe(true);
			}),
		);
		expect(await textKey('x'.repeat(1_000_000))).toHaveLength(22);
	});

	it('is one for which nobody can find another text: SHA-256', async () => {
		const digest = createHash('sha256').update('Jane\ud83d\ude00').digest('base64url');
		expect(await textKey('Jane\ud83d\ude00')).toBe(digest.slice(0, 22));
	});

	it('no cell can write the key of another row: what stands in it stays a text', async () => {
		const bodies = fc.uniqueArray(fc.tuple(anyText, anyText, anyText), {
			minLength: 2,
			maxLength: 20,
			selector: (body) => JSON.stringify(body),
		});
		await fc.assert(
			fc.asyncProperty(bodies, async (some) => {
				const keys = await Promise.all(
					some.map(async ([customerName, customerPhone, value]) => {
						const customFields = [{ name: 'Order ID', value }];
						return await rowKey({
							customerName,
							customerPhone,
							customerOverride: { customFields },
						});
					}),
				);
				expect(new Set(keys).size).toBe(some.length);
			}),
		);
	});
});

describe('Contact Each Only Once, with Once Per', () => {
	const keyOf = async (oncePer: unknown, body: IDataObject = BODY) => {
		const getNodeParameter = (name: string) =>
			name === 'contactRules.oncePer' ? oncePer : undefined;
		return await onceKey({ body, context: { getNodeParameter } } as unknown as CheckedRow);
	};

	it('goes by what that gives, whoever it is', async () => {
		const other = { ...BODY, customerPhone: '+13035550002' };
		expect(await keyOf(' A-7 ')).toBe(await keyOf('A-7', other));
		expect(await keyOf(7)).toBe(await keyOf('7'));
		expect(await keyOf('A-7')).not.toBe(await keyOf('A-8'));
	});

	it.each([' ', undefined, null])('that gives %j goes by the recipient', async (oncePer) => {
		expect(await keyOf(oncePer)).toBe(await keyOf(''));
		expect(await keyOf(oncePer)).not.toBe(await keyOf(oncePer, { ...BODY, channel: 'sms' }));
	});
});

describe('Contact Each Only Once, without Once Per', () => {
	const keyOf = async (body: IDataObject) =>
		await onceKey({ body, context: { getNodeParameter: () => '' } } as unknown as CheckedRow);
	const chat = { channel: 'webchat', customerName: 'John Smith' };

	it('goes by the recipient on the channel', async () => {
		const other = { ...BODY, customerName: 'J. Doe', agentId: 'b' };
		expect(await keyOf(other)).toBe(await keyOf(BODY));
		expect(await keyOf({ ...BODY, channel: 'sms' })).not.toBe(await keyOf(BODY));
	});

	it('does not take two people for one who have nothing but the same name', async () => {
		const [one, other] = ['1001', '1002'].map((value) => ({
			...chat,
			customerOverride: { customFields: [{ name: 'Order ID', value }] },
		}));
		expect(await keyOf(one)).not.toBe(await keyOf(other));
		expect(await keyOf(one)).toBe(await keyOf({ ...one }));
	});
});

it('numbers equal rows, on from those of the batches before', () => {
	const counts = { a: 2 };
	expect(numbered(['a', 'b', 'a', 'b'], counts)).toEqual(['a.3', 'b.1', 'a.4', 'b.2']);
});

it.each<[string, unknown, object]>([
	['as they were', { a: 2, b: 1 }, { a: 2, b: 1 }],
	['nothing', undefined, {}],
	['null', null, {}],
	['a text', 'x', {}],
	['a number', 7, {}],
	['other values', { a: 'x', b: -1, c: {}, d: null, e: 1.5, f: 3 }, { f: 3 }],
	['a prototype', JSON.parse('{ "__proto__": { "a": 5 }, "b": 1 }'), { b: 1 }],
])('reads counts that are stored as %s', (_, stored, counts) => {
	expect(countsIn(stored)).toEqual(counts);
	const read = countsIn(stored);
	expect(numbered(['a'], read)).toEqual([`a.${'a' in counts ? 3 : 1}`]);
});
