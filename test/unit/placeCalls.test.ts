import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { countOfAccounts } from '../../nodes/Elemente/http/account';
import { AGENT, RunInMemory, rowTo } from '../support/apiInMemory';
import { again, gate, place, rowsTo as rows } from '../support/placing';

describe('the rows of a run', () => {
	it('are placed in their order, each once, and the account is left', async () => {
		const run = new RunInMemory(rows(5));
		const { words, wasCancelled, outcomes } = await place(run);
		expect([run.sent, words, wasCancelled]).toEqual([
			[0, 1, 2, 3, 4],
			Array(5).fill('placed'),
			false,
		]);
		expect(outcomes.get(3)).toEqual({
			outcome: 'placed',
			call: { id: 'call 3', status: 'queued' },
		});
		expect(run.noted).toHaveLength(5);
		expect(countOfAccounts()).toBe(0);
	});

	it.each([
		[1, 5, 1],
		[3, 5, 3],
		[10, 2, 2],
	])('are sent %i at a time of %i', async (maxConcurrentCalls, count, most) => {
		const run = new RunInMemory(rows(count), { maxConcurrentCalls });
		await place(run);
		expect([run.most, [...run.sent].sort()]).toEqual([most, rows(count).map((_, at) => at)]);
	});

	it.each([
		[true, ['placed', 'notPlaced', undefined, undefined], [0, 1]],
		[false, ['placed', 'notPlaced', 'placed', 'placed'], [0, 1, 2, 3]],
	])('end at one that fails, under Stop Workflow: %p', async (stops, wanted, sent) => {
		const run = new RunInMemory(rows(4));
		run.answers.set(1, [400]);
		const turns = new Set<number>();
		run.heldBack = (itemIndex) => void turns.add(itemIndex);
		const { words, outcomes } = await place(run, stops);
		expect(words).toEqual(wanted);
		expect([run.sent, [...turns], [...outcomes.keys()]]).toEqual([sent, sent, sent]);
	});

	it('are sent again by nobody where an earlier try has sent them', async () => {
		const run = new RunInMemory(rows(4));
		run.ledger.settle(run.rows[0], { outcome: 'placed', call: { id: 'before' } });
		run.ledger.settle(run.rows[3], { outcome: 'placed', call: { id: 'before too' } });
		run.answers.set(1, [400]);
		const { words, outcomes } = await place(run, true);
		expect(words).toEqual(['placed', 'notPlaced', undefined, 'placed']);
		expect(outcomes.get(3)).toMatchObject({ call: { id: 'before too' } });
		expect(run.sent).toEqual([1]);
	});

	it('are begun in batches, with time between', async () => {
		const given = { batchSize: 2, batchIntervalMs: 120, maxConcurrentCalls: 4 };
		const run = new RunInMemory(rows(4), given);
		const times: number[] = [];
		run.heldBack = (itemIndex) => void (times[itemIndex] ??= performance.now());
		const begun = performance.now();
		await place(run);
		expect(Math.min(times[2], times[3]) - Math.max(times[0], times[1])).toBeGreaterThan(0);
		expect(Math.min(times[2], times[3]) - begun).toBeGreaterThan(100);
	});

	it('are begun in large batches without any time between', async () => {
		const run = new RunInMemory(rows(9), { batchSize: 10, batchIntervalMs: 60_000 });
		expect((await place(run)).words).toEqual(Array(9).fill('placed'));
	});

	it('fail with what nobody has foreseen', async () => {
		const run = new RunInMemory(rows(3));
		run.heldBack = () => {
			throw new TypeError('a mistake of ours');
		};
		await expect(place(run)).rejects.toThrow('a mistake of ours');
		expect(countOfAccounts()).toBe(0);
	});
});

it('ends while one of its rows waits for a line that another run has', async () => {
	const run = new RunInMemory(rows(2), { maxConcurrentCalls: 2, waitLimitMs: 200 });
	const other = new RunInMemory(rows(1));
	Object.assign(other, { account: run.account, lines: 1 });
	run.lines = 1;
	const refused = gate(400);
	const placed = gate({ id: 'other' });
	run.answers.set(0, [refused.opened]);
	other.answers.set(0, [placed.opened]);
	const placing = place(run, true);
	while (run.sent.length === 0) await sleep(1);
	const others = place(other);
	await sleep(50);
	refused.open();
	expect((await placing).words).toEqual(['notPlaced', undefined]);
	placed.open();
	expect((await others).words).toEqual(['placed']);
	expect(countOfAccounts()).toBe(0);
}, 30_000);

