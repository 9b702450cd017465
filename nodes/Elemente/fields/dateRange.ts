import type { IDataObject, IHttpRequestOptions, INodePropertyRouting } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { sendInQuery } from './send';
import { type Cleaner, isEmpty } from './values';

/** One end of the date range, `from` or `to`: a whole day. */
export function sendDay(end: 'from' | 'to', field: string): INodePropertyRouting {
	return sendInQuery(`dateRange.${end}`, field, day);
}

/** Hook of the filters' last date field: it runs when both ends have been read. */
export async function checkDayOrder(this: RowContext, request: IHttpRequestOptions) {
	const { from, to } = (request.qs?.dateRange ?? {}) as { from?: unknown; to?: unknown };
	if (isDay(from) && isDay(to) && from > to) {
		throw new RowProblem(
			this,
			`To Date ${to} is before From Date ${from}`,
			'Exchange the two, or correct the year.',
		);
	}
	return request;
}

/**
 * Writes `dateRange` into the query string. The reference says that it is an object `{ from, to }`, and not how an
 * object is written there: as `dateRange[from]=…&dateRange[to]=…`, or as one parameter that holds JSON.
 *
 * Chosen: brackets. That is how OpenAPI writes an object of a query (style deepObject) and how the parser that is
 * built into the usual servers reads one; a server that reads JSON there would have to say so, and a parameter that
 * is declared an object is refused by a server that checks it when it comes as a text. Should the API turn out to
 * want JSON, the default below is the only place to change.
 */
export function writeDateRange(query: IDataObject, as: 'brackets' | 'json' = 'brackets') {
	// n8n's request helper writes a nested object with brackets.
	if (as === 'brackets' || query.dateRange === undefined) return query;
	return { ...query, dateRange: JSON.stringify(query.dateRange) };
}

/** A day, `2022-01-31`: as text with or without a time (n8n's date picker gives one), or as a date of an expression. */
const day: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	const { toISO, toISOString } = value as Record<string, undefined | (() => string)>;
	const written = typeof value === 'string' ? value : (toISO ?? toISOString)?.call(value);
	const found = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(String(written).trim())?.[0];
	if (isDay(found)) return found;
	throw new RowProblem(
		context,
		`${field} ${quote(value)} is not a date`,
		'Write it as year, month and day, for example 2022-01-31.',
	);
};

function isDay(text: unknown): text is string {
	if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(text);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
