// @ts-check
// What the node has to know of the phone numbers of each country, out of libphonenumber-js.
const metadata = /** @type {any} */ (require('libphonenumber-js/metadata.max.json'));

/** So many numbers that begin with 0 are tried to see whether a country has such numbers. */
const TRIES = 3_000;

/** @param {number[]} lengths @returns {string} such as 7,9-10 */
function ranges(lengths) {
	/** @type {Array<[number, number]>} */
	const found = [];
	for (const length of [...lengths].sort((a, b) => a - b)) {
		const last = found.at(-1);
		if (last && last[1] === length - 1) last[1] = length;
		else found.push([length, length]);
	}
	return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join();
}

/** @param {number} length @returns {string[]} always the same numbers: the table must not change from one run to the next */
function tried(length) {
	let state = 1;
	const digit = () => (state = (state * 48_271) % 2_147_483_647) % 10;
	return Array.from(
		{ length: TRIES },
		() => `0${Array.from({ length: length - 1 }, digit).join('')}`,
	);
}

/** By length; made once, as the countries share them. @type {Map<number, string[]>} */
const NUMBERS = new Map();

/** @param {number} length */
function numbersWithZero(length) {
	const numbers = NUMBERS.get(length) ?? tried(length);
	NUMBERS.set(length, numbers);
	return numbers;
}

/** @param {any} country @returns {boolean} whether its numbers can begin with 0 behind the country code, as in Italy */
function keepsZero(country) {
	const { 3: lengths, 11: types } = country;
	const [fixedLine, mobile] = types ?? [];
	const patterns = [fixedLine, mobile].filter(Boolean).map(([pattern]) => `(?:${pattern})`);
	const isNumber = new RegExp(`^(?:${patterns.join('|') || '(?!)'})$`);
	return lengths.some((/** @type {number} */ length) =>
		numbersWithZero(length).some((number) => isNumber.test(number)),
	);
}

/**
 * Where local numbers are put together from other digits (the library's transform rule), only those that can be dialled
 * from everywhere: what is left would be another number.
 *
 * @param {any} country
 * @returns {number[]}
 */
function lengthsOf({ 3: lengths, 8: transform, 11: types }) {
	if (!transform) return lengths;
	const [fixedLine, mobile] = types;
	return [...new Set([fixedLine, mobile].flatMap((type) => type?.[1] ?? lengths))];
}

/**
 * ITU-T E.164: at most 15 digits in all. With fewer than 7 it is a number inside a town.
 *
 * @param {string} code calling code
 * @param {number[]} lengths behind it
 */
function inE164(code, lengths) {
	return lengths.filter((length) => code.length + length >= 7 && code.length + length <= 15);
}

/** @returns {string} the table, an entry for each country: GB:44/0/7,9-10 (calling code, + where a 0 stays; trunk prefix; lengths) */
function table() {
	const countries = /** @type {Record<string, any>} */ (metadata.countries);
	const others = /** @type {Record<string, any>} */ (metadata.nonGeographic);
	const ofCodes = /** @type {Record<string, string[]>} */ (metadata.country_calling_codes);
	// The main country of a calling code first: what is possible behind a code is what is possible in that one.
	const ofCountries = Object.values(ofCodes)
		.flat()
		.filter((country) => country in countries)
		.map((country) => {
			// The library's own order: calling code, …, lengths, …, trunk prefix.
			const { 0: code, 5: trunk } = countries[country];
			const zero = keepsZero(countries[country]) ? '+' : '';
			const lengths = inE164(code, lengthsOf(countries[country]));
			return `${country}:${code}${zero}/${trunk || ''}/${ranges(lengths)}`;
		});
	const ofNone = Object.keys(others).map(
		(code) => `001:${code}//${ranges(inE164(code, others[code][3]))}`,
	);
	return [...ofCountries, ...ofNone].join(' ');
}

module.exports = { table };
