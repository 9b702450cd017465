/** What is not seen in any script, and means nothing in a number, an address, an ID or a code. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}]/gu;

/** Blanks of all kinds but those that part lines or columns. */
const ODD_BLANKS = /[^\S\t\n\v\f\r \u0085\u2028\u2029]/g;

/** What programs put in front of a value to say what it is. */
const SCHEME = /^(?:tel|sms|callto|mailto|whatsapp)\s*:\s*(?:\/\/)?/i;

/** Nobody wraps a value more often than that. */
const MAX_WRAPPINGS = 5;

/** Most cells: nothing in them needs a second look. */
const PLAIN = /^[!#-&(-;?-_a-~][ -~]*$/;

/**
 * The text of a cell as a person reads it, for numbers, addresses, IDs and codes: without what cannot be seen, with
 * blanks that are blanks, full-width characters as usual ones, and without what spreadsheets and programs put around a
 * value (`'`, `="…"`, `tel:`, `mailto:`, `<…>`). Names are left to `text`: their script may need its joiners.
 */
export function cellText(written: string): string {
	const text = written.trim();
	if (PLAIN.test(text) && !SCHEME.test(text)) return text;
	const seen = text
		.replace(INVISIBLE, '')
		.replace(ODD_BLANKS, ' ')
		.replace(/[！-～]/g, usual);
	return unwrapped(seen.trim());
}

/** Full-width characters stand in the same order as usual ones. */
function usual(character: string): string {
	return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

function unwrapped(text: string): string {
	let inner = text;
	for (let layer = 0; layer < MAX_WRAPPINGS; layer++) {
		const before = inner;
		inner = withoutLayer(inner).trim();
		if (inner === before) break;
	}
	return inner;
}

function withoutLayer(text: string): string {
	if (SCHEME.test(text)) return text.replace(SCHEME, '').replace(/\?.*$/s, '');
	if (/^=".*"$/s.test(text)) return text.slice(2, -1);
	if (text.startsWith('<') && text.endsWith('>')) return text.slice(1, -1);
	for (const mark of ['"', "'", '`']) {
		if (text.length > 1 && text.startsWith(mark) && text.endsWith(mark)) return text.slice(1, -1);
	}
	// In front of a value, spreadsheets say by it that it is a text.
	return /^['‘’]/.test(text) ? text.slice(1) : text;
}

/** Zero in each script that has digits of its own: the others follow it. */
const ZEROS = '٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰';

/** The digits of every script as those of the keyboard. */
export function latinDigits(text: string): string {
	return text.replace(/\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		if (code < 0x80) return digit;
		const zero = [...ZEROS]
			.map((each) => each.codePointAt(0) ?? 0)
			.find((each) => code - each >= 0 && code - each < 10);
		return zero === undefined ? digit : String(code - zero);
	});
}
