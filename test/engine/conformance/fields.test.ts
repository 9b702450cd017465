import { describe, expect, it } from '@jest/globals';

import { ElementeApi } from '../../../credentials/ElementeApi.credentials';
import { Elemente } from '../../../nodes/Elemente/Elemente.node';
import { ElementeTrigger } from '../../../nodes/Elemente/ElementeTrigger.node';
import { type Field, fieldsOf, operationsOf } from '../../support/description';
import { sectionsOf, tablesIn } from '../../support/markdown';
import { readDocument } from '../../support/package';

/** What the page has a section for: each operation, the credential and the trigger. */
const documented = [
	...operationsOf(new Elemente().description.properties).map(({ resource, option, fields }) => ({
		heading: `${resource === 'call' ? 'Call' : 'Agent'} → ${option.name}`,
		fields,
	})),
	{ heading: 'Elemente API', fields: fieldsOf(new ElementeApi().properties) },
	{
		heading: 'Elemente Trigger',
		fields: fieldsOf(new ElementeTrigger().description.properties),
	},
];
const sections = sectionsOf(readDocument('docs/fields.md'));

/** The first table of a section: of which each line is a field of the node, and what it is for. */
function linesOf(heading: string): Map<string, string> {
	const [table = []] = tablesIn(sections.get(heading) ?? '');
	return new Map(table.slice(1).map(([name, what]) => [name, what]));
}

describe.each(documented)('docs/fields.md on $heading', ({ heading, fields }) => {
	const lines = linesOf(heading);

	it('lists the fields that the node has, in the order of the editor, and no others', () => {
		const own = fields.filter(({ parent }) => !parent);
		expect([...lines.keys()]).toEqual(own.map(({ property }) => property.displayName));
	});

	it('names each entry of a collection in the line of that collection', () => {
		const missing = fields.filter(
			(field) => field.parent && !namesIn(lines, field).includes(field.property.displayName),
		);
		expect(missing.map(({ property }) => property.displayName)).toEqual([]);
	});
});

/** What the line of a collection names: its entries, parted by marks and blanks. */
function namesIn(lines: Map<string, string>, { parent }: Field): string[] {
	let whole = parent;
	while (whole?.parent) whole = whole.parent;
	const line = lines.get(whole?.property.displayName ?? '') ?? '';
	return line.split(/[,:.] ?| or /).map((name) => name.replace(/^.* these /, ''));
}
