import { expect, it } from '@jest/globals';

import { Endings } from '../../nodes/Elemente/createCalls/endings';

it('counts the rows that are kept for those under way, and those of executions that failed', () => {
	const endings = new Endings();
	const execution = (id: string, ...keys: string[]) => ({
		...{ id, keys: new Set(keys), runs: 0 },
		begun: endings.begin(),
	});
	const [one, two, three, four] = [
		...[execution('1', 'Ana', 'Bob'), execution('2', 'Cem'), execution('3', 'Dana', 'Eve')],
		execution('4'),
	];
	expect(endings.size).toBe(0);
	endings.end(one, true, ['2', '3', '4']);
	expect(endings.size).toBe(2);
	endings.end(two, true, ['3', '4']);
	expect(endings.size).toBe(3);
	endings.end(three, false, ['4']);
	expect(endings.hasFailed).toBe(true);
	// Both kept for the last one, and kept as they failed.
	expect(endings.size).toBe(3 + 2 + 2);
	endings.end(four, true, []);
	expect(endings.size).toBe(2);
});
