import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { mapInStretches } from './stretches';

/**
 * What comes first in every item, so that a table of 500 rows reads from left to right: what became of the row, the
 * call's id, its status, and why there is none.
 */
const FIRST = ['outcome', 'id', 'status', 'reason', 'skipped', 'dueAt'];

/** What comes last: it says the reason once more, in the shape of an error item. */
const LAST = ['error', 'details', 'request'];

/** In front of the name of an input column where this node has a column of that name. */
const OWN = 'input_';

/**
 * Gives the items of all rows the same columns in the same order, with null where one has nothing to say: what is not
 * there at all, n8n's table shows as "undefined". (Not an empty text: n8n takes any `error` but null for a failure.)
 * Where every row was placed, the calls are left as they came.
 *
 * @param rows the input items; their own columns are added, under another name where this node has one of that name
 */
export async function asTable(
	items: INodeExecutionData[],
	rows: INodeExecutionData[] | undefined,
): Promise<INodeExecutionData[]> {
	const table = items.filter(isTableRow);
	if (table.length === 0) return items;
	const ours = ordered(columnsOf(table.map(({ json }) => json)));
	const own = await mapInStretches(table, (item) =>
		rows ? ownColumns(rows[rowOf(item)].json, ours) : {},
	);
	const isMixed = table.some(({ json }) => json.outcome !== 'placed');
	const all = isMixed ? [...ours, ...columnsOf(own)] : undefined;
	const jsons = await mapInStretches(table, ({ json }, at) =>
		withColumns({ ...json, ...own[at] }, all),
	);
	let next = 0;
	return items.map((item) => (isTableRow(item) ? { ...item, json: jsons[next++] } : item));
}

/** On n8n's error output an item holds its error and nothing else: n8n adds the row's columns itself. */
function isTableRow({ json }: INodeExecutionData): boolean {
	return 'outcome' in json;
}

/** Each item of this node is linked to its one row. */
function rowOf({ pairedItem }: INodeExecutionData): number {
	return (pairedItem as { item: number }).item;
}

function columnsOf(jsons: IDataObject[]): string[] {
	const names = new Set<string>();
	for (const json of jsons) for (const name of Object.keys(json)) names.add(name);
	return [...names];
}

function ordered(names: string[]): string[] {
	const place = (name: string) => {
		if (FIRST.includes(name)) return FIRST.indexOf(name) - FIRST.length;
		return LAST.indexOf(name) + 1;
	};
	return [...names].sort((a, b) => place(a) - place(b));
}

/** The row's own columns, none of which takes the place of one of ours. */
function ownColumns(row: IDataObject, ours: string[]): IDataObject {
	const taken = new Set(ours);
	const entries = Object.entries(row).map(([name, value]) => {
		let free = name;
		while (taken.has(free) || (free !== name && free in row)) free = OWN + free;
		return [free, value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

function withColumns(json: IDataObject, names: string[] | undefined): IDataObject {
	if (names === undefined) return json;
	return Object.fromEntries(names.map((name) => [name, json[name] ?? null]));
}
