import { cellText, latinDigits } from './cellText';
import { type Country, countriesOf, countryByCode, countryName } from './countryFacts';

/** What people write between the digits: blanks, dashes and dots. What cannot be seen is gone by then. */
const SEPARATORS = /[\s.\-\u2010-\u2015\u2212]/g;

const BRACKETS = /[()[\]]/g;

/** `+44 (0)20 …`: the bracketed zero is only dialled inside the country, and dropping just the brackets gives a wrong number. */
const BRACKETED_ZERO = /^[([]*(\+|00).*[([]0[)\]]/;

const EXAMPLE = 'for example +12025550111';

/** What no number may be read out of, and what to do about it: one remedy for each cause. */
const CAUSES: Array<[RegExp, string]> = [
	[
		/^[+\s]*\d+(?:[.,]\d*)?e\+?\d+$/i,
		'The spreadsheet has shortened the number, and its last digits are lost: format the column as text, and enter the number again.',
	],
	[
		// Without what may part two things, or be none of the number, other digits would be dialled.
		/[\t\n\v\f\r\u0085\u2028\u2029]|\d\.0$|\d[)\]\s]*[([][^()[\]]*[)\]]?$/,
		'Leave only the number in the cell: no line break, no .0 at the end, nothing in brackets behind it.',
	],
	[
		/\d\s*(?:;\s*ext\s*=|,?\s*(?:x|ext\.?|extn\.?|extension|durchwahl|poste|#))\s*\.?:?\s*\d{1,7}$/i,
		`Leave the extension out: only the number itself can be called, ${EXAMPLE}.`,
	],
	[
		/\+.*\+|\d[^\d]*(?:[,;|&]|\s\/\s|\bor\b|\band\b|\boder\b|\bund\b)[^\d]*\d/i,
		`There is more than one number. Leave one with + and the country code, ${EXAMPLE}.`,
	],
	[
		/\d\s*\/\s*\d/,
		`Leave the slash out, and write the number with + and the country code, ${EXAMPLE}.`,
	],
];

/** Longer than any number with all that people write around it. What is longer is not looked through. */
const LONGEST_WRITTEN = 100;

/** The number in the API reference's own example: a digit short of a real one, and there to be sent as it is. */
const EXAMPLE_OF_THE_REFERENCE = '+1234567890';

/** A number in E.164, or what to write instead. */
type Read = { number: string } | { remedy: string };

/**
 * Brings a phone number as people write it into E.164. Nothing is removed that may part two things, and a number that
 * its country cannot have is none (lengths and trunk prefixes: libphonenumber-js, see `countries.ts`).
 *
 * @param written a text, or a number (a spreadsheet's number cell is read as text)
 * @param country for numbers without a country code: ISO 3166-1, such as GB
 * @returns the number in E.164, for example `+12025550111`, or undefined when it cannot be one
 */
export function toE164(written: string | number, country?: string): string | undefined {
	const read = readPhone(written, country);
	return 'number' in read ? read.number : undefined;
}

/** Says what to write instead of a value that `toE164` refused. */
export function phoneRemedy(written: unknown, country?: string): string {
	const read = readPhone(written, country);
	return 'remedy' in read ? read.remedy : '';
}

function readPhone(written: unknown, country?: string): Read {
	const cell = cellText(String(written));
	if (cell.length > LONGEST_WRITTEN) {
		return { remedy: `It is too long for a phone number. Leave only the number, ${EXAMPLE}.` };
	}
	const text = latinDigits(cell);
	const cause = CAUSES.find(([pattern]) => pattern.test(text));
	if (cause) return { remedy: cause[1] };
	const close = text.replace(SEPARATORS, '');
	if (BRACKETED_ZERO.test(close)) {
		return { remedy: 'Leave out the (0): after the country code that zero is not dialled.' };
	}
	const digits = close.replace(BRACKETS, '').replace(/^00/, '+');
	if (digits.startsWith('+')) return international(digits);
	const home = country === undefined ? undefined : countryByCode(country);
	if (home && /^\d+$/.test(digits)) return national(digits, home);
	if (/^\d{5,15}$/.test(digits)) {
		return {
			remedy: `Start it with + and the country code, ${EXAMPLE}, or choose Default Country under Options: without them the country is not known.`,
		};
	}
	return { remedy: `Write it with + and the country code, ${EXAMPLE}.` };
}

function international(digits: string): Read {
	if (digits === EXAMPLE_OF_THE_REFERENCE) return { number: digits };
	if (!/^\+\d+$/.test(digits)) {
		return { remedy: `Write it with + and the country code, and with digits only, ${EXAMPLE}.` };
	}
	const countries = countriesOf(digits);
	if (countries.length === 0) {
		return {
			remedy: `No country has the country code that it begins with. Write it with + and the country code, ${EXAMPLE}.`,
		};
	}
	// What is possible behind a code is what is possible in its main country.
	const [{ callingCode, keepsZero, lengths }] = countries;
	const behind = digits.slice(1 + callingCode.length);
	if (behind.startsWith('0') && !keepsZero) {
		return {
			remedy: `Leave out the 0 behind the country code +${callingCode}: it is dialled inside the country only.`,
		};
	}
	if (lengths.has(behind.length)) return { number: digits };
	const most = Math.max(...lengths);
	return {
		remedy: `It has too ${behind.length > most ? 'many' : 'few'} digits for a number with the country code +${callingCode}. Write the whole number, ${EXAMPLE}.`,
	};
}

/** Inside the country: with its trunk prefix, without it, or with the calling code but no plus. */
function national(digits: string, country: Country): Read {
	const { callingCode, code, keepsZero, lengths, trunk } = country;
	const isPossible = (rest: string) =>
		lengths.has(rest.length) && (keepsZero || !rest.startsWith('0'));
	const behind = (prefix: string, all: string) =>
		prefix !== '' && all.startsWith(prefix) ? all.slice(prefix.length) : '';
	const behindTrunk = behind(trunk, digits);
	const behindCode = behind(callingCode, digits);
	// As in Belarus: 8 029 491-19-11.
	const rests = [behindTrunk.replace(/^0/, ''), behindTrunk, digits, behindCode];
	// With a calling code, or a number that begins like one: nobody can say.
	const mayHaveCode = [behindCode, behind(trunk, behindCode)].some(isPossible);
	const isAmbiguous = isPossible(digits) && mayHaveCode;
	const rest = isAmbiguous ? undefined : rests.find(isPossible);
	if (rest !== undefined) return { number: `+${callingCode}${rest}` };
	return {
		remedy: `It is not a number of ${countryName(code)} (Default Country). Write it with + and the country code, ${EXAMPLE}.`,
	};
}
