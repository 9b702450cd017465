import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { placeCalls } from '../../nodes/Elemente/createCalls/placeCalls';
import { countOfAccounts } from '../../nodes/Elemente/http/account';
import { AGENT, RunInMemory, rowTo } from '../support/apiInMemory';

const rows = (count: number) => Array.from({ length: count }, (_, at) => rowTo(at));

/** Answers when it is let go. */
function gate(answer: object | number) {
	let open = () => {};
	const opened = new Promise<object | number>((done) => (open = () => done(answer)));
	return { opened, open };
}

async function place(run: RunInMemory, stopAtFailure = false) {
	const { outcomes, wasCancelled } = await placeCalls(await run.setup(stopAtFailure), run.rows);
	const words = run.rows.map(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex);
		return outcome?.outcome === 'placed' && outcome.known ? outcome.known : outcome?.outcome;
	});
	return { outcomes, wasCancelled, words };
}

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
		const run = new RunInMemory(rows(1), { waitLimitMs: 60_000 });
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

/** The next execution of the same workflow. */
function again(before: RunInMemory, of: CheckedRow[], settings: object = {}) {
	return new RunInMemory(of, settings, before.world, String(before.n8n.context.getWorkflow().id));
}

describe('what becomes of a row', () => {
	it.each([
		[400, 'notPlaced', 'badRequest', true],
		[401, 'notPlaced', 'unauthorized', true],
		[500, 'unknown', 'serverError', false],
		[{ answer: 'no call' }, 'unknown', 'unreadable', false],
	])('that is answered with %j: %s', async (answer, wanted, _, isNew) => {
		const run = new RunInMemory(rows(1));
		run.answers.set(0, [answer]);
		run.list = 403;
		const { words } = await place(run);
		expect(words).toEqual([wanted]);
		const next = again(run, rows(1));
		next.list = 403;
		expect((await place(next)).words).toEqual([isNew ? 'placed' : 'unknown']);
	});

	it('that waits is what the API said to it once more', async () => {
		const run = new RunInMemory(rows(2));
		run.answers.set(0, [429]);
		expect((await place(run)).words).toEqual(['placed', 'placed']);
		expect(run.sent).toEqual([0, 0, 1]);
	}, 30_000);

	it('is that of the first where every row would meet it: no other one is sent', async () => {
		const run = new RunInMemory(rows(3));
		run.answers.set(0, [401]);
		const { words, outcomes } = await place(run);
		expect([words, run.sent]).toEqual([Array(3).fill('notPlaced'), [0]]);
		expect(outcomes.get(2)).toMatchObject({ failure: { kind: 'unauthorized' } });
	});

	it('is unknown for both where two are given the same call', async () => {
		const run = new RunInMemory(rows(3));
		run.answers.set(1, [{ id: 'call 0' }]);
		run.list = 403;
		const { words, outcomes } = await place(run);
		expect(words).toEqual(['unknown', 'unknown', 'placed']);
		for (const at of [0, 1]) {
			expect(outcomes.get(at)).toMatchObject({
				failure: {
					kind: 'otherCall',
					detail: 'Row 1 and Row 2 were given the same call "call 0".',
				},
			});
		}
	});

	it('is unknown for the row whose customer another one was given, where that was placed', async () => {
		const run = new RunInMemory(rows(2));
		run.answers.set(0, [{ id: 'x', customerPhone: rowTo(1).body.customerPhone }]);
		run.list = 403;
		const { words, outcomes } = await place(run);
		expect(words).toEqual(['unknown', 'placed']);
		expect(outcomes.get(0)).toMatchObject({ failure: { kind: 'otherCall' } });
	});

	it('is not sent where it cannot be written down, and the words of that are kept', async () => {
		const run = new RunInMemory(rows(2));
		const setup = await run.setup();
		run.world.values.failure = new Error('disk is full');
		const { outcomes } = await placeCalls(setup, run.rows);
		expect([...outcomes.values()]).toEqual(
			Array(2).fill({
				outcome: 'notPlaced',
				failure: { kind: 'notWritten', detail: 'disk is full' },
			}),
		);
		expect(run.sent).toEqual([]);
	});

	it('is nothing where its turn can be claimed but not written down', async () => {
		const run = new RunInMemory(rows(1));
		run.heldBack = () => void (run.world.values.failure = new Error('disk is full'));
		const setup = await run.setup();
		Object.assign(setup.ledger, { claim: async () => ({ isNew: true }) });
		const { outcomes } = await placeCalls(setup, run.rows);
		expect(outcomes.get(0)).toMatchObject({ failure: { kind: 'notWritten' } });
		expect([run.sent, run.ledger.has(0)]).toEqual([[], false]);
	});

	it('that is in doubt is so for the next run too, where each is contacted only once', async () => {
		const run = new RunInMemory(rows(1), { whenRunAgain: 'onlyOnce' });
		run.answers.set(0, [500]);
		run.list = 403;
		await place(run);
		const next = again(run, rows(1), { whenRunAgain: 'onlyOnce' });
		next.list = 403;
		expect([(await place(next)).words, next.sent]).toEqual([['unknown'], []]);
	});

	it('that was in doubt, and is sent again, says so', async () => {
		const run = new RunInMemory(rows(1));
		const setup = await run.setup();
		Object.assign(setup.ledger, {
			claim: async () => ({ isNew: false, isPlaced: false }),
		});
		Object.defineProperty(setup.ledger, 'earlier', {
			value: { hoursBack: 1, doubtsSettleAt: Date.now() },
		});
		const { outcomes } = await placeCalls(setup, run.rows);
		expect(outcomes.get(0)).toMatchObject({ outcome: 'placed', known: 'afterDoubt' });
		expect(run.sent).toEqual([0]);
	});

	it.each([
		['onlyOnce', 'skipped'],
		['goOn', 'earlierRun'],
	])('that an earlier run has placed, under %s: %s', async (whenRunAgain, wanted) => {
		const settings = { whenRunAgain: whenRunAgain as 'goOn' };
		const run = new RunInMemory(rows(1), settings);
		await place(run);
		const next = again(run, rows(1), settings);
		const { words, outcomes } = await place(next);
		expect([words, next.sent]).toEqual([[wanted], []]);
		if (wanted === 'skipped') {
			expect(outcomes.get(0)).toMatchObject({ skipped: 'alreadyContacted' });
		}
		await run.ledger.close(run.n8n.context, { hasError: false, isCutShort: false });
		await run.n8n.finish();
		await next.ledger.close(next.n8n.context, { hasError: false, isCutShort: false });
		await next.n8n.finish();
		const last = again(run, rows(1), settings);
		expect((await place(last)).words).toEqual([wanted === 'skipped' ? 'skipped' : 'placed']);
	});
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

describe('Wait for Completion', () => {
	it('gives the call as it has ended, and looks at none that has no id', async () => {
		const run = new RunInMemory(rows(2), { waitLimitMs: 60_000 });
		run.ledger.settle(run.rows[0], { outcome: 'placed', call: { id: '' } });
		const { outcomes } = await place(run);
		expect(outcomes.get(1)).toMatchObject({ call: { id: 'call 1', status: 'completed' } });
		expect(outcomes.get(0)).toEqual({ outcome: 'placed', call: { id: '' } });
		expect(run.lookedAt).toEqual(['call 1']);
	}, 30_000);

	it('is not wanted: no call is looked at', async () => {
		const run = new RunInMemory(rows(1));
		await place(run);
		expect(run.lookedAt).toEqual([]);
	});

	it('keeps the line of a call until it is over, and that of a row that was refused no longer', async () => {
		const settings = { maxConcurrentCalls: 3, waitLimitMs: 200 };
		const run = new RunInMemory(rows(3), settings);
		run.lines = 1;
		run.answers.set(0, [400]);
		/** How many calls had been looked at when each row got its line; they are judged once more then. */
		const lookedAt: number[] = [];
		run.heldBack = (itemIndex) => void (lookedAt[itemIndex] = run.lookedAt.length);
		const { words } = await place(run);
		expect([words, lookedAt]).toEqual([
			['notPlaced', 'placed', 'placed'],
			[0, 0, 1],
		]);
	}, 30_000);

	it('counts what an earlier run has placed among the lines as well', async () => {
		const run = new RunInMemory(rows(1));
		await place(run);
		await run.ledger.close(run.n8n.context, { hasError: true, isCutShort: false });
		await run.n8n.finish();
		const next = again(run, rows(2), { maxConcurrentCalls: 2, waitLimitMs: 200 });
		next.lines = 1;
		let lookedAt = 0;
		next.heldBack = (itemIndex) => void (itemIndex === 1 && (lookedAt = next.lookedAt.length));
		expect((await place(next)).words).toEqual(['earlierRun', 'placed']);
		expect([next.sent, lookedAt]).toEqual([[1], 1]);
	}, 30_000);

	it('leaves in doubt a row whose call another one was given meanwhile', async () => {
		const run = new RunInMemory(rows(2), { maxConcurrentCalls: 2, waitLimitMs: 60_000 });
		run.answers.set(1, [sleep(20).then(() => ({ id: 'call 0' }))]);
		run.list = 403;
		expect((await place(run)).words).toEqual(['unknown', 'unknown']);
	}, 30_000);
});
