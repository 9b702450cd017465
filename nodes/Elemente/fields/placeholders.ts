import type { IDataObject } from 'n8n-workflow';

import { noTags } from '../errors/editorText';
import { getPath } from './bodyPath';

/** Where Elemente fills in placeholders, and what the editor calls these fields. */
const TEMPLATES = [
	['agentOverride.prompt.initialMessage', 'Initial Message'],
	['agentOverride.prompt.prompt', 'Prompt'],
] as const;

/** What Elemente fills in by itself: of the agent, and of the customer whom it knows or is told about. */
const KNOWN = new Set([
	...['aiName', 'firstName', 'lastName', 'phoneNumber', 'email', 'language'],
	...['customerName', 'customerPhone', 'customerEmail'],
]);

/** The end of a text, where double braces are about to close. A name is not longer than what is looked through. */
const OPEN_NAME = /\{\{([^{}]{1,100})$/;

/** The names in double braces in a text, once each. Cut at the braces, as the time then grows with the length alone. */
export function placeholdersIn(template: string): string[] {
	const names = new Set<string>();
	for (const before of template.split('}}').slice(0, -1)) {
		const name = OPEN_NAME.exec(before)?.[1].trim();
		if (name) names.add(name);
	}
	return [...names];
}

/** A row that is sent, and its body. */
interface SentRow {
	itemIndex: number;
	body: IDataObject;
}

/** In which fields a placeholder stands, and the rows that send no custom field of its name. */
interface Lacking {
	fields: Set<string>;
	rows: Set<number>;
}

/**
 * What to say about placeholders which Elemente has nothing to put in place of, so that the customer hears a gap:
 * a sentence for each name, with the rows. It stops nothing, as Elemente may know more than its reference tells.
 */
export function placeholderHints(rows: SentRow[]): string[] {
	// Most lists have one prompt for all rows.
	const found = new Map<string, string[]>();
	const lacking = new Map<string, Lacking>();
	for (const { itemIndex, body } of rows) {
		let sent: Set<unknown> | undefined;
		for (const [path, field] of TEMPLATES) {
			const template = getPath(body, path);
			if (typeof template !== 'string') continue;
			const names = found.get(template) ?? placeholdersIn(template);
			found.set(template, names);
			for (const name of names) {
				sent ??= customFieldNames(body);
				if (KNOWN.has(name) || sent.has(name)) continue;
				const of = lacking.get(name) ?? { fields: new Set(), rows: new Set() };
				lacking.set(name, of);
				of.fields.add(field);
				of.rows.add(itemIndex + 1);
			}
		}
	}
	return sentences(lacking, rows.length);
}

function customFieldNames(body: IDataObject): Set<unknown> {
	const fields = getPath(body, 'customerOverride.customFields');
	return new Set(Array.isArray(fields) ? fields.map(({ name }: IDataObject) => name) : []);
}

/** So many names have a sentence each, with so many rows; the rest is counted. */
const MOST_NAMES = 5;
const MOST_ROWS = 20;

function sentences(lacking: Map<string, Lacking>, total: number): string[] {
	const all = [...lacking].map(([name, { fields, rows }]) => {
		const where = [...fields].join(' and ');
		return noTags(`{{${name}}} is in ${where}, and ${whichRows([...rows], total)}.`);
	});
	if (all.length <= MOST_NAMES) return all;
	const more = all.length - MOST_NAMES;
	return [
		...all.slice(0, MOST_NAMES),
		`${more} more ${more === 1 ? 'placeholder has' : 'placeholders have'} no custom field either.`,
	];
}

function whichRows(rows: number[], total: number): string {
	if (rows.length === 1) return `row ${rows[0]} has no custom field of that name`;
	if (rows.length === total) return 'no row has a custom field of that name';
	const first = rows.slice(0, MOST_ROWS).join(', ');
	const more = rows.length > MOST_ROWS ? ' …' : '';
	return `${rows.length} rows have no custom field of that name: ${first}${more}`;
}
