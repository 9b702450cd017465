import { describe, expect, it } from '@jest/globals';

import { operationsOf, type Field } from '../support/description';
import { loadElemente } from '../support/engine';
import { firstColumn } from '../support/markdown';
import { readme } from '../support/package';

const create = operationsOf(loadElemente().description.properties).find(
	({ resource, option }) => resource === 'call' && option.value === 'create',
);
const names = (create?.fields ?? []).map(nameOf);
const written = readme();

/** As the README has to write it: `Customer Phone`, or `Customer Override → First Name` for an entry of a collection. */
function nameOf({ property, parent }: Field): string {
	return parent ? `${nameOf(parent)} → ${property.displayName}` : property.displayName;
}

describe('how the README is read', () => {
	it('takes the first column of the tables that are about fields', () => {
		const markdown =
			'Text\n\n| Field | Kind |\n| --- | --- |\n| **Channel** | options |\n| `A → B` | x |\n\n| Other | x |\n| --- | --- |\n| C | y |\n\n| Field |\n| - |\n| D |\n';
		expect(firstColumn(markdown, 'Field')).toEqual(['Channel', 'A → B', 'D']);
	});
});

// A check of a file that is not there yet would have to be skipped, and what is skipped is forgotten.
if (written !== undefined) {
	describe("the README's tables of fields", () => {
		const listed = firstColumn(written, 'Field');

		it.each(names)('list %s', (name) => {
			expect(listed).toContain(name);
		});

		it('list no field that Call → Create does not have', () => {
			expect(listed.filter((name) => !names.includes(name))).toEqual([]);
		});
	});
}
