import type { IDataObject } from 'n8n-workflow';

import { isId } from './call';

/** Anything of the API that has an id: a call, an agent. */
export type Entry = IDataObject & { id: string };

/** How deep a list may be wrapped. */
const MAX_DEPTH = 5;

/**
 * Reads a list out of an answer. The API reference shows a single object where a list is asked for, so an object, an
 * array, and either of them wrapped in an object, under whatever name, are all accepted.
 *
 * @returns the entries, none for an empty answer; undefined when the answer holds no list (a web page, for example)
 */
export function readList(body: unknown, depth = 0): Entry[] | undefined {
	if (body === undefined || body === null || body === '') return [];
	if (Array.isArray(body)) return entriesOf(body);
	if (typeof body !== 'object' || depth > MAX_DEPTH) return undefined;
	const entry = entryOf(body);
	if (entry) return [entry];
	const values = Object.values(body);
	if (values.length === 0) return [];
	// The longest array first: beside it may stand an empty list of errors, or an object about the pages.
	const wrapped = values.filter((value) => typeof value === 'object' && value !== null);
	wrapped.sort((a, b) => lengthOf(b) - lengthOf(a));
	return wrapped
		.map((value) => readList(value, depth + 1))
		.find((entries) => entries !== undefined);
}

function lengthOf(value: unknown): number {
	return Array.isArray(value) ? value.length : -1;
}

function entriesOf(values: unknown[]): Entry[] | undefined {
	const entries = values.map(entryOf);
	return entries.every((entry) => entry !== undefined) ? (entries as Entry[]) : undefined;
}

function entryOf(value: unknown): Entry | undefined {
	const { id } = (value ?? {}) as IDataObject;
	return isId(id) ? { ...(value as IDataObject), id: String(id) } : undefined;
}
