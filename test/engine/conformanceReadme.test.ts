import { describe, expect, it } from '@jest/globals';

import { Elemente } from '../../nodes/Elemente/Elemente.node';
import { operationsOf } from '../support/description';
import { tablesIn } from '../support/markdown';
import { readme } from '../support/package';

const create = operationsOf(new Elemente().description.properties).find(
	({ resource, option }) => resource === 'call' && option.value === 'create',
);
const fields = (create?.fields ?? []).filter(({ parent }) => !parent);
const entries = (create?.fields ?? []).filter(({ parent }) => parent);

/** The table of Call → Create: the first of which each line is a field of the node, and what it is for. */
const [table = []] = tablesIn(readme()).filter(
	([[first, second]]) => first === 'Field' && second === 'What it is for',
);
const lines = new Map(table.slice(1).map(([name, text]) => [name, text]));

describe("the README's table of Call → Create", () => {
	it('lists the fields that the node has, in the order of the editor, and no others', () => {
		expect([...lines.keys()]).toEqual(fields.map(({ property }) => property.displayName));
	});

	it.each(entries)(
		'names $property.displayName in the line of its collection',
		({ property, parent }) => {
			const named = (lines.get(parent?.property.displayName ?? '') ?? '').split(/[,:.] ?/);
			expect(named).toContain(property.displayName);
		},
	);
});