describe('a run that is cancelled', () => {
	it('sends no further row, and says of the one on its way that nobody knows', async () => {
		const run = new RunInMemory(rows(4), { maxConcurrentCalls: 2 });
		const { opened, open } = gate({ id: 'late' });
		run.answers.set(1, [opened]);
		run.heldBack = (itemIndex) => {
			if (itemIndex === 2) run.n8n.cancel();
		};
		const { words, wasCancelled, outcomes } = await place(run);
		expect([words, wasCancelled]).toEqual([['placed', 'unknown', undefined, undefined], true]);
		expect(outcomes.get(1)).toMatchObject({ failure: { kind: 'dropped' } });
		expect(run.sent).not.toContain(3);
		open();
		await opened;
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		expect(run.ledger.get(1)).toMatchObject({ outcome: 'placed', call: { id: 'late' } });
	});

	it('before it begins sends nothing', async () => {
		const run = new RunInMemory(rows(2));
		run.n8n.cancel();
		const { words, wasCancelled } = await place(run);
		expect([words, wasCancelled, run.sent]).toEqual([[undefined, undefined], true, []]);
	});
});

describe('rows in doubt', () => {
	const list = (...all: number[]) =>
		all.map((at) => ({ id: `found ${at}`, ...AGENT, ...rowTo(at).body }));

	it('that turn out to be placed let the run go on', async () => {
		const run = new RunInMemory(rows(3));
		run.answers.set(0, [500]);
		run.answers.set(1, [500]);
		run.list = list(0, 1);
		const { words, outcomes } = await place(run, true);
		expect(words).toEqual(['foundByLookUp', 'foundByLookUp', 'placed']);
		expect(outcomes.get(1)).toMatchObject({ call: { id: 'found 1' } });
		expect(run.sent).toEqual([0, 1, 2]);
		expect(run.noted.filter((outcome) => outcome !== undefined)).toHaveLength(3);
	});

	it('that stay so end it, under Stop Workflow alone', async () => {
		for (const [stops, wanted] of [
			[true, ['unknown', undefined, undefined]],
			[false, ['unknown', 'placed', 'placed']],
		] as const) {
			const run = new RunInMemory(rows(3));
			run.answers.set(0, [500]);
			run.list = 403;
			expect((await place(run, stops)).words).toEqual(wanted);
		}
	});

	it('that turn out to be placed are waited for as all others', async () => {
		const run = new RunInMemory(rows(1), { waitLimitMs: 200 });
		run.answers.set(0, [500]);
		run.list = list(0);
		const { words, outcomes } = await place(run, true);
		expect(words).toEqual(['foundByLookUp']);
		expect(outcomes.get(0)).toMatchObject({ call: { id: 'found 0', status: 'completed' } });
		expect(run.lookedAt).toEqual(['found 0']);
	}, 30_000);

	it('are not looked for where there are none', async () => {
		const run = new RunInMemory(rows(1));
		run.answers.set(0, [400]);
		run.list = new Error('nobody asks for it');
		expect((await place(run)).words).toEqual(['notPlaced']);
	});
});

describe('what rules hold back', () => {
	const skipped = { outcome: 'skipped', skipped: 'outsideHours', reason: 'It is late.' };

	it('is not sent, and ends nothing', async () => {
		const run = new RunInMemory(rows(3));
		run.heldBack = (itemIndex) => (itemIndex === 1 ? skipped : undefined);
		const { words, outcomes } = await place(run, true);
		expect([words, run.sent]).toEqual([
			['placed', 'skipped', 'placed'],
			[0, 2],
		]);
		expect(outcomes.get(1)).toEqual(skipped);
		expect(run.noted[1]).toEqual(skipped);
	});

	it('comes out all the same where an earlier run has placed it', async () => {
		const first = new RunInMemory(rows(2));
		await place(first);
		const second = again(first, rows(3));
		second.heldBack = () => skipped;
		expect((await place(second)).words).toEqual(['earlierRun', 'earlierRun', 'skipped']);
		expect(second.sent).toEqual([]);
		// What was held back was not sent, and is new to the next.
		const third = again(first, rows(3));
		expect((await place(third)).words).toEqual(['earlierRun', 'earlierRun', 'placed']);
	});

	it('is asked for once more where the row has waited for its turn', async () => {
		const run = new RunInMemory(rows(1));
		run.answers.set(0, [429, 429]);
		let asked = 0;
		run.heldBack = () => (++asked > 2 ? skipped : undefined);
		expect((await place(run)).words).toEqual(['skipped']);
		expect(run.sent).toEqual([0]);
	}, 30_000);
});

it('the rows of a long list that were claimed ahead are new for the next run, where this one stops', async () => {
	const run = new RunInMemory(rows(120));
	run.answers.set(80, [400]);
	await place(run, true);
	expect(run.ledger.rowsAtOnce).toBeGreaterThan(1);
	await run.ledger.close(run.n8n.context, { hasError: true, isCutShort: false });
	await run.n8n.finish();
	const next = again(run, rows(120));
	const { words } = await place(next);
	expect(next.sent).toEqual(Array.from({ length: 40 }, (_, at) => 80 + at));
	expect(words).toEqual([...Array(80).fill('earlierRun'), ...Array(40).fill('placed')]);
});
