import { noTags } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { brokenDate, refuseBroken } from './brokenValue';

/** @throws RowProblem that repeats the parser's words, which name the place of the mistake */
export function parseJson(context: RowContext, written: string, field: string): unknown {
	let mistake: string;
	try {
		return JSON.parse(written);
	} catch (error) {
		mistake = (error as Error).message;
	}
	throw new RowProblem(
		context,
		`${field} cannot be read as JSON: ${mistake}`,
		`Check that every name and text is in double quotes and that nothing but JSON is in the field.${valuesInJson(context, field)}`,
	);
}

/** JSON written by hand with an expression in it: `={ "Note": "{{ $json.Note }}" }`; `={{ … }}` is an expression alone. */
const JSON_WITH_EXPRESSION = /^=\s*(?:\[|\{(?!\{))/;

/** A value in quotes, in such a JSON, of which only the beginning is looked through. */
const VALUE_IN_QUOTES = /"\s?\{\{((?:[^}]|\}(?!\})){0,100})\}\}\s?"/;
const LOOKED_THROUGH = 10_000;

/** What to do about a value that breaks the JSON which it is put into; empty where none is. */
function valuesInJson(context: RowContext, field: string): string {
	const { parameters } = context.getNode();
	const written = Object.values(parameters)
		.flatMap((value) => (typeof value === 'object' ? Object.values(value ?? {}) : value))
		.map(String)
		.filter((text) => JSON_WITH_EXPRESSION.test(text) && text.includes('{{'));
	if (written.length === 0) return '';
	const expression = VALUE_IN_QUOTES.exec(written[0].slice(0, LOOKED_THROUGH))?.[1].trim();
	const from = (written.length === 1 && expression) || '$json.Note';
	const otherWay = field.startsWith('Custom Fields') ? 'use Map Each Field, or ' : '';
	return noTags(
		` Or a value that is put into it holds a quote or a line break of its own: ${otherWay}write ` +
			`{{ JSON.stringify(${from}) }} in its place, without quotes around it.`,
	);
}

/** Deeper than any conditions that a person writes, and far from where JSON itself gives up. */
const DEEPEST = 100;

/** More values than this are a mistake: an object that holds the same part over and over. */
const MOST_VALUES = 100_000;

/**
 * Refuses what cannot be written as JSON, or not as what it is, when the row is checked: found out when it is sent, it
 * would be one row's fault taken for everybody's.
 *
 * @returns what JSON makes of the value: a date, for example, is a text there
 * @throws RowProblem
 */
export function sendable(context: RowContext, value: unknown, field: string): unknown {
	const isWithin = new Set<unknown>();
	let values = 0;
	function refuse(problem: string, remedy: string): never {
		throw new RowProblem(context, `${field} ${problem}`, remedy);
	}
	function look(given: unknown): void {
		const part = asWritten(given);
		if (part === null && given !== null) throw brokenDate(context, `A value of ${field}`);
		if (++values > MOST_VALUES) refuse('holds too many values', PICK);
		if (typeof part === 'string') refuseBroken(context, part, field, 'cell');
		if (typeof part === 'bigint' || typeof part === 'symbol' || typeof part === 'function') {
			refuse(`holds a ${typeof part}, which cannot be sent`, 'Give it a text or a number.');
		}
		if (typeof part === 'number' && !Number.isFinite(part)) {
			refuse(`holds ${part}, which is no number`, 'Correct the calculation that it comes from.');
		}
		if (typeof part !== 'object' || part === null) return;
		if (isWithin.has(part)) refuse('holds itself', PICK);
		if (isWithin.size >= DEEPEST) refuse(`is nested more than ${DEEPEST} levels deep`, PICK);
		isWithin.add(part);
		for (const inner of Object.values(part)) look(inner);
		isWithin.delete(part);
	}
	look(value);
	return asWritten(value);
}

/** What JSON takes an object for that says so itself, such as a date, which is null where it holds none. */
function asWritten(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const { toJSON } = value as { toJSON?: unknown };
	return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

const PICK = 'Pick the values that are needed out of it, instead of all of it.';
