import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { phoneRemedy, toE164 } from '../../nodes/Elemente/fields/phoneNumber';
import { seed } from '../support/seed';
import { spelledPhone } from '../support/spellings';

const E164 = /^\+[1-9]\d{6,14}$/;

describe(`phone numbers (seed ${seed})`, () => {
	it('brings every usual spelling of a number into E.164', () => {
		fc.assert(
			fc.property(spelledPhone, ({ number, written }) => {
				expect(toE164(written)).toBe(number);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('returns E.164 or nothing, whatever it is given', () => {
		const nearlyPhone = fc.string({
			unit: fc.constantFrom(...'0123456789+-.()[] /x\u202a\u00a0٣１'),
			maxLength: 24,
		});
		fc.assert(
			fc.property(fc.oneof(fc.string(), nearlyPhone, fc.double(), fc.integer()), (written) => {
				const number = toE164(written);
				if (number !== undefined) expect(number).toMatch(E164);
				if (number === undefined) expect(phoneRemedy(written)).toMatch(/\.$/);
			}),
			{ numRuns: 5_000 },
		);
	});

	it('never adds, drops or moves a digit', () => {
		fc.assert(
			fc.property(spelledPhone, ({ written }) => {
				const digits = written.replace(/\D/g, '').replace(/^00/, '');
				expect(toE164(written)?.slice(1)).toBe(digits);
			}),
		);
	});

	it.each([
		['+44 (0)20 7946 0958'],
		['0044 (0) 20 7946 0958'],
		['+44 [0] 20 7946 0958'],
		['+44 ( 0 ) 20 7946 0958'],
		['(+44) (0)20 7946 0958'],
		['+44 (20) (0)7946 0958'],
		// As Windows copies a number out of a contact, with a text-direction mark in front.
		['\u202a+44 (0)20 7946 0958\u202c'],
		['+44 (\u00a00\u00a0)20 7946 0958'],
	])('refuses the national zero in brackets in %j, which would ring somebody else', (written) => {
		expect(toE164(written)).toBeUndefined();
		expect(phoneRemedy(written)).toContain('(0)');
	});

	it('keeps a zero that belongs to the number, as in Italy', () => {
		expect(toE164('+39 (06) 698 12345')).toBe('+390669812345');
	});

	it.each([
		['abc'],
		[''],
		['+'],
		['+0123456789'],
		['+123456'],
		['+1234567890123456'],
		['+12025550111, +12025550112'],
		['++12025550111'],
		['00+12025550111'],
	])('refuses %j', (written) => {
		expect(toE164(written)).toBeUndefined();
		expect(phoneRemedy(written)).toContain('country code');
	});

	it("sends the example of the API's own reference, which is a digit short", () => {
		expect(toE164('+1234567890')).toBe('+1234567890');
		expect(toE164('+1234567891')).toBeUndefined();
	});

	it('says that the country is missing when there are only digits, as in a number cell', () => {
		expect(toE164(2025550111)).toBeUndefined();
		expect(toE164(1.2025550111e10)).toBeUndefined();
		expect(phoneRemedy(2025550111)).toContain('the country is not known');
		expect(toE164('(202) 555-0111')).toBeUndefined();
		expect(phoneRemedy('(202) 555-0111')).toContain('the country is not known');
	});
});

it.each([
	'12025550111.0',
	'+12025550111.0',
	'+1 202 555 0111\n0112',
	'+1 202 555 0111\r\n+1 202 555 0112',
	'+12025550111\t7',
	'+1 202 555 0111 (123)',
	'+1 202 555 0111 (0)',
	'+12025550111(2)',
	'+1 202 555 0111\u2028112',
	...['\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029'].map(
		(parting) => `+1 202 555${parting}0111`,
	),
	'+44 791 112345 (6',
	'+44 791 112345 [6',
	'(+44 791 112345) (6)',
])('calls nobody else for %j, which holds more than a number', (written) => {
	expect(toE164(written)).toBeUndefined();
	expect(phoneRemedy(written)).toContain('Leave only the number in the cell');
});

it('keeps a bracketed zero of a number that has no country code', () => {
	expect(toE164('0300 (0)12 3456', 'GB')).toBe('+443000123456');
});

it.each(['+1 (202) 555-0111', '+1 [202] 555.0111', ' +12025550111\n', '(+1) 202 555 0111'])(
	'still reads %j',
	(written) => {
		expect(toE164(written)).toBe('+12025550111');
	},
);
