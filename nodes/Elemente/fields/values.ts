import { quote } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { refuseBroken } from './brokenValue';
import { cellText } from './cellText';
import { defaultCountry } from './defaultCountry';
import { parseJson, sendable } from './json';
import { phoneRemedy, toE164 } from './phoneNumber';

/** Turns a field's value into what the API gets; undefined leaves the field out. Throws a `RowProblem`. */
export type Cleaner = (context: RowContext, value: unknown, field: string) => unknown;

/** Blanks, and what is not seen in any script. */
const NOTHING_SEEN = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** An empty cell, an expression without a result, or nothing but what cannot be seen. */
export function isEmpty(value: unknown): value is undefined | null {
	return (
		value === undefined || value === null || (typeof value === 'string' && NOTHING_SEEN.test(value))
	);
}

/** Text; a number or boolean cell is read as text. Spaces around it go: cells are often padded. */
export const text: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'object') {
		throw new RowProblem(
			context,
			`${field} is ${Array.isArray(value) ? 'a list' : 'an object'}, not a text`,
			'Give it one value, for example the field of the item that holds the text.',
		);
	}
	const written = String(value).trim();
	refuseBroken(context, written, field);
	return written;
};

/** A code, such as that of a language: without what programs put around it. */
export const code: Cleaner = (context, value, field) => {
	const written = text(context, value, field) as string | undefined;
	return written === undefined ? undefined : cellText(written);
};

/** A phone number in any usual spelling, sent in E.164. */
export const phone: Cleaner = (context, value, field) => {
	const written = text(context, value, field) as string | undefined;
	if (written === undefined) return undefined;
	const country = defaultCountry(context);
	const number = toE164(written, country);
	if (number === undefined) {
		throw new RowProblem(
			context,
			`${field} ${quote(written)} is not a phone number`,
			phoneRemedy(written, country),
		);
	}
	return number;
};

/** An e-mail address. Only the shape is checked: whether it exists is the API's to find out. */
export const email: Cleaner = (context, value, field) => {
	const written = text(context, value, field) as string | undefined;
	const address = written === undefined ? undefined : cellText(written);
	if (isEmpty(address) || /^[^\s@,;]+@[^\s@,;]+$/.test(address)) return address || undefined;
	throw new RowProblem(
		context,
		`${field} ${quote(written)} is not an e-mail address`,
		'Write one address like name@example.com, or leave the field empty.',
	);
};

/** A decimal number; a text that holds one counts. */
export const decimal: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const number = typeof value === 'string' ? Number(value) : value;
	if (Number.isFinite(number)) return number;
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is not a number`,
		'Write it with digits and a decimal point, for example 0.5.',
	);
};

/** One word. The API reference calls IDs UUIDs in one place and shows `1234567890` in others: the API has the last word. */
const ID = /^[^\s@/\\?#]{1,200}$/;

/** The ID of an agent or a skill, in whatever form the API gives it. */
export const id: Cleaner = (context, value, field) => {
	const given = text(context, value, field) as string | undefined;
	const written = given === undefined ? undefined : cellText(given);
	if (isEmpty(written)) {
		throw new RowProblem(
			context,
			`${field} is empty`,
			`Choose the ${field.toLowerCase()} from the list, or enter its ID.`,
		);
	}
	if (ID.test(written)) return written;
	throw new RowProblem(
		context,
		`${field} ${quote(written)} is not an ID`,
		`Choose the ${field.toLowerCase()} from the list, or paste its whole ID: one word, without blanks, such as 123e4567-e89b-12d3-a456-426614174000 or 1234567890.`,
	);
};

/** A JSON object, given as an object or as text. */
export const jsonObject: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const given = typeof value === 'string' ? parseJson(context, value, field) : value;
	const parsed = sendable(context, given, field);
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return Object.keys(parsed).length > 0 ? parsed : undefined;
	}
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is not a JSON object`,
		'Write names and values in braces, for example { "priority": "high" }.',
	);
};

/** A number above zero. */
export const positive: Cleaner = (context, value, field) => {
	const number = decimal(context, value, field) as number | undefined;
	if (number === undefined || number > 0) return number;
	throw new RowProblem(context, `${field} ${number} is not above 0`, 'Write a number such as 24.');
};

/** Yes, or nothing: the reference documents no other value of `sanitised`. */
export const yes: Cleaner = (_context, value) => (String(value) === 'true' ? 'yes' : undefined);

/** Yes or no; from an expression also as text. */
export const boolean: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const written = String(value).trim().toLowerCase();
	if (written === 'true' || written === 'false') return written === 'true';
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is neither true nor false`,
		'Switch it on or off.',
	);
};

/** Several texts: a list, a list in JSON, or a text with one of them on each line (`by` says what parts them). */
export function listBy(by: RegExp): Cleaner {
	return (context, value, field) => {
		if (isEmpty(value)) return undefined;
		const isJson = typeof value === 'string' && value.trim().startsWith('[');
		const given = isJson ? parseJson(context, value, field) : value;
		const list = Array.isArray(given)
			? (given as unknown[])
			: String(text(context, given, field))
					.split(by)
					.map((part) => part.trim());
		const filled = list.filter((part) => !isEmpty(part));
		return filled.length > 0 ? filled : undefined;
	};
}

/** Any JSON, for fields whose type the API reference leaves open. An empty object or list is not sent. */
export const json: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const given = typeof value === 'string' ? parseJson(context, value, field) : value;
	const parsed = sendable(context, given, field);
	const isBare = typeof parsed === 'object' && Object.keys(parsed ?? {}).length === 0;
	return isBare ? undefined : parsed;
};

/** A JSON list. */
export const jsonList: Cleaner = (context, value, field) => {
	const list = json(context, value, field);
	if (list === undefined || Array.isArray(list)) return list;
	throw new RowProblem(
		context,
		`${field} ${quote(list)} is not a list`,
		'Write it in square brackets, for example [{ "name": "transfer" }].',
	);
};
