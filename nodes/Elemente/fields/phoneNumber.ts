/** What people write between the digits: spaces of all kinds, dashes, dots and invisible text-direction marks. */
const SEPARATORS =
	/[\s.\-\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060\u2066-\u2069\u2212\ufeff]/g;

const BRACKETS = /[()[\]]/g;

/** ITU-T E.164: a plus, a country code that does not start with 0, at most 15 digits in all. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** `+44 (0)20 …`: the bracketed zero is only dialled inside the country, and dropping just the brackets gives a wrong number. */
const BRACKETED_ZERO = /^[([]*(\+|00).*[([]0[)\]]/;

/**
 * What may part two things, or be none of the number: a line break or a tab, the `.0` of a number cell, a bracket behind
 * the number. Without it, other digits would be dialled.
 */
const MORE_THAN_A_NUMBER = /[\t\n\v\f\r\u0085\u2028\u2029]|\d\.0$|\d[)\]\s]*[([][^()[\]]*[)\]]?$/;

/**
 * Brings a phone number as people write it into E.164.
 *
 * @param written a text, or a number (a spreadsheet's number cell is read as text)
 * @returns the number in E.164, for example `+12025550111`, or undefined when it cannot be one
 */
export function toE164(written: string | number): string | undefined {
	if (MORE_THAN_A_NUMBER.test(String(written).trim())) return undefined;
	const text = String(written).replace(SEPARATORS, '');
	if (BRACKETED_ZERO.test(text)) return undefined;
	const digits = text.replace(BRACKETS, '').replace(/^00/, '+');
	return E164.test(digits) ? digits : undefined;
}

/** Says what to write instead of a value that `toE164` refused. */
export function phoneRemedy(written: unknown): string {
	if (MORE_THAN_A_NUMBER.test(String(written).trim())) {
		return 'Leave only the number in the cell: no line break, no .0 at the end, nothing in brackets behind it.';
	}
	const text = String(written).replace(SEPARATORS, '');
	if (BRACKETED_ZERO.test(text)) {
		return 'Leave out the (0): after the country code that zero is not dialled.';
	}
	if (/^\d{7,15}$/.test(text.replace(BRACKETS, ''))) {
		return 'Start it with + and the country code, for example +12025550111: without them the country is not known.';
	}
	return 'Write it with + and the country code, for example +12025550111.';
}
