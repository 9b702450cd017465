import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { LookUp, RECIPIENTS } from '../../nodes/Elemente/createCalls/lookUp';

const BODY = {
	agentId: 'a',
	skillId: 's',
	channel: 'call',
	customerPhone: '+13035550001',
	customerOverride: {},
};

function row(itemIndex: number, body: IDataObject = {}): CheckedRow {
	return { itemIndex, body: { ...BODY, ...body } } as unknown as CheckedRow;
}

function call(id: string, more: IDataObject = {}) {
	return { id, ...BODY, ...more };
}

describe('an answer of another shape', () => {
	const odd = [
		{ toString: 1, valueOf: 2 },
		JSON.parse('{ "__proto__": { "a": 1 }, "toString": null }'),
		[{ toString: 3 }],
		JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
	] as IDataObject[];

	it.each(['agentId', 'skillId', 'channel', 'customerPhone', 'customerEmail', 'customerName'])(
		'in the field %s keeps no call from being found',
		(name) => {
			const another = { customerPhone: '+13035550002', [name]: undefined };
			const others = odd.map((value, at) => call(`odd ${at}`, { ...another, [name]: value }));
			const found = new LookUp([...others, call('right')], [row(0)]).find(row(0), false);
			expect(found).toMatchObject({ call: { id: 'right' } });
		},
	);
});

describe('the call of a row in doubt', () => {
	it('is the one call to that customer with that agent and skill on that channel', () => {
		const others = [
			call('1', { customerPhone: '+13035550002' }),
			call('2', { agentId: 'b' }),
			call('3', { skillId: 't' }),
			call('4', { channel: 'sms' }),
		];
		expect(new LookUp([...others, call('5')], [row(0)]).find(row(0), false)).toMatchObject({
			call: { id: '5' },
		});
		expect(new LookUp(others, [row(0)]).find(row(0), false)).toEqual({
			candidates: 0,
			isComplete: true,
		});
	});

	it.each([
		['the number is written in another way', { customerPhone: '1 (303) 555-0001' }],
		['the list leaves agent, skill and channel out', { agentId: null, skillId: '', channel: null }],
	])('is found where %s', (_, more) => {
		expect(new LookUp([call('1', more)], [row(0)]).find(row(0), false)).toHaveProperty('call');
	});

	it.each<[string, IDataObject]>([
		['an e-mail address in another case', { channel: 'email', customerEmail: 'Jane@Example.com' }],
		['the override', { customerOverride: { phoneNumber: '+13035550009' } }],
		['a name, on webchat', { channel: 'webchat', customerPhone: '', customerName: 'Jane' }],
	])('goes by %s', (_, body) => {
		const answered = {
			channel: body.channel ?? 'call',
			customerEmail: 'jane@example.com',
			customerName: 'Jane',
			customerPhone: body.customerOverride ? '+13035550009' : '',
		};
		const found = new LookUp([call('1', answered)], [row(0, body)]).find(row(0, body), false);
		expect(found).toHaveProperty('call');
	});

	it('is told apart from that of a row to somebody else', () => {
		const rows = [row(0), row(1, { customerPhone: '+13035550002' })];
		const calls = [call('1'), call('2', { customerPhone: '+13035550002' })];
		const found = new LookUp(calls, rows);
		expect(rows.map((each) => found.find(each, false))).toMatchObject([
			{ call: { id: '1' } },
			{ call: { id: '2' } },
		]);
	});

	it('is none where it is known to have one, and the list has none', () => {
		expect(new LookUp([], [row(0)]).find(row(0), true)).toEqual({
			candidates: 0,
			isComplete: true,
		});
	});

	it('is none where the row names nobody', () => {
		const nobody = { customerPhone: undefined };
		const found = new LookUp([call('1', nobody)], [row(0, nobody)]);
		expect(found.find(row(0, nobody), false)).toHaveProperty('candidates', 0);
	});

	it('is that of a row which is not among those that were to be looked for', () => {
		const found = new LookUp([call('1')], []);
		found.leaveOut(row(0));
		expect(found.find(row(0), false)).toMatchObject({ call: { id: '1' } });
	});

	it('goes by the address of the override, in small letters as it is kept', () => {
		const customerOverride = { email: 'New@Example.com' };
		expect(RECIPIENTS.email({ customerEmail: 'old@example.com', customerOverride })).toBe(
			'new@example.com',
		);
	});

	it('is none of two, and none that is known to be of another row', () => {
		const two = [call('1'), call('2')];
		expect(new LookUp(two, [row(0)]).find(row(0), false)).toMatchObject({ candidates: 2 });
		expect(new LookUp(two, [row(0)], ['1']).find(row(0), false)).toMatchObject({
			call: { id: '2' },
		});
	});

	it('is given once: two equal rows with one call leave the second in doubt, or sure, as it is', () => {
		const rows = [row(0), row(1)];
		const one = new LookUp([call('1')], rows);
		expect(one.find(rows[0], false)).toMatchObject({ candidates: 1 });
		expect(one.find(rows[1], true)).toMatchObject({ call: { id: '1' } });
		expect(one.find(rows[0], false)).toMatchObject({ candidates: 0 });

		const both = new LookUp([call('1'), call('2')], rows);
		expect(both.find(rows[0], false)).toMatchObject({ call: { id: '1' } });
		expect(both.find(rows[1], false)).toMatchObject({ call: { id: '2' } });
	});

	it('is found without a look at the calls to everybody else', () => {
		let looks = 0;
		const numbers = Array.from({ length: 300 }, (_, at) => `+1303555${1000 + at}`);
		const calls = numbers.map((number, at) => ({
			...call(String(at)),
			get customerPhone() {
				looks++;
				return number;
			},
		}));
		const rows = numbers.map((customerPhone, at) => row(at, { customerPhone }));
		const list = new LookUp(calls, rows);
		for (const each of rows) expect(list.find(each, false)).toHaveProperty('call');
		expect(looks).toBe(calls.length);
	});

	it.each([
		[0, true],
		[9, true],
		[10, false],
		[37, true],
		[50, false],
		[100, false],
	])('is proven to be missing by a list of %i calls: %s', (length, isComplete) => {
		const calls = Array.from({ length }, (_, at) =>
			call(String(at), { customerPhone: `+1303555${1000 + at}` }),
		);
		expect(new LookUp(calls, [row(0)]).find(row(0), false)).toEqual({ candidates: 0, isComplete });
	});
});
