import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { placeCalls } from '../../nodes/Elemente/createCalls/placeCalls';
import { RunInMemory, rowTo } from '../support/apiInMemory';

const rows = (count: number) => Array.from({ length: count }, (_, at) => rowTo(at));

const SKIPPED = { outcome: 'skipped', skipped: 'outsideHours', reason: 'It is late.' };

afterEach(() => void jest.restoreAllMocks());

/** Answers when it is let go. */
function gate(answer: object | number) {
	let open = () => {};
	const opened = new Promise<object | number>((done) => (open = () => done(answer)));
	return { opened, open };
}

/** So long that what need not wait has come to its end; where it has not, no test fails for that. */
const meanwhile = async () => await sleep(40);

async function until(isSo: () => boolean): Promise<void> {
	for (let turn = 0; turn < 2_000 && !isSo(); turn++) await sleep(1);
}

async function place(run: RunInMemory, stopAtFailure = false) {
	const { outcomes } = await placeCalls(await run.setup(stopAtFailure), run.rows);
	const words = run.rows.map(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex);
		return outcome?.outcome === 'placed' && outcome.known ? outcome.known : outcome?.outcome;
	});
	return { outcomes, words };
}

/** The next execution of the same workflow. */
function again(before: RunInMemory, settings: object = {}): RunInMemory {
	const { rows: of, world, n8n } = before;
	return new RunInMemory(of, settings, world, String(n8n.context.getWorkflow().id));
}

/** An execution that has left its one row in doubt, and the next one. */
async function afterDoubt(settings: object = {}) {
	const run = new RunInMemory(rows(1), settings);
	run.answers.set(0, [500]);
	run.list = 403;
	await place(run);
	await run.ledger.close(run.n8n.context, { hasError: true, isCutShort: false });
	await run.n8n.finish();
	return again(run, settings);
}

describe('a row that two executions have', () => {
	it('is waited for while it is asked for again', async () => {
		const one = new RunInMemory(rows(1));
		const { opened, open } = gate({ id: 'late' });
		one.answers.set(0, [429, opened]);
		const first = place(one);
		const two = again(one);
		const second = place(two);
		await until(() => one.sent.length === 2);
		await meanwhile();
		open();
		expect([(await first).words, (await second).words]).toEqual([['placed'], ['earlierRun']]);
		expect(two.sent).toEqual([]);
	}, 30_000);

	it('is waited for by one while the other sends it after a doubt', async () => {
		const one = await afterDoubt();
		const minutes = Date.now() + 11 * 60_000;
		jest.spyOn(Date, 'now').mockImplementation(() => minutes);
		const { opened, open } = gate({ id: 'late' });
		one.answers.set(0, [opened]);
		const first = place(one);
		await until(() => one.sent.length === 1);
		const two = again(one);
		const second = place(two);
		await meanwhile();
		expect([one.sent, two.sent]).toEqual([[0], []]);
		open();
		expect([(await first).words, (await second).words]).toEqual([['afterDoubt'], ['earlierRun']]);
	});

	it('is given back by one who was cancelled while he waited for it', async () => {
		const one = new RunInMemory(rows(1));
		const { opened, open } = gate(400);
		one.answers.set(0, [opened]);
		const first = place(one);
		await until(() => one.sent.length === 1);
		const two = again(one);
		const second = place(two);
		await meanwhile();
		two.n8n.cancel();
		expect((await second).words).toStrictEqual([undefined]);
		open();
		await first;
		expect((await place(again(one))).words).toEqual(['placed']);
	});

	it('is given back by one who was cancelled while he looked it up', async () => {
		const two = await afterDoubt();
		two.list = new Promise(() => {});
		const second = place(two);
		await meanwhile();
		two.n8n.cancel();
		expect((await second).words).toStrictEqual([undefined]);
		const three = again(two);
		three.list = 403;
		expect((await place(three)).words).toEqual(['unknown']);
	});

	it('is new to the next one where the API refused it after the first was cancelled', async () => {
		const one = new RunInMemory(rows(1));
		const { opened, open } = gate(400);
		one.answers.set(0, [opened]);
		const first = place(one);
		await until(() => one.sent.length === 1);
		one.n8n.cancel();
		expect((await first).words).toEqual(['unknown']);
		open();
		await meanwhile();
		expect((await place(again(one))).words).toEqual(['placed']);
	});
});

