import type { IDataObject } from 'n8n-workflow';

import { columnReferredTo } from '../fields/columns';

/** What `ColumnReader` returns where only n8n's own evaluation will do. */
export const NOT_PLAIN = Symbol('not a plain column');

/** Reads a parameter's value straight from a row, or returns `NOT_PLAIN`. */
export type ColumnReader = (row: IDataObject) => unknown;

/**
 * A reader for a parameter whose expressions all are plain references to a column, alone or inside an object (the
 * assignments of Map Each Field); undefined for any other parameter.
 *
 * n8n takes about 0.6 ms to evaluate an expression, and a plain reference costs as much as a real computation: for
 * a list of calls that was half of the run. A test sends generated rows through n8n's evaluation as well and compares.
 */
export function columnReader(written: unknown): ColumnReader | undefined {
	if (typeof written === 'string') return textReader(written);
	if (typeof written !== 'object' || written === null) return () => written;
	const readers: Array<[string, ColumnReader]> = [];
	for (const [key, value] of Object.entries(written)) {
		const reader = columnReader(value);
		if (!reader) return undefined;
		readers.push([key, reader]);
	}
	return (row) => {
		const result = (Array.isArray(written) ? [] : {}) as Record<string, unknown>;
		for (const [key, reader] of readers) {
			const value = reader(row);
			if (value === NOT_PLAIN) return NOT_PLAIN;
			result[key] = value;
		}
		return result;
	};
}

function textReader(written: string): ColumnReader | undefined {
	if (!written.startsWith('=')) return () => written;
	const column = columnReferredTo(written);
	if (column === undefined) return undefined;
	return (row) => {
		// n8n guards what hangs on every object, such as `constructor`, in ways of its own.
		if (!Object.hasOwn(row, column)) return column in row ? NOT_PLAIN : undefined;
		const value = row[column];
		return typeof value === 'object' && value !== null ? NOT_PLAIN : value;
	};
}
