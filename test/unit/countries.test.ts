import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	type CountryCode,
	type PhoneNumber,
	getCountries,
	getExampleNumber,
	isPossiblePhoneNumber,
	parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import metadata from 'libphonenumber-js/metadata.max.json';

import { table } from '../../scripts/support/phoneTable';
import { COUNTRIES } from '../../nodes/Elemente/fields/countries';
import { allCountries, countriesOf } from '../../nodes/Elemente/fields/countryFacts';
import { toE164 } from '../../nodes/Elemente/fields/phoneNumber';
import { seed } from '../support/seed';

const countries = getCountries().filter((country) => getExampleNumber(country, examples));

/** National spellings that need more than the trunk prefix: digits are moved, or put in between. */
const MOVED = new Set<CountryCode>(['AR']);

describe('the table of countries', () => {
	it('is what the generator makes of the library', () => {
		expect(COUNTRIES).toBe(table());
	});

	it('costs less than 8 kB', () => {
		expect(COUNTRIES.length).toBeLessThan(8_000);
	});

	it('holds lengths of E.164 alone', () => {
		for (const { code, callingCode, lengths } of allCountries()) {
			const all = [...lengths].map((length) => callingCode.length + length);
			expect([code, Math.min(...all) >= 7, Math.max(...all) <= 15]).toEqual([code, true, true]);
		}
	});

	it.each(countries)("reads the library's example of %s in every spelling", (country) => {
		const number = getExampleNumber(country, examples)!;
		for (const written of [
			number.number,
			number.formatInternational(),
			number.formatInternational().replace('+', '00'),
		]) {
			expect(toE164(written)).toBe(number.number);
		}
		if (MOVED.has(country)) return;
		for (const written of [number.formatNational(), number.nationalNumber]) {
			expect([written, toE164(written, country)]).toEqual([written, number.number]);
		}
	});

	it(`agrees with the library on what is possible (seed ${seed})`, () => {
		const digits = fc.stringMatching(/^[1-9]\d{4,14}$/);
		fc.assert(
			fc.property(digits, (written) => {
				const number = toE164(`+${written}`);
				// Where countries share a calling code, the library looks at the first digits as well.
				if (number === undefined || countriesOf(number).length > 1) return;
				expect(isPossiblePhoneNumber(number)).toBe(true);
			}),
			{ numRuns: 2_500 },
		);
	});

	it('never reads another national number than the library does', () => {
		const national = fc.tuple(fc.constantFrom(...countries), fc.stringMatching(/^\d{6,12}$/));
		fc.assert(
			fc.property(national, ([country, written]) => {
				const ours = toE164(written, country);
				const theirs = parsePhoneNumberFromString(written, country);
				if (ours === undefined || !theirs?.isValid() || isOdd(theirs, written, country)) return;
				expect([country, written, ours]).toEqual([country, written, theirs.number]);
			}),
			{ numRuns: 2_500 },
		);
	});
});

/**
 * The code of a carrier in front, as in Luxembourg and Korea; what is dialled for another country, such as 013 in Israel,
 * where no number begins so; a toll-free number of Belarus.
 */
function isOdd(number: PhoneNumber, written: string, country: CountryCode): boolean {
	const [, abroad] = metadata.countries[country] as unknown as string[];
	const isTollFree = number.country === 'BY' && number.nationalNumber.startsWith('8');
	const isAbroad = new RegExp(`^(?:00|${abroad})`).test(written);
	return number.carrierCode !== undefined || isAbroad || isTollFree;
}

it.each([
	['020 7946 0123', 'GB', '+442079460123'],
	['0171 2345678', 'DE', '+491712345678'],
	['(202) 555-0111', 'US', '+12025550111'],
	['1 (202) 555-0111', 'us', '+12025550111'],
	['06 698 12345', 'IT', '+390669812345'],
	['8 912 345-67-89', 'RU', '+79123456789'],
	['06 1 234 5678', 'HU', '+3612345678'],
	['+44 20 7946 0123', 'US', '+442079460123'],
])('reads %j with the default country %s', (written, country, number) => {
	expect(toE164(written, country)).toBe(number);
});

it.each([
	// A country code without its plus, or an area code? Also with the zero that is only dialled inside the country.
	['82024000000', 'KR'],
	['8224000000', 'KR'],
	['4903012345', 'DE'],
])('does not guess whether %j begins with the code of %s', (written, country) => {
	expect(toE164(written, country)).toBeUndefined();
});

it.each([
	['＋８１－９０－１２３４－５６７８', '+819012345678'],
	["'+447911123456", '+447911123456'],
	['tel:+447911123456', '+447911123456'],
	['="+447911123456"', '+447911123456'],
	['<tel:+44 7911 123456>', '+447911123456'],
	['+٤٤٧٩١١١٢٣٤٥٦', '+447911123456'],
	['+४४७९१११२३४५६', '+447911123456'],
	['\u200b+44\u00a07911\u2009123456\ufeff', '+447911123456'],
])('reads %j, which a program has wrapped', (written, number) => {
	expect(toE164(written)).toBe(number);
});

it.each([
	['012345678', 'ES'],
	['207946012x', 'GB'],
	['x207946012', 'GB'],
	['20 7946 0123 4', 'GB'],
])('does not take %j for a number of %s', (written, country) => {
	expect(toE164(written, country)).toBeUndefined();
});
