import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { AGENT, RunInMemory, rowTo } from '../support/apiInMemory';
import { World, savedRun } from '../support/memoryWorld';
import { place } from '../support/placing';
import { seed } from '../support/seed';

interface Given {
	rows: number;
	/** How many customers they are of, in turn: rows may be equal */
	customers: number;
	atATime: number;
	/** The step of n8n's store or of the API at which it happens; later than the last one, it never does */
	stopAt: number;
	/** How long the steps take, in milliseconds, over and over; 0 is the time of a promise */
	takes: number[];
	/** What the API says to the first request for each customer, over and over: 200 places the call, 502 as well */
	answers: number[];
	whenRunAgain: 'goOn' | 'onlyOnce';
	/** n8n's Stop Workflow, at the first row that fails */
	stopAtFailure: boolean;
	/** n8n's Retry On Fail */
	tries: number;
	/** How long it takes until somebody runs the list again, in milliseconds */
	againAfter: number;
}

/** Half of the time few rows, stopped early: more of what can happen to one of them happens there. */
const upTo = (few: number, many: number) =>
	fc.oneof(fc.integer({ min: 1, max: few }), fc.integer({ min: 1, max: many }));

const GIVEN: fc.Arbitrary<Given> = fc.record({
	rows: upTo(4, 45),
	customers: fc.oneof(fc.constant(45), fc.integer({ min: 1, max: 45 })),
	atATime: fc.integer({ min: 1, max: 45 }),
	stopAt: upTo(20, 120),
	takes: fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 1, maxLength: 7 }),
	answers: fc.array(fc.constantFrom(200, 200, 200, 429, 400, 500, 502), {
		minLength: 1,
		maxLength: 5,
	}),
	whenRunAgain: fc.constantFrom('goOn', 'goOn', 'onlyOnce'),
	stopAtFailure: fc.boolean(),
	tries: fc.integer({ min: 1, max: 3 }),
	againAfter: fc.constantFrom(0, 0, 2, 60_000),
});

/** Past the time after which a row whose call is nowhere counts as not called. */
const DOUBT_IS_OVER_MS = 11 * 60_000;

let processes = 0;
const newProcess = () => ++processes;

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** A list of customers and an API that counts how often it calls each. */
class Campaign {
	readonly called: number[];

	private readonly rows;

	private readonly calls: object[] = [];

	private readonly world = new World();

	private steps = 0;

	constructor(
		private readonly given: Given,
		private readonly onStep: (step: number) => void,
	) {
		const { rows, customers } = given;
		this.rows = Array.from({ length: rows }, (_, at) => ({
			...rowTo(at % customers),
			itemIndex: at,
		}));
		this.called = Array.from({ length: Math.min(rows, customers) }, () => 0);
	}

	/**
	 * An execution of the list.
	 *
	 * @param process whose memory it has; all share n8n's store
	 * @param isGone whether its process has died: then nothing that it waits for ever comes
	 */
	run(process: number, answers = [200], isGone = () => false): RunInMemory {
		const { world, rows, given } = this;
		const { atATime: maxConcurrentCalls, whenRunAgain } = given;
		const run = new RunInMemory(rows, { maxConcurrentCalls, whenRunAgain }, world, `${process}`);
		const step = async () => {
			this.onStep(++this.steps);
			const ms = given.takes[this.steps % given.takes.length];
			if (ms > 0) await sleep(ms);
			if (isGone()) await new Promise(() => {});
		};
		const helpers = run.n8n.context.helpers as unknown as Record<string, unknown>;
		for (const name of ['checkProcessedAndRecord', 'removeProcessed', 'clearAllProcessedItems']) {
			const real = helpers[name] as (...given: unknown[]) => Promise<unknown>;
			helpers[name] = async (...of: unknown[]) => {
				await step();
				const result = await real(...of);
				await step();
				return result;
			};
		}
		run.list = this.calls;
		for (const at of this.called.keys()) {
			const left = [answers[at % answers.length]];
			const answer = async () => {
				await step();
				const status = left.shift() ?? 200;
				const result = [200, 502].includes(status) ? this.call(at) : status;
				await step();
				return status === 502 ? status : result;
			};
			run.answers.set(at, { shift: answer } as never);
		}
		return run;
	}

