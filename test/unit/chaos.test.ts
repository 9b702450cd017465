import { describe, expect, it } from '@jest/globals';

import { Told, judge } from '../../scripts/chaos/checker';
import { drawPlan } from '../../scripts/chaos/plan';

const call = (row: number, id = `call ${row}.`) => ({
	id,
	body: { customerOverride: { customFields: [{ name: 'Row', value: row }] } },
});

/** @returns a ledger of these rows, as the sandbox keeps it */
function ledgerOf(...rows: number[]) {
	const twice = rows.filter((row, index) => rows.indexOf(row) !== index);
	return { placed: rows.map((row) => call(row)), duplicates: () => twice };
}

function toldOf(...rows: number[]) {
	const told = new Told();
	for (const row of rows) told.read(`… call ${row}. …`, ledgerOf(...rows).placed);
	return told;
}

describe('what a chaos run came to', () => {
	it.each([
		['all is well', [1, 2, 3], [1, 2, 3], [], { duplicates: 0, lost: 0, unknown: 0 }],
		['a row called twice', [1, 2, 3, 2], [1, 2, 3], [], { duplicates: 1, lost: 0, unknown: 0 }],
		['a row never called', [1, 3], [1, 3], [], { duplicates: 0, lost: 1, unknown: 0 }],
		['a call that no run told of', [1, 2, 3], [1, 3], [], { duplicates: 0, lost: 1, unknown: 0 }],
		['a call said to be unknown', [1, 2, 3], [1, 3], [2], { duplicates: 0, lost: 0, unknown: 1 }],
		['no call, and that unknown', [1, 3], [1, 3], [2], { duplicates: 0, lost: 0, unknown: 1 }],
	])('%s', (_, placed, told, unknown, expected) => {
		const verdict = judge(3, ledgerOf(...placed), toldOf(...told), unknown);
		expect(verdict).toEqual({ placed: placed.length, ...expected });
	});
});

describe('the plan of a chaos run', () => {
	const options = { rows: 300, kills: 3, stops: 2, seed: 7 };
	const drawn = (seed: number) => {
		const { again, ...plan } = drawPlan({ ...options, seed });
		return { ...plan, again: Array.from({ length: 50 }, (_, run) => again(run)) };
	};
	const seeds = Array.from({ length: 50 }, (_, seed) => seed);

	it('is the same for the same seed, and another one for another', () => {
		expect(drawn(7)).toEqual(drawn(7));
		expect(new Set(seeds.map((seed) => JSON.stringify(drawn(seed)))).size).toBe(50);
	});

	it.each(seeds)('has all its interruptions in the midst of the list: seed %d', (seed) => {
		const { cuts } = drawn(seed);
		expect(cuts.map(({ how }) => how).sort()).toEqual(['kill', 'kill', 'kill', 'stop', 'stop']);
		const moments = cuts.map(({ at }) => at);
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		expect(Math.min(...moments)).toBeGreaterThanOrEqual(30);
		expect(Math.max(...moments)).toBeLessThanOrEqual(225);
		// Before the first one there is nothing to look for.
		expect(cuts[0].during).toBe('placing');
	});
});
