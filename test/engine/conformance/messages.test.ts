import { describe, expect, it } from '@jest/globals';

import { Elemente } from '../../../nodes/Elemente/Elemente.node';
import { operationsOf } from '../../support/description';
import { tablesIn } from '../../support/markdown';
import { readDocument, sources } from '../../support/package';

const tables = tablesIn(readDocument('docs/troubleshooting.md'));
const text = sources();

/** The first column of the table with this heading. */
function columnOf(heading: string): string[] {
	const [table = []] = tables.filter(([[first]]) => first === heading);
	return table.slice(1).map(([first]) => first);
}

describe('the table of messages', () => {
	const create = operationsOf(new Elemente().description.properties).find(
		({ resource, option }) => resource === 'call' && option.value === 'create',
	);
	const labels = (create?.fields ?? [])
		.map(({ property }) => property.displayName)
		.sort((a, b) => b.length - a.length);
	// The one that is n8n's own is read in the browser tests.
	const ours = columnOf('Message').filter((message) => !/^E[A-Z]+ /.test(message));

	it.each(ours)("is what the package says: '%s'", (message) => {
		// What differs from one time to the next is left out: the row and its field, the value, the status.
		const fixed = labels
			.reduce((words, label) => words.replace(`Row 3: ${label} `, '…'), message)
			.replace(/^Row \d+: |\(HTTP \d+\)|\{\{.*\}\}/g, '…')
			.split(/"…"|…|[.,:] /)
			.map((words) => words.trim().replace(/\.$/, ''))
			.filter((words) => /[a-z]/i.test(words));
		expect(fixed.length).toBeGreaterThan(0);
		expect(fixed.filter((words) => !text.includes(words))).toEqual([]);
	});
});

describe('the table of hints', () => {
	it.each(columnOf('Hint'))("is what the package says: '%s'", (hint) => {
		// Hints are put together of short pieces: those of some words are looked for.
		const fixed = hint
			.split(/…|\{\{.*\}\}|[.,:] |\d+/)
			.map((words) => words.trim())
			.filter((words) => words.split(' ').length > 3);
		expect(fixed.filter((words) => !text.includes(words))).toEqual([]);
	});
});
