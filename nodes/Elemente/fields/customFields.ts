import { validateFieldType } from 'n8n-workflow';
import type {
	AssignmentCollectionValue,
	FieldType,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { setPath } from './bodyPath';
import { brokenDate, refuseBroken } from './brokenValue';
import { columnKey, columnName, columnsOf, isBlank, listed, visibleName } from './columns';
import { parseJson } from './json';
import { type Cleaner, isEmpty } from './values';
import type { RowContext } from '../rows/row';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

export const CUSTOM_FIELDS_PATH = 'customerOverride.customFields';

const FIELD = 'Custom Fields';
const JSON_FIELD = 'Custom Fields (JSON)';

/** What the API takes as a custom field (API reference: the type of each value is significant). */
interface CustomField {
	name: string;
	value: string | number | boolean;
}

/** Map Each Field: n8n's assignment collection, `{ assignments: [{ name, type, value }] }`. */
export const fromAssignments: Cleaner = (context, value) => {
	const { assignments = [] } = (value ?? {}) as Partial<AssignmentCollectionValue>;
	const fields: Array<[unknown, unknown]> = [];
	for (const { name, type, value: given } of assignments) {
		// A row that was added in the editor and not filled in.
		if (isEmpty(name) && isEmpty(given)) continue;
		fields.push([name, isEmpty(given) ? undefined : asType(context, name, given, type)]);
	}
	return customFields(context, fields);
};

/** JSON: an object of names and values, or an array of `{ name, value }`, given as text or by an expression. */
export const fromJson: Cleaner = (context, value) => {
	if (isEmpty(value)) return undefined;
	const given = typeof value === 'string' ? parseJson(context, value, JSON_FIELD) : value;
	if (Array.isArray(given))
		return customFields(
			context,
			given.map((entry) => nameAndValue(context, entry)),
		);
	if (typeof given === 'object' && given !== null)
		return customFields(context, Object.entries(given));
	throw new RowProblem(
		context,
		`${JSON_FIELD} ${quote(given)} is neither an object nor a list`,
		'Write { "Order ID": "12345" } or [{ "name": "Order ID", "value": "12345" }].',
	);
};

/** All Input Columns: every column of the row whose value is a text, a number, a boolean or a date. */
export async function sendInputColumns(this: RowContext, request: IHttpRequestOptions) {
	const leftOut = columnsToLeaveOut(this);
	const columns = Object.entries(this.getInputData().json).filter(
		([name, value]) => (isDate(value) || !isObject(value)) && !leftOut?.has(columnKey(name)),
	);
	const fields = customFields(this, [...inputColumns(this, columns)]);
	setPath(request.body as IDataObject, CUSTOM_FIELDS_PATH, fields);
	return request;
}

/**
 * The filled cells of a row, under the names that people read. A file with a delimiter at the end of each line has a
 * column without a name, whose cells are empty: nothing is missing where it is left out.
 */
function inputColumns(
	context: RowContext,
	columns: Array<[string, unknown]>,
): Map<string, unknown> {
	const cells = new Map<string, unknown>();
	const givenNames = new Map<string, string>();
	for (const [given, value] of columns) {
		if (isBlank(value)) continue;
		const name = columnName(given);
		if (name === '') {
			throw new RowProblem(
				context,
				`${FIELD}: a column without a name holds ${quote(value)}`,
				'Give the column a name in the first line of the file, or remove what stands in it.',
			);
		}
		if (cells.has(name) && String(cells.get(name)) !== String(value)) {
			const [one, other] = [String(givenNames.get(name)), given].map(visibleName).map(quote);
			throw new RowProblem(
				context,
				`${FIELD}: the columns ${one} and ${other} have the same name, apart from what cannot be seen, and hold ${quote(cells.get(name))} and ${quote(value)}`,
				'Give one of the two another name, or remove it.',
			);
		}
		cells.set(name, value);
		givenNames.set(name, given);
	}
	return cells;
}

/**
 * The columns that are not to be sent, as `columnKey`s. They are private: a name that no row has as a column is an
 * error, because the column that was meant would be sent. A row without the column is none: cells may be left out.
 *
 * @returns undefined where none is named
 */
function columnsToLeaveOut(context: RowContext): Set<string> | undefined {
	const text = String(context.getNodeParameter('columnsToLeaveOut', '') ?? '');
	const names = text.split(/[,;\r\n]/).filter((name) => columnKey(name) !== '');
	if (names.length === 0) return undefined;
	const columns = columnsOf(context.getExecuteData());
	// A name may hold a comma or a semicolon itself: then all of the text may be that name.
	if (columns.byKey.has(columnKey(text))) return new Set([columnKey(text)]);
	const absent = names.find((name) => !columns.byKey.has(columnKey(name)));
	if (absent === undefined) return new Set(names.map(columnKey));
	throw new RowProblem(
		context,
		`Columns to Leave Out: no column is called ${quote(absent.trim())}`,
		`Write the name as it is in the input. ${listed(columns)}`,
	);
}

/** Checks names and values; leaves out what is empty. @returns undefined when no field is left */
function customFields(
	context: RowContext,
	given: Array<[unknown, unknown]>,
): CustomField[] | undefined {
	const fields: CustomField[] = [];
	const names = new Set<string>();
	for (const [givenName, givenValue] of given) {
		const name = typeof givenName === 'string' ? columnName(givenName) : '';
		if (name === '') {
			throw new RowProblem(
				context,
				`${FIELD}: a field with the value ${quote(givenValue)} has no name`,
				'Give it the name by which the prompt calls it, for example Order ID.',
			);
		}
		if (names.has(name)) {
			throw new RowProblem(
				context,
				`${FIELD}: ${quote(name)} is there twice`,
				'Remove one of the two or give it another name.',
			);
		}
		names.add(name);
		const value = customFieldValue(context, name, givenValue);
		if (value !== undefined) fields.push({ name, value });
	}
	return fields.length > 0 ? fields : undefined;
}

function customFieldValue(
	context: RowContext,
	name: string,
	value: unknown,
): CustomField['value'] | undefined {
	if (isBlank(value)) return undefined;
	if (typeof value === 'string') refuseBroken(context, value, `${FIELD}: ${quote(name)}`, 'cell');
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (Number.isFinite(value)) return value as number;
	const date = isoDate(value);
	if (date !== undefined) return date;
	if (isDate(value)) throw brokenDate(context, `${FIELD}: ${quote(name)}`);
	throw new RowProblem(
		context,
		`${FIELD}: ${quote(name)} is ${kindOf(value)}`,
		'A custom field holds one text, number, boolean or date. Pick a single value of it, or join a list into one text.',
	);
}

/** Converts to the type chosen in the editor, by the rules of n8n's own Edit Fields node. */
function asType(
	context: RowContext,
	name: string,
	value: unknown,
	type: string | undefined,
): unknown {
	if (type !== 'string' && type !== 'number' && type !== 'boolean') return value;
	if (isObject(value)) return value;
	const result = validateFieldType(name, value, type as FieldType);
	if (!result.valid) {
		throw new RowProblem(
			context,
			`${FIELD}: ${quote(name)} is set to the type ${type}, but its value is ${quote(value)}`,
			'Choose the type that fits the value, or correct the value.',
		);
	}
	return type === 'string' ? String(value) : result.newValue;
}

function nameAndValue(context: RowContext, entry: unknown): [unknown, unknown] {
	if (isObject(entry) && !Array.isArray(entry) && 'name' in entry && 'value' in entry) {
		return [entry.name, entry.value];
	}
	throw new RowProblem(
		context,
		`${JSON_FIELD}: ${quote(entry)} is not a custom field`,
		'Give each field of the list a name and a value: { "name": "Order ID", "value": "12345" }.',
	);
}

/** A date as ISO 8601 text; undefined for what is no date, or a date that could not be read. */
function isoDate(value: unknown): string | undefined {
	if (!isDate(value)) return undefined;
	if ('toISO' in value) return (value.toISO() as string | null) ?? undefined;
	return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
}

/**
 * JavaScript's Date or the DateTime of n8n's expressions. Told by their behaviour, not by their class: n8n's expression
 * engine hands over objects of another realm.
 */
function isDate(value: unknown): value is Date | { toISO: () => unknown } {
	if (!isObject(value)) return false;
	return (
		Object.prototype.toString.call(value) === '[object Date]' || typeof value.toISO === 'function'
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return `${quote(String(value))}, which is not a value that can be sent`;
}