describe('rows whose execution is cancelled just before they leave', () => {
	const isSent = (mark: unknown) => String(mark).startsWith('sent ');

	async function cancelledWhen(run: RunInMemory) {
		const placed = await place(run);
		await meanwhile();
		return placed.words;
	}

	it('are not sent, whatever they wait for, and are new to the next execution', async () => {
		const run = new RunInMemory(rows(50), { maxConcurrentCalls: 50 });
		let judged = 0;
		run.heldBack = () => void (++judged === 100 && run.n8n.cancel());
		expect(await cancelledWhen(run)).toStrictEqual(run.rows.map(() => undefined));
		expect(run.sent).toEqual([]);
		const next = again(run);
		expect((await place(next)).words).toEqual(next.rows.map(() => 'placed'));
	});

	it('are given back once where the API refuses them in that moment: another may have them then', async () => {
		const run = new RunInMemory(rows(1));
		const cancelled = async () => {
			run.n8n.cancel();
			return 400;
		};
		run.answers.set(0, { shift: cancelled } as never);
		const removed = jest.spyOn(run.world.values, 'removeProcessed');
		await cancelledWhen(run);
		const marks = removed.mock.calls.flatMap(([marks]) => marks).filter(isSent);
		expect(marks).toHaveLength(1);
	});

	it('are not sent where that comes while it is written down that they are', async () => {
		const run = new RunInMemory(rows(1));
		const { values } = run.world;
		const record = values.checkProcessedAndRecord.bind(values);
		jest.spyOn(values, 'checkProcessedAndRecord').mockImplementation(async (...given) => {
			if (given[0].some((mark) => String(mark).startsWith('minute'))) {
				run.n8n.cancel();
				await sleep(5);
			}
			return await record(...given);
		});
		expect(await cancelledWhen(run)).toStrictEqual([undefined]);
		expect(run.sent).toEqual([]);
		expect((await place(again(run))).words).toEqual(['placed']);
	});
});

describe('rows that wait for their turn', () => {
	const refusedFirst = () => {
		const run = new RunInMemory(rows(50), { maxConcurrentCalls: 50 });
		run.answers.set(0, [400]);
		return run;
	};

	it('are not sent once a row has failed under Stop Workflow, and are new to the next execution', async () => {
		const run = refusedFirst();
		const { words } = await place(run, true);
		expect(run.sent).toHaveLength(20);
		expect(words.slice(20)).toStrictEqual(Array.from({ length: 30 }, () => undefined));
		await run.ledger.close(run.n8n.context, { hasError: true, isCutShort: false });
		await run.n8n.finish();
		const next = again(run);
		await place(next);
		const left = [...rows(50).keys()].filter((at) => at === 0 || at >= 20);
		expect(next.sent.sort((a, b) => a - b)).toEqual(left);
	});

	it('are all sent where a row that fails stops nobody', async () => {
		const run = refusedFirst();
		await place(run);
		expect(run.sent).toHaveLength(50);
	});
});

describe('a row in doubt', () => {
	it('is not taken for one that was contacted, under Contact Each Only Once', async () => {
		const next = await afterDoubt({ whenRunAgain: 'onlyOnce' });
		next.list = 403;
		expect((await place(next)).words).toEqual(['unknown']);
	});
});

describe('a row that is held back', () => {
	it('is not written down', async () => {
		const run = new RunInMemory(rows(2));
		run.heldBack = (itemIndex) => (itemIndex === 0 ? SKIPPED : undefined);
		const setup = await run.setup();
		const claim = jest.spyOn(run.ledger, 'claim');
		await placeCalls(setup, run.rows);
		expect(claim.mock.calls.map(([{ itemIndex }]) => itemIndex)).toEqual([1]);
	});
});

describe('the lines of the account', () => {
	it('are kept by what is on its way, and by nothing else', async () => {
		const run = new RunInMemory(rows(4), { maxConcurrentCalls: 3 });
		run.lines = 1;
		expect((await place(run)).words).toEqual(Array(4).fill('placed'));
		expect(run.most).toBe(1);
	});

	it('are given back by a row that is held back when it has one', async () => {
		const run = new RunInMemory(rows(3));
		run.lines = 1;
		const asked = new Set<number>();
		run.heldBack = (itemIndex) => {
			const isSecond = asked.has(itemIndex);
			asked.add(itemIndex);
			return isSecond && itemIndex === 1 ? SKIPPED : undefined;
		};
		expect((await place(run)).words).toEqual(['placed', 'skipped', 'placed']);
	});
});

it('a row is not sent again where another has found out that it is no use', async () => {
	const run = new RunInMemory(rows(2), { maxConcurrentCalls: 2 });
	const { opened, open } = gate(429);
	run.answers.set(0, [opened]);
	run.answers.set(1, [401]);
	const placing = place(run);
	await until(() => run.sent.length === 2);
	await meanwhile();
	open();
	const { outcomes } = await placing;
	expect(outcomes.get(0)).toMatchObject({ failure: { kind: 'tooManyRequests' } });
	expect(outcomes.get(1)).toMatchObject({ failure: { kind: 'unauthorized' } });
	expect(run.sent).toEqual([0, 1]);
});
