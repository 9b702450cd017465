import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { placeCalls } from '../../nodes/Elemente/createCalls/placeCalls';
import { RunInMemory, rowTo } from '../support/apiInMemory';
import { again, place, rowsTo as rows } from '../support/placing';

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

describe('Wait for Completion', () => {
	it('gives the call as it has ended, and looks at none that has no id', async () => {
		const run = new RunInMemory(rows(2), { waitLimitMs: 200 });
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
		const run = new RunInMemory(rows(2), { maxConcurrentCalls: 2, waitLimitMs: 200 });
		run.answers.set(1, [sleep(20).then(() => ({ id: 'call 0' }))]);
		run.list = 403;
		expect((await place(run)).words).toEqual(['unknown', 'unknown']);
	}, 30_000);
});
