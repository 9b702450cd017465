import { expect, it } from '@jest/globals';

import { FAILURES } from '../../../nodes/Elemente/errors/failures';
import { tablesIn } from '../../support/markdown';
import { readDocument, wordsOfType } from '../../support/package';

it('the page of reasons lists every one, in the words of the package, and whether a call was placed', () => {
	const [table = []] = tablesIn(readDocument('docs/reasons.md'));
	const listed = table.slice(1).map(([reason, what, placed]) => [reason, what, placed]);
	const failures = Object.entries(FAILURES).map(([kind, { message, create }]) => [
		kind,
		message,
		create === 'unknown' ? 'not known' : 'no',
	]);
	// Those of rows that no request stands behind.
	const others = wordsOfType('nodes/Elemente/rows/errorItem.ts', 'Reason');
	expect(others).toContain('badRow');
	expect(listed.slice(0, others.length).map(([reason]) => reason)).toEqual(others);
	expect(listed.slice(others.length)).toEqual(failures);
});

it('the page of rules lists every word that says why a row was held back', () => {
	const [table = []] = tablesIn(readDocument('docs/rules.md')).filter(
		([[first]]) => first === 'skipped',
	);
	const words = wordsOfType('nodes/Elemente/createCalls/skipped.ts', 'Skipped');
	expect(words).toContain('outsideHours');
	expect(table.slice(1).map(([word]) => word)).toEqual(words);
});
