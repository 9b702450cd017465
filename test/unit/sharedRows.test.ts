import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	type SentOutcome,
	type SharedRow,
	sharedRow,
} from '../../nodes/Elemente/createCalls/claims';
import { SharedRows } from '../../nodes/Elemente/createCalls/sharedRows';

const EXECUTIONS = ['1', '2', '3'];

const PLACED: SentOutcome = { outcome: 'placed', call: { id: 'call' } };

/** The rows as a plain list that is searched for each answer. */
class Searched {
	readonly rows = new Map<string, { row: SharedRow; by: string; isTold: boolean }>();

	hasOutcomeOfOthersThan(id: string): boolean {
		return [...this.rows.values()].some(({ by, isTold }) => isTold && by !== id);
	}
}

interface Both {
	real: SharedRows;
	/** Rows that were there and have been taken away, by key: an undone claim puts them back */
	gone: Map<string, { row: SharedRow; by: string; isTold: boolean }>;
	settled: SharedRow[];
}

type Command = fc.Command<Searched, Both>;

function holdsTheSame(model: Searched, { real }: Both): void {
	const expected = [...model.rows].map(([key, { row }]) => [key, row] as const);
	const all = new Map(real.all);
	expect(real.size).toBe(expected.length);
	expect(all.size).toBe(expected.length);
	expect(expected.every(([key, row]) => all.get(key) === row && real.get(key) === row)).toBe(true);
	const asked = [...EXECUTIONS, 'nobody'];
	expect(asked.filter((id) => real.hasOutcomeOfOthersThan(id))).toEqual(
		asked.filter((id) => model.hasOutcomeOfOthersThan(id)),
	);
}

function command(name: string, run: (model: Searched, both: Both) => void): Command {
	return {
		check: () => true,
		run(model, both) {
			run(model, both);
			holdsTheSame(model, both);
		},
		toString: () => name,
	};
}

function set(key: string, by: string, isTold: boolean): Command {
	return command(
		`set ${key} by ${by}${isTold ? ', told' : ''}`,
		(model, { real, gone, settled }) => {
			const row = sharedRow(by, 'page', false);
			row.settled = () => settled.push(row);
			if (isTold) row.outcome = PLACED;
			const before = model.rows.get(key);
			if (before) gone.set(key, before);
			model.rows.set(key, { row, by, isTold });
			real.set(key, row);
		},
	);
}

function putBack(key: string): Command {
	return command(`put back ${key}`, (model, { real, gone }) => {
		const before = gone.get(key);
		if (!before) return;
		model.rows.set(key, before);
		real.set(key, before.row);
	});
}

function remove(key: string): Command {
	return command(`delete ${key}`, (model, { real }) => {
		model.rows.delete(key);
		real.delete(key);
	});
}

function tell(key: string, outcome: SentOutcome): Command {
	return command(`tell ${key} ${outcome.outcome}`, (model, { real, settled }) => {
		const known = model.rows.get(key);
		if (known) known.isTold = true;
		const before = settled.length;
		real.tell(key, outcome);
		expect(settled.length - before).toBe(known ? 1 : 0);
		if (known) expect(settled.at(-1)).toBe(known.row);
		expect(real.get(key)?.outcome).toBe(known ? outcome : undefined);
	});
}

describe('the rows that the executions of a node share', () => {
	it('are counted as if all of them were searched each time', () => {
		const keys = fc.constantFrom('a', 'b', 'c');
		const outcomes = fc.constantFrom<SentOutcome>(PLACED, {
			outcome: 'unknown',
			sentAt: new Date(0),
			failure: { kind: 'dropped' },
		});
		const commands = fc.commands(
			[
				fc.tuple(keys, fc.constantFrom(...EXECUTIONS), fc.boolean()).map((all) => set(...all)),
				keys.map(putBack),
				keys.map(remove),
				fc.tuple(keys, outcomes).map((all) => tell(...all)),
			],
			{ maxCommands: 40 },
		);
		fc.assert(
			fc.property(commands, (all) => {
				const both = { real: new SharedRows(), gone: new Map(), settled: [] };
				fc.modelRun(() => ({ model: new Searched(), real: both }), all);
			}),
			{ numRuns: 300 },
		);
	});

	it('are those of others only where somebody else has sent one and knows what became of it', () => {
		const rows = new SharedRows();
		rows.set('Ana', sharedRow('1', 'page', false));
		expect(rows.hasOutcomeOfOthersThan('2')).toBe(false);
		rows.tell('Ana', PLACED);
		expect(rows.hasOutcomeOfOthersThan('2')).toBe(true);
		expect(rows.hasOutcomeOfOthersThan('1')).toBe(false);
		rows.delete('Ana');
		expect(rows.hasOutcomeOfOthersThan('2')).toBe(false);
	});
});
