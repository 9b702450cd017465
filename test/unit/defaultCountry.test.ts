import { expect, it } from '@jest/globals';

import { defaultCountry } from '../../nodes/Elemente/fields/defaultCountry';
import { rowOf } from '../support/row';

const countryOf = (given: string | number | null) =>
	defaultCountry(rowOf({ options: { defaultCountry: given } }));

it.each([
	['GB', 'GB'],
	['gb', 'GB'],
	[' "de" ', 'DE'],
	['United Kingdom', 'GB'],
	['united states', 'US'],
])('reads the default country %j as %s', (given, code) => {
	expect(countryOf(given)).toBe(code);
});

it('reads none from an empty cell, or where none is set', () => {
	for (const given of ['', ' ', null]) expect(countryOf(given)).toBeUndefined();
	expect(defaultCountry(rowOf({ options: {} }))).toBeUndefined();
	expect(defaultCountry(rowOf())).toBeUndefined();
});

// 001 and World are what the table calls the numbers of no country.
it.each(['Narnia', '001', 'World', 44, 'XX'])('refuses %j', (given) => {
	expect(() => countryOf(given)).toThrow(`Row 1: Default Country "${given}" is not a country`);
});
