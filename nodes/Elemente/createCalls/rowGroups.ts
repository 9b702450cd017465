import { quote } from '../errors/editorText';
import { rowName } from '../rows/row';
import type { CheckedRow } from './checkRows';
import { contactOf } from './recipient';

/** So many rows, or stretches of rows, are named one by one; the rest is counted. */
const MAX_NAMED = 12;

/** Rows that have the same wrong with them. */
interface Group {
	rows: CheckedRow[];
	/** Of the first of them */
	problem: string;
	remedy: string;
	/** Their values differ */
	differ: boolean;
}

/**
 * Whom a row is to reach, behind a text about it that does not say so: in a loop, a sub-workflow or a sheet with a
 * header line, the row's number alone is not that of the list.
 */
export function ofWhom({ itemIndex, body }: CheckedRow, text: string): string {
	const known = [body.customerName, contactOf(body)]
		.filter((value) => value !== undefined && !text.includes(String(value)))
		.map((value) => quote(value));
	return known.length === 0 ? '' : ` (${rowName(itemIndex)} is ${known.join(', ')}.)`;
}

/**
 * What is wrong with the rows, a line for each thing: problems that differ in the value alone are one, the first of
 * them is shown.
 */
export function groupedProblems(rows: CheckedRow[]): string[] {
	const groups = new Map<string, Group>();
	for (const row of rows) {
		for (const { problem, remedy } of row.problems) {
			const text = `${problem}\n${remedy}`;
			const alike = withoutQuotes(text);
			// A row that has the same wrong with two of its fields says so of both.
			const key = groups.get(alike)?.rows.at(-1) === row ? text : alike;
			const group = groups.get(key) ?? { rows: [], problem, remedy, differ: false };
			group.differ ||= group.problem !== problem;
			group.rows.push(row);
			groups.set(key, group);
		}
	}
	return [...groups.values()].map(describeGroup);
}

function withoutQuotes(text: string): string {
	return text.replace(/"[^"]*"/g, '""');
}

function describeGroup({ rows, problem, remedy, differ }: Group): string {
	const shown = differ ? ` The value shown is that of ${rowName(rows[0].itemIndex)}.` : '';
	const text = `${rowNames(rows)}: ${problem}. ${remedy}${shown}`;
	return `${text}${ofWhom(rows[0], text)}`;
}

/** `Row 2`, `Rows 2 and 3`, `Rows 4–500, 502 and 40 more`: in the order of the rows, long runs of them in short. */
export function rowNames(rows: CheckedRow[]): string {
	if (rows.length === 1) return rowName(rows[0].itemIndex);
	const numbers = rows.map(({ itemIndex }) => itemIndex + 1);
	if (rows.length === 2) return `Rows ${numbers.join(' and ')}`;
	const ranges: Array<[from: number, to: number]> = [];
	for (const number of numbers) {
		const last = ranges.at(-1);
		if (last && last[1] === number - 1) last[1] = number;
		else ranges.push([number, number]);
	}
	const named = ranges.slice(0, MAX_NAMED);
	const others = ranges.slice(MAX_NAMED).reduce((sum, [from, to]) => sum + to - from + 1, 0);
	const list = named.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
	return `Rows ${list}${others > 0 ? ` and ${others} more` : ''}`;
}

/**
 * The lines that fit into so many characters; the others are counted, in a last line.
 *
 * @param more says of so many lines that they are left out
 */
export function fitting(lines: string[], most: number, more: (count: number) => string): string[] {
	let length = 0;
	const kept = lines.findIndex((line) => (length += line.length + LINE_END) > most);
	if (kept < 0) return lines;
	return [...lines.slice(0, kept), more(lines.length - kept)];
}

/** Characters that end a line of a description. */
const LINE_END = 5;
