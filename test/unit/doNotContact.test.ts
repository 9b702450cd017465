import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	type DoNotContactList,
	listedContact,
	readDoNotContact,
} from '../../nodes/Elemente/createCalls/doNotContact';
import { e164, spelledPhone } from '../support/spellings';
import { cpuClock } from '../support/cpuClock';

function listOf(written: unknown): DoNotContactList {
	const list = readDoNotContact(written);
	if ('problem' in list) throw new Error(list.problem);
	return list;
}

const holdsBack = (written: unknown, customerPhone: string) =>
	listedContact(listOf(written), { channel: 'call', customerPhone }) !== undefined;

const US = '+12025550101';
const GB = '+442079460123';

describe('a number on the list', () => {
	it.each<[unknown, string]>([
		['+1 (202) 555-0101', US],
		['0012025550101', US],
		['tel:+1-202-555-0101', US],
		['="+12025550101"', US],
		["'+12025550101", US],
		['+1 202 555 0101 ext. 12', US],
		['+44 (0)20 7946 0123', GB],
		// Without the country: whoever ends so.
		['(202) 555-0101', US],
		['5550101', US],
		['020 7946 0123', GB],
		['442079460123', GB],
		[12_025_550_101, US],
		['１２０２５５５０１０１', US],
		['+13035550001, +12025550101', US],
		['+13035550001;\r\n+12025550101\n', US],
		[['+13035550001', '+12025550101'], US],
		[[{ json: { Phone: '+12025550101', Added: '2026-01-31', Name: 'Ada' } }], US],
		[[{ phone: '2025550101' }], US],
		[[['+12025550101']], US],
		[[[[['+12025550101']]]], US],
		[[{ data: { contact: { phones: [{ value: '+12025550101' }] } } }], US],
		['+12025550101"', US],
		['\u202a+12025550101\u202c', US],
		// Two zeros, and no number of another country behind them.
		['005550101', US],
		// A number without its country, beside an address: both are meant.
		[[{ email: 'ada@example.com', phone: '(202) 555-0101' }], US],
	])('%j holds back %s', (written, number) => {
		expect(holdsBack(written, number)).toBe(true);
		expect(holdsBack(written, '+493012345678')).toBe(false);
	});

	it.each(['x12', ' x12', ' X 12', 'ext12', ' ext 12', '  Ext.  12', '#12', ' # 123456', '(0)'])(
		'%j beside it is not dialled',
		(extension) => {
			expect(holdsBack(`+1 202 555 0101${extension}`, US)).toBe(true);
		},
	);

	it.each(['+1 x12 2025550101', '+12025550101 x', '+12025550101 x1234567'])(
		'%j is none with an extension',
		(written) => {
			expect(readDoNotContact(written)).toHaveProperty('problem');
		},
	);

	it.each([
		...['491 5123 4567890', '4915123-4567890', '4915123 456 7890'],
		...['49151/234567890', '49 151 / 234567890'],
	])('%j is one number', (written) => {
		expect(holdsBack(written, '+49151234567890')).toBe(true);
	});

	it.each([
		...['4915123 4567890', '4915123  4567890', '4915123 / 4567890', '4915123/4567890'],
		...['49-151-23 456-78-90', '49-15-123 4567890', '49 151 234/567890'],
	])('%j may be two, and so is nobody’s', (written) => {
		expect(readDoNotContact(written)).toHaveProperty('problem');
	});

	it('thirteen digits in two parts are the end of one', () => {
		expect(holdsBack('4915123 456789', '+4915123456789')).toBe(true);
	});

	it('holds back whoever is called in place of the customer', () => {
		const body = { customerOverride: { phoneNumber: US } };
		expect(listedContact(listOf(US), body)).toBe(US);
	});

	it('holds back in any spelling, and nobody else', () => {
		fc.assert(
			fc.property(spelledPhone, e164, ({ number, written }, other) => {
				// A line break inside a list parts two entries.
				fc.pre(!/[\n\r,;]/.test(written.trim()));
				expect(holdsBack(written, number)).toBe(true);
				expect(holdsBack([written.trim(), 'Ada'], other)).toBe(other === number);
			}),
		);
	});

	it('holds back by its ending', () => {
		fc.assert(
			fc.property(e164, fc.nat(20), (number, at) => {
				const ending = number.slice(1).slice(at).replace(/^0+/, '');
				fc.pre(ending.length >= 7);
				expect(holdsBack(`0${ending}`, number)).toBe(true);
				const last = (Number(ending.slice(-1)) + 1) % 10;
				expect(holdsBack(`${ending.slice(0, -1)}${last}`, number)).toBe(false);
			}),
		);
	});

	it('does not make an ending of the customer number beside it', () => {
		const list = [{ phone: '+12025550101', customer: 9_460_123 }];
		expect(holdsBack(list, US)).toBe(true);
		expect(holdsBack(list, GB)).toBe(false);
	});
});

describe('an address on the list', () => {
	it.each([
		'ADA@Example.com',
		'Ada <ada@example.com>',
		'mailto:ada@example.com',
		' ada@example.com.',
		// What is not seen, full-width letters, and what a link says besides.
		'ada@example.com\u200b',
		'\ufeffada@example.com',
		'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
		'mailto:ada@example.com?subject=Stop',
		'="ada@example.com"',
		'Lovelace, Ada; ada@example.com',
		`="'ada@example.com'"`,
		`'"'ada@example.com'"'`,
		'``ada@example.com',
		'ada@example.com``',
	])('%j holds back whoever has it, also for a call', (written) => {
		const list = listOf(written);
		const body = { channel: 'call', customerPhone: US, customerEmail: 'Ada@example.com' };
		expect(listedContact(list, body)).toBe('Ada@example.com');
		expect(listedContact(list, { customerOverride: { email: 'ada@example.com' } })).toBeDefined();
		expect(listedContact(list, { customerEmail: 'bob@example.com' })).toBeUndefined();
	});
});

