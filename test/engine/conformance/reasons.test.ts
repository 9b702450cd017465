import { expect, it } from '@jest/globals';

import { FAILURES } from '../../../nodes/Elemente/errors/failures';
import { tablesIn } from '../../support/markdown';
import { readDocument } from '../../support/package';

/** The reasons of rows that no request stands behind (rows/errorItem). */
const WITHOUT_REQUEST = ['badRow', 'notReached'];

it('the page of reasons lists every one, in the words of the package, and whether a call was placed', () => {
	const [table = []] = tablesIn(readDocument('docs/reasons.md'));
	const listed = table.slice(1).map(([reason, what, placed]) => [reason, what, placed]);
	const failures = Object.entries(FAILURES).map(([kind, { message, create }]) => [
		kind,
		message,
		create === 'unknown' ? 'not known' : 'no',
	]);
	expect(listed.slice(0, 2).map(([reason]) => reason)).toEqual(WITHOUT_REQUEST);
	expect(listed.slice(2)).toEqual(failures);
});
