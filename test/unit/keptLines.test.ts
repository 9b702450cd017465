import { expect, it } from '@jest/globals';

import { KeptLines } from '../../nodes/Elemente/createCalls/keptLines';

/** The lines, and those that were given back, by their names. */
function linesOfRun() {
	const given: string[] = [];
	const lines = new KeptLines();
	const keep = (itemIndex: number, name: string) => lines.keep(itemIndex, () => given.push(name));
	return { lines, keep, given };
}

it('a line is kept until its call has ended, and given back once', () => {
	const { lines, keep, given } = linesOfRun();
	keep(0, 'the first');
	keep(1, 'the second');
	expect([lines.has(0), lines.has(1), lines.has(2)]).toEqual([true, true, false]);
	expect(given).toEqual([]);

	for (let time = 0; time < 2; time++) lines.giveBack(1);
	expect([lines.has(0), lines.has(1)]).toEqual([true, false]);
	expect(given).toEqual(['the second']);
});

it('all lines are given back when the run has ended, and none is kept from then on', () => {
	const { lines, keep, given } = linesOfRun();
	keep(0, 'the first');
	keep(1, 'the second');
	lines.giveBack(0);
	lines.close();
	expect(given).toEqual(['the first', 'the second']);

	keep(2, 'the third');
	expect(given).toEqual(['the first', 'the second', 'the third']);
	expect(lines.has(2)).toBe(false);
});
