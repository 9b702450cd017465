import type { IDataObject, IHttpRequestOptions, INodePropertyRouting } from 'n8n-workflow';

import { getPath, setPath } from './bodyPath';
import { phoneRemedy, toE164 } from './phoneNumber';
import type { RowContext } from '../rows/row';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

/** Turns a field's value into what the API gets; undefined leaves the field out. Throws a `RowProblem`. */
export type Cleaner = (context: RowContext, value: unknown, field: string) => unknown;

/**
 * The routing of a field that goes to one place in the request body.
 *
 * @param property where in the body, in dot notation, for example `customerOverride.firstName`
 * @param field the field's name in errors, as the editor shows it
 * @param clean checks and converts the value of one row
 */
export function sendAs(property: string, field: string, clean: Cleaner): INodePropertyRouting {
	async function cleanField(this: RowContext, request: IHttpRequestOptions) {
		const body = request.body as IDataObject;
		setPath(body, property, clean(this, getPath(body, property), field));
		return request;
	}
	return { send: { type: 'body', property, preSend: [cleanField] } };
}

/** An empty cell, an expression without a result, or nothing but spaces. */
export function isEmpty(value: unknown): value is undefined | null {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
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
	return String(value).trim();
};

/** A phone number in any usual spelling, sent in E.164. */
export const phone: Cleaner = (context, value, field) => {
	const written = text(context, value, field) as string | undefined;
	if (written === undefined) return undefined;
	const number = toE164(written);
	if (number === undefined) {
		throw new RowProblem(
			context,
			`${field} ${quote(written)} is not a phone number`,
			phoneRemedy(written),
		);
	}
	return number;
};

/** An e-mail address. Only the shape is checked: whether it exists is the API's to find out. */
export const email: Cleaner = (context, value, field) => {
	const written = text(context, value, field) as string | undefined;
	if (written === undefined || /^[^\s@,;]+@[^\s@,;]+$/.test(written)) return written;
	throw new RowProblem(
		context,
		`${field} ${quote(written)} is not an e-mail address`,
		'Write one address like name@example.com, or leave the field empty.',
	);
};

/** A decimal number; a text that holds one counts. */
export const decimal: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is not a number`,
		'Write it with digits and a decimal point, for example 0.5.',
	);
};

/** One word. The API reference calls IDs UUIDs in one place and shows `1234567890` in others: the API has the last word. */
const ID = /^[^\s@/\\?#]{1,200}$/;

/** What is copied along with an ID from a page or a cell, and is not seen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The ID of an agent or a skill, in whatever form the API gives it. */
export const id: Cleaner = (context, value, field) => {
	const written = (text(context, value, field) as string | undefined)
		?.replace(INVISIBLE, '')
		.trim();
	if (isEmpty(written)) {
		throw new RowProblem(
			context,
			`${field} is empty`,
			`Choose the ${field.toLowerCase()} from the list, or enter its ID.`,
		);
	}
	if (ID.test(written) && isWellFormed(written)) return written;
	throw new RowProblem(
		context,
		`${field} ${quote(written)} is not an ID`,
		`Choose the ${field.toLowerCase()} from the list, or paste its whole ID: one word, without blanks, such as 123e4567-e89b-12d3-a456-426614174000 or 1234567890.`,
	);
};

/** Half of a character, which a cut text may end in, cannot be sent. */
function isWellFormed(written: string): boolean {
	return Buffer.from(written).toString() === written;
}

/** A JSON object, given as an object or as text. */
export const jsonObject: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const parsed = typeof value === 'string' ? parseJson(context, value, field) : value;
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return Object.keys(parsed).length > 0 ? parsed : undefined;
	}
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is not a JSON object`,
		'Write names and values in braces, for example { "priority": "high" }.',
	);
};

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
		'Check that every name and text is in double quotes and that nothing but JSON is in the field.',
	);
}
