/** Between the lines of a description: n8n's editor shows it as HTML, where a line feed alone is a space. */
export const LINE_BREAK = '<br>\n';

const LONGEST_QUOTE = 60;

/** Quotes a value for an error, shortened, so that one long cell does not bury the sentence. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `"${noTags(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text)}"`;
}

/** n8n's editor reads an error's description as HTML, so a cell such as `<n/a>` would vanish from it. */
export function noTags(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}
