import { type Cleaner, isEmpty, parseJson, text } from './values';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

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
	const parsed = typeof value === 'string' ? parseJson(context, value, field) : value;
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