it.each([
	...[
		["o'hara@example.com", "o'hara@example.com"],
		[`'"o'hara@example.com'"`, "o'hara@example.com"],
	],
	['jörg@example.com'.normalize('NFD'), 'jörg@example.com'.normalize('NFC')],
	['ada@bücher.example', 'ada@xn--bcher-kva.example'],
	['ada@XN--BCHER-KVA.example', 'ada@bücher.example'],
	['ada@example.com', 'ada@example.com.'],
])('the address %j on the list is the same as %j', (written, customerEmail) => {
	expect(listedContact(listOf(written), { customerEmail })).toBe(customerEmail);
});

it.each([
	['ada@example.com', 'adam@example.com'],
	["o'hara@example.com", 'ohara@example.com'],
	['ada@example.com', 'ada@example.org'],
	['strasse@example.com', 'straße@example.com'],
	['5550101', 'ada5550101@example.com'],
])('%j on the list does not hold back %j', (written, customerEmail) => {
	expect(listedContact(listOf(written), { customerEmail })).toBeUndefined();
});

it('an address may be as long as there are any', () => {
	const customerEmail = `${'a'.repeat(64)}@${'b'.repeat(251)}.org`;
	expect(customerEmail).toHaveLength(320);
	expect(listedContact(listOf(customerEmail), { customerEmail })).toBe(customerEmail);
});

it('thirteen digits may be the end of a number, and more are a number that there is', () => {
	expect(listOf('9990000000000')).toMatchObject({ size: 1 });
	expect(listOf('49151234567890')).toMatchObject({ size: 1 });
	expect(readDoNotContact('99900000000000')).toHaveProperty('problem');
});

describe('what is not a list', () => {
	it.each([[undefined], [null]])('%j is a problem: nobody is called by mistake', (written) => {
		expect(readDoNotContact(written)).toMatchObject({ problem: 'Do Not Contact gives no list' });
	});

	it.each<[unknown]>([
		['+1 202'],
		['+12025550101\n+12025'],
		['+120255501011111111'],
		['555 0101 Ada'],
		['12'],
		['1.2025550101E+10'],
		['ada@'],
		[5],
		[[{ name: 'Ada', phone: '12' }]],
		[['+1 202']],
		// Two in one entry: one number made of both is nobody's.
		['5550111/5550112'],
		['5550111 5550112'],
		['555-0111/0112'],
		['ada@example.com|bob@example.com'],
		['ada@example.com|Ada'],
		['ada@example.com/bob@example.com'],
		['=HYPERLINK("mailto:ada@example.com")'],
		['{"phone":"+12025550101"}'],
		[[{ a: { b: { c: { d: { e: { f: { phone: '+12025550101' } } } } } } }]],
		[`+12025550101${' '.repeat(1_000)}1`],
	])('%j holds an entry that cannot be read, which is a problem', (written) => {
		expect(readDoNotContact(written)).toMatchObject({
			problem: expect.stringContaining('neither a phone number nor an e-mail address'),
		});
	});

	it('names the entry that cannot be read', () => {
		expect(readDoNotContact('+1 202')).toMatchObject({
			problem:
				'Do Not Contact holds "+1 202", which is neither a phone number nor an e-mail address',
		});
	});

	it('counts the entries that cannot be read', () => {
		expect(readDoNotContact('+1 202\n+1 203\n+1 204')).toMatchObject({
			problem: expect.stringContaining('"+1 202" and 2 more, which are'),
		});
	});

	it.each([[''], [' \n,'], [[]], [{}], [[null, '']]])('%j is an empty one', (written) => {
		expect(listOf(written)).toMatchObject({ size: 0, words: [] });
	});

	it.each([
		[
			'an object without a number',
			[{ Name: 'Ada', Town: 'London' }],
			'{"Name":"Ada","Town":"London"}',
		],
		['a long text', 'x'.repeat(400), 'x'.repeat(400)],
	])('%s is told, and holds nobody back', (_, written, word) => {
		expect(listOf(written)).toMatchObject({ size: 0, words: [word] });
	});

	it('a heading is told, and holds nobody back', () => {
		expect(listOf('Phone\n+12025550101\nn/a')).toMatchObject({ size: 1, words: ['Phone', 'n/a'] });
	});
});

it('50,000 entries of every spelling are read in seconds, and all of them count', () => {
	const entries = fc.sample(
		spelledPhone.filter(({ written }) => !/[\n\r,;]/.test(written.trim())),
		{ numRuns: 5_000, seed: 1 },
	);
	const many = Array.from({ length: 10 }, () =>
		entries.map(({ written }) => written.trim()),
	).flat();
	const usedMs = cpuClock();
	const list = listOf(many.join('\n'));
	const held = entries.filter(({ number }) =>
		listedContact(list, { channel: 'call', customerPhone: number }),
	);
	expect(held).toHaveLength(entries.length);
	expect(list.size).toBe(many.length);
	expect(usedMs()).toBeLessThan(20_000);
});
