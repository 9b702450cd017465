import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { numbered, rowKey, textKey } from '../../nodes/Elemente/createCalls/rowKey';

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
	it('is the same in whatever order its fields stand, and whatever the agent is to say', () => {
		const { customFields, ...customer } = BODY.customerOverride;
		const turned = {
			agentOverride: { prompt: { prompt: 'Be kind' } },
			customerOverride: { customFields: [...customFields].reverse(), ...customer },
			...{ customerPhone: BODY.customerPhone, customerName: BODY.customerName },
			...{ channel: 'call', skillId: 's', agentId: 'a' },
		};
		expect(rowKey(turned)).toBe(rowKey(BODY));
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
	])('differs with the %s', (_, change) => {
		expect(rowKey({ ...BODY, ...change })).not.toBe(rowKey(BODY));
	});

	it('is no longer for a long text, and differs for each of many', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string({ maxLength: 40 }), { minLength: 50 }), (texts) => {
				const keys = texts.map(textKey);
				expect(new Set(keys).size).toBe(texts.length);
				expect(keys.every((key) => /^[0-9a-z]{22}$/.test(key))).toBe(true);
			}),
		);
		expect(textKey('x'.repeat(1_000_000))).toHaveLength(22);
	});
});

it('numbers equal rows, on from those of the batches before', () => {
	const counts = { a: 2 };
	expect(numbered(['a', 'b', 'a', 'b'], counts)).toEqual(['a.3', 'b.1', 'a.4', 'b.2']);
});
