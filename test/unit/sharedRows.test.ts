import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sharedRow } from '../../nodes/Elemente/createCalls/claims';
import { SharedRows } from '../../nodes/Elemente/createCalls/sharedRows';

const PLACED = { outcome: 'placed', call: { id: 'call' } } as const;

const EXECUTIONS = ['1', '2', '3'];

const steps = fc.array(
	fc.record({
		how: fc.constantFrom('claim', 'put back', 'tell', 'delete'),
		key: fc.constantFrom('a', 'b', 'c'),
		by: fc.constantFrom(...EXECUTIONS),
	}),
	{ maxLength: 30 },
);

it('knows whether others have an outcome, whatever has come and gone', () => {
	fc.assert(
		fc.property(steps, (all) => {
			const rows = new SharedRows();
			/** By key: who has claimed the row, and whether it has an outcome */
			const expected = new Map<string, { by: string; isTold: boolean }>();
			for (const { how, key, by } of all) {
				if (how === 'claim') {
					rows.set(key, sharedRow(by, 'page', false));
					expected.set(key, { by, isTold: false });
				} else if (how === 'put back') {
					rows.set(key, { ...sharedRow(by, 'page', false), outcome: PLACED });
					expected.set(key, { by, isTold: true });
				} else if (how === 'tell') {
					rows.tell(key, PLACED);
					const row = expected.get(key);
					if (row) row.isTold = true;
				} else {
					rows.delete(key);
					expected.delete(key);
				}
				const told = [...expected.values()].filter(({ isTold }) => isTold);
				for (const id of EXECUTIONS) {
					const hasOthers = told.some((row) => row.by !== id);
					expect(rows.hasOutcomeOfOthersThan(id)).toBe(hasOthers);
				}
				expect(rows.size).toBe(expected.size);
				expect(new Map(rows.all).size).toBe(expected.size);
				expect(rows.get(key)?.by).toBe(expected.get(key)?.by);
			}
		}),
	);
});

it('tells those who wait for a row', async () => {
	const rows = new SharedRows();
	const row = sharedRow('1', 'page', true);
	rows.set('a', row);
	rows.tell('a', PLACED);
	await row.done;
	expect(rows.get('a')).toMatchObject({ outcome: PLACED, page: 'page', onlyOnce: true });
});

it.each([
	[0, 1],
	[24, 1],
	[25, 2],
	[49, 2],
	[2_474, 99],
	[2_475, 100],
	[12_474, 499],
	[12_475, 500],
	[50_000, 500],
])('of %i rows, some are written down in one go: %i', (size, wanted) => {
	const rows = new SharedRows();
	for (let at = 0; at < size; at++) rows.set(String(at), sharedRow('1', 'page', false));
	expect(rows.atOnce).toBe(wanted);
});
