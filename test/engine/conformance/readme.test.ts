import { describe, expect, it } from '@jest/globals';

import { Elemente } from '../../../nodes/Elemente/Elemente.node';
import { operationsOf } from '../../support/description';
import { tablesIn } from '../../support/markdown';
import { readme, sources } from '../../support/package';

const create = operationsOf(new Elemente().description.properties).find(
	({ resource, option }) => resource === 'call' && option.value === 'create',
);
const fields = (create?.fields ?? []).filter(({ parent }) => !parent);
const entries = (create?.fields ?? []).filter(({ parent }) => parent);

/** The table of Call → Create: the first of which each line is a field of the node, and what it is for. */
const [table = []] = tablesIn(readme()).filter(
	([[first, second]]) => first === 'Field' && second === 'What it is for',
);
const text = sources();
const lines = new Map(table.slice(1).map(([name, text]) => [name, text]));

describe("the README's table of Call → Create", () => {
	it('lists the fields that the node has, in the order of the editor, and no others', () => {
		expect([...lines.keys()]).toEqual(fields.map(({ property }) => property.displayName));
	});

	it.each(entries)(
		'names $property.displayName in the line of its collection',
		({ property, parent }) => {
			let whole = parent;
			while (whole?.parent) whole = whole.parent;
			const named = (lines.get(whole?.property.displayName ?? '') ?? '').split(/[,:.] ?/);
			expect(named).toContain(property.displayName);
		},
	);
});

describe("the README's table of messages", () => {
	const [messages = []] = tablesIn(readme()).filter(([[first]]) => first === 'Message');
	// The one that is n8n's own is read in the browser tests.
	const ours = messages.slice(1).flatMap(([message]) => (/^E[A-Z]+ /.test(message) ? [] : message));

	it.each(ours)("is what the package says: '%s'", (message) => {
		// What differs from one time to the next is left out: the row and its field, the value, the status.
		const labels = [...fields, ...entries].map(({ property }) => property.displayName);
		const fixed = labels
			.sort((a, b) => b.length - a.length)
			.reduce((words, label) => words.replace(`Row 3: ${label} `, '…'), message)
			.replace(/^Row \d+: |\(HTTP \d+\)|\{\{.*\}\}/g, '…')
			.split(/"…"|…|[.,:] /)
			.map((words) => words.trim().replace(/\.$/, ''))
			.filter((words) => /[a-z]/i.test(words));
		expect(fixed.length).toBeGreaterThan(0);
		expect(fixed.filter((words) => !text.includes(words))).toEqual([]);
	});
});