	/** n8n's process has died: this is what its database says of the execution. */
	died(run: RunInMemory): void {
		this.world.saved.set(run.n8n.context.getExecutionId(), savedRun({ runData: {} }));
	}

	/** How often each customer has been called more than its rows want; negative where less. */
	get tooOften(): number[] {
		const wanted = (at: number) => {
			const rows = this.rows.filter((_, row) => row % this.called.length === at).length;
			return this.given.whenRunAgain === 'onlyOnce' ? 1 : rows;
		};
		return this.called.map((calls, at) => calls - wanted(at));
	}

	private call(at: number): object {
		const id = `call ${at} ${++this.called[at]}`;
		const call = { id, status: 'queued', ...AGENT, ...this.rows[at].body };
		this.calls.push(call);
		// A list that ends at a round number may have been cut, and proves nothing.
		if (this.calls.length % 10 === 0)
			this.calls.push({ ...call, id: `other ${id}`, customerPhone: '+49891234567' });
		return call;
	}
}

/** An execution that does not end well: it was stopped, or a later node fails. @returns what became of each row */
async function execute(run: RunInMemory, { stopAtFailure = false, tries = 1 } = {}) {
	let words: Array<string | undefined> = [];
	for (let attempt = 0; attempt < tries; attempt++) {
		({ words } = await place(run, stopAtFailure));
		await run.ledger.close(run.n8n.context, { hasError: true, isCutShort: false });
	}
	await run.n8n.finish();
	return words;
}

/** Lets time pass until it is so. */
async function until<T>(promise: Promise<T>, isEnough = () => false): Promise<T | undefined> {
	let isOver = false;
	const end = promise.finally(() => (isOver = true));
	for (let turn = 0; turn < 5_000 && !isOver && !isEnough(); turn++) {
		await jest.advanceTimersByTimeAsync(turn < 500 ? 1 : 100);
	}
	if (!isOver && !isEnough()) throw new Error('It does not come to an end');
	return isOver ? await end : undefined;
}

/** Runs the list again, and once more when doubt is over. */
async function runAgain(campaign: Campaign, process: () => number, { rows, customers }: Given) {
	await until(execute(campaign.run(process())));
	expect(Math.max(...campaign.tooOften)).toBeLessThanOrEqual(0);
	await jest.advanceTimersByTimeAsync(DOUBT_IS_OVER_MS);
	const words = await until(execute(campaign.run(process())));
	expect(Math.max(...campaign.tooOften)).toBeLessThanOrEqual(0);
	// Of equal rows, nobody can tell whose call a lost one was: they may stay in doubt.
	if (customers >= rows) expect(campaign.tooOften).toEqual(campaign.called.map(() => 0));
	expect(words).not.toContain(undefined);
}

const holds = async (stopped: (given: Given) => Promise<void>, numRuns: number) =>
	await fc.assert(fc.asyncProperty(GIVEN, stopped), { seed, numRuns });

describe('nobody is called twice, and everybody once, whenever', () => {
	it('somebody presses Stop', async () => {
		await holds(async (given) => {
			const campaign = new Campaign(given, (step) => {
				if (step === given.stopAt) first.n8n.cancel();
			});
			const process = newProcess();
			const first: RunInMemory = campaign.run(process, given.answers);
			const stopped = execute(first, given);
			await jest.advanceTimersByTimeAsync(given.againAfter);
			await Promise.all([until(stopped), runAgain(campaign, () => process, given)]);
		}, 150);
	}, 120_000);

	it('n8n dies', async () => {
		await holds(async (given) => {
			let isGone = false;
			const campaign = new Campaign(given, (step) => (isGone ||= step === given.stopAt));
			const first = campaign.run(newProcess(), given.answers, () => isGone);
			await until(execute(first, given), () => isGone);
			if (isGone) campaign.died(first);
			await jest.advanceTimersByTimeAsync(given.againAfter);
			await runAgain(campaign, newProcess, given);
		}, 150);
	}, 120_000);
});
