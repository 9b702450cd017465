/** Between the lines of a description: n8n's editor shows it as HTML, where a line feed alone is a space. */
export const LINE_BREAK = '<br>\n';

const LONGEST_QUOTE = 60;

/** Quotes a value for an error, shortened, so that one long cell does not bury the sentence. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (asJson(value) ?? String(value));
	return `"${noTags(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text)}"`;
}

/** A value as JSON; what cannot be written so (nested too deep, or in a circle) says nothing that helps anyway. */
export function asJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return '…';
	}
}

const LONGEST_MESSAGE = 500;

/** The message of an error: one line, without tags, and short enough for the editor's panel. */
export function messageText(text: string): string {
	return shortened(noTags(text), LONGEST_MESSAGE);
}

const LONGEST_DESCRIPTION = 4_000;

/**
 * The description of an error, whose lines are parted by `LINE_BREAK`: without any other tag, and not longer than a
 * person reads and n8n's database should keep.
 */
export function descriptionText(text: string): string {
	const whole = text.split(LINE_BREAK).map(noTags).join(LINE_BREAK);
	// A line break that is cut through would be half a tag.
	return shortened(whole, LONGEST_DESCRIPTION).replace(/<[^>]*$/, '…');
}

function shortened(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** What moves the cursor or turns the direction of what follows; tabs and line feeds stay. */
const CONTROLS = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** n8n's editor reads an error's description as HTML, so a cell such as `<n/a>` would vanish from it. */
export function noTags(text: string): string {
	return text.replace(CONTROLS, '').replaceAll('<', '‹').replaceAll('>', '›');
}
