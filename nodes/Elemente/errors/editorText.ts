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
const LONGEST_DESCRIPTION = 4_000;

/** The message of an error: one line, without tags, and short enough for the editor's panel. */
export function messageText(text: string): string {
	return shortened(noTags(text), LONGEST_MESSAGE);
}

/**
 * The description of an error, whose lines are parted by `LINE_BREAK`: without any other tag, and at most 4,000
 * characters long, whatever the list. What comes first is kept: it says what to do.
 */
export function descriptionText(text: string): string {
	const lines = text.split(LINE_BREAK).map(noTags);
	const kept: string[] = [];
	let left = LONGEST_DESCRIPTION - ROOM_FOR_REST;
	for (const line of lines) {
		const fits = shortened(line, Math.max(0, left));
		if (fits === '' && line !== '') break;
		kept.push(fits);
		left -= fits.length + LINE_BREAK.length;
	}
	if (kept.length < lines.length) kept.push(`… and ${lines.length - kept.length} more.`);
	return kept.join(LINE_BREAK);
}

/** For the line that counts what was left out. */
const ROOM_FOR_REST = 40;

/** A piece shorter than this says nothing. */
const SHORTEST_PIECE = 40;

function shortened(text: string, most: number): string {
	if (text.length <= most) return text;
	return most < SHORTEST_PIECE ? '' : `${text.slice(0, most - 1)}…`;
}

/** n8n's editor reads an error's description as HTML, so a cell such as `<n/a>` would vanish from it. */
export function noTags(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}
