import type { IDataObject, IExecuteData } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import type { RowContext } from '../rows/row';
import { getPath } from './bodyPath';

/** `={{ $json.phone }}` or `={{ $json['Order ID'] }}`: what n8n writes when a column is dragged into a field. */
const COLUMN =
	/^=\{\{\s*\$json(?:\.([A-Za-z_$][\w$]*)|\[\s*'([^'\\]*)'\s*\]|\[\s*"([^"\\]*)"\s*\])\s*\}\}$/;

/** The column that a parameter refers to, and nothing else; undefined for any other parameter. */
export function columnReferredTo(written: string): string | undefined {
	const match = COLUMN.exec(written);
	return match ? (match[1] ?? match[2] ?? match[3]) : undefined;
}

/** What is not seen in any script; joiners are: they change how the letters beside them are written. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const INVISIBLE_AT_END = /[\s\u200c\u200d]/;
/** A blank that is not the one of the keyboard. */
const ODD_BLANK = /[^\S ]/;

/** Most names: nothing in them needs a second look. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** A column's name as it is read: blanks are blanks, and nothing is in it that cannot be seen. */
export function columnName(name: string): string {
	if (PLAIN.test(name)) return name;
	const blanks = name
		.replace(INVISIBLE, '')
		.replace(/\s+/g, (found) => (ODD_BLANK.test(found) ? ' ' : found));
	return withoutEnds(blanks).normalize('NFC');
}

/**
 * By hand: an expression for the end would take a time that grows with the square of the blanks in the text. Beyond the
 * ends of a text is an empty one, which is no blank.
 */
function withoutEnds(text: string): string {
	let [from, to] = [0, text.length];
	while (INVISIBLE_AT_END.test(text.charAt(from))) from++;
	while (INVISIBLE_AT_END.test(text.charAt(to - 1))) to--;
	return text.slice(from, to);
}

/** A name with what cannot be seen in it, or is not the blank it seems, written out: `Order⟨U+00A0⟩ID`. */
export function visibleName(name: string): string {
	return name.replace(/[^\S ]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (found) => {
		const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
		return `⟨U+${code}⟩`;
	});
}

/** Reads more than the row that is at hand: another step, a variable, what a model has made up. */
const BEYOND_ROW = /\$\(|\$(?:node|items|input|fromAI|vars|env)\b/;

/** @param written a parameter, or several, as the user wrote them */
export function reachesBeyondRow(written: unknown): boolean {
	return BEYOND_ROW.test(JSON.stringify(written));
}

/** A column's name as people mean it: without regard to case, to blanks and to what is not seen. */
export function columnKey(name: string): string {
	return name
		.normalize('NFKC')
		.replace(/[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
		.toLowerCase();
}

/** An empty cell, or one in which nothing can be seen. */
export function isBlank(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	// Most cells hold a letter or a digit that is seen in any case: those need no second look.
	return typeof value === 'string' && !/[!-~]/.test(value) && columnName(value) === '';
}

interface Columns {
	names: Set<string>;
	/** Names by `columnKey` */
	byKey: Map<string, string>;
}

const columnsOfRuns = new WeakMap<IExecuteData, Columns>();

/** The columns of all rows of a run. */
export function columnsOf(run: IExecuteData): Columns {
	const known = columnsOfRuns.get(run);
	if (known) return known;
	const names = new Set<string>();
	for (const { json } of run.data.main?.[0] ?? []) {
		for (const name of Object.keys(json)) names.add(name);
	}
	const columns = { names, byKey: new Map([...names].map((name) => [columnKey(name), name])) };
	columnsOfRuns.set(run, columns);
	return columns;
}

/** The columns that there are, to find the right one among them. */
export function listed({ byKey }: Columns): string {
	const names = [...byKey.values()].slice(0, 20).map(quote).join(', ');
	return `There are: ${names}${byKey.size > 20 ? ' …' : ''}.`;
}

/**
 * What is wrong where a field refers to a column that no row has; undefined where some row has it, and where the field
 * is no plain reference to a column.
 */
export function absentColumn(
	context: RowContext,
	parameter: string,
): { problem: string; remedy: string } | undefined {
	const written = getPath(context.getNode().parameters as IDataObject, parameter);
	const name = columnReferredTo(String(written));
	if (name === undefined) return undefined;
	const columns = columnsOf(context.getExecuteData());
	if (columns.names.has(name)) return undefined;
	return { problem: `no row has a column ${quote(name)}`, remedy: otherColumn(columns, name) };
}

function otherColumn(columns: Columns, name: string): string {
	const similar = columns.byKey.get(columnKey(name));
	if (similar !== undefined) {
		return columnName(similar) === columnName(name)
			? `There is ${quote(visibleName(similar))}, whose name differs in what cannot be seen: drag that column into the field.`
			: `There is ${quote(similar)}: drag that column into the field.`;
	}
	if (columns.names.size === 0) return 'The rows have no columns at all: look at the step before.';
	return `${listed(columns)} Drag the right one into the field.`;
}
