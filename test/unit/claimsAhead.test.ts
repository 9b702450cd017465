import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type IDataObject, type IExecuteFunctions, sleep } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import type { SentOutcome } from '../../nodes/Elemente/createCalls/claims';
import { ClaimsAhead } from '../../nodes/Elemente/createCalls/claimsAhead';
import { ContactRules } from '../../nodes/Elemente/createCalls/contactRules';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import { joinMemory } from '../../nodes/Elemente/createCalls/memories';
import { checkedRows, contextWith } from '../support/checkedRows';
import { helpersOf } from '../support/memoryWorld';
import { ProcessedValues } from '../support/processedValues';

const PLACED: SentOutcome = { outcome: 'placed', call: { id: 'call' } };
const ON_ITS_WAY: SentOutcome = {
	outcome: 'unknown',
	sentAt: new Date(),
	failure: { kind: 'dropped' },
};

/** So many rows are remembered when four are claimed at once. */
const FOR_FOUR = 75;

/** What goes by the pace goes by this one. */
let clock: jest.SpiedFunction<typeof performance.now>;
let values: ProcessedValues;
let workflow = 0;
let executions = 0;

beforeAll(() => {
	// The pages of the store are named by the time.
	const now = Date.now();
	Date.now = () => now;
});

beforeEach(() => {
	clock = jest.spyOn(performance, 'now').mockReturnValue(0);
	values = new ProcessedValues();
	workflow++;
});

afterEach(() => {
	clock.mockRestore();
});

/** What n8n hands to a run of the node, as far as the memory and the rules ask for it. */
function contextOf(id: string, contactRules: IDataObject = {}): IExecuteFunctions {
	const own = {};
	return {
		...contextWith({ contactRules }),
		getWorkflow: () => ({ id: `w${workflow}` }),
		getExecutionId: () => id,
		getExecutionDataById: async () => undefined,
		getContext: () => own,
		helpers: helpersOf(values, `w${workflow}`),
	} as unknown as IExecuteFunctions;
}

/** An execution that is under way with a list. */
class Execution {
	readonly ledger = new Ledger();

	readonly ahead: ClaimsAhead;

	private readonly context: IExecuteFunctions;

	private readonly rules: ContactRules;

	constructor(
		readonly rows: CheckedRow[],
		contactRules: IDataObject = {},
	) {
		this.context = contextOf(String(++executions), contactRules);
		this.rules = new ContactRules(this.context);
		this.rules.check(rows);
		this.ahead = new ClaimsAhead({ ledger: this.ledger, rules: this.rules }, rows);
	}

	/** @param remembered so many rows that it has placed before */
	async start(remembered = 0): Promise<this> {
		await this.ledger.open(this.context, this.rows, 'goOn');
		const { memory, execution } = (await joinMemory(this.context, false))!;
		const others = Array.from({ length: remembered }, (_, at) => `other ${at}`);
		await Promise.all(others.map(async (key) => await memory.claim(key, execution, false)));
		return this;
	}

	async end(how: 'well' | 'badly'): Promise<void> {
		await this.ledger.close(this.context, { hasError: how === 'badly', isCutShort: false });
	}

	/** @returns whether nobody had claimed the row before; undefined where it waits for somebody */
	async isNew(row: CheckedRow): Promise<boolean | undefined> {
		const claim = await Promise.race([this.ahead.claim(row), sleep(0)]);
		return claim?.isNew;
	}
}

/** How many rows of the list are written down as sent: `start` has written the others. */
function claimed(remembered: number): number {
	const sent = values.valuesOf(`w${workflow}`).filter((value) => value.startsWith('sent '));
	return sent.length - remembered;
}

describe('a long list', () => {
	it('is claimed in far fewer writes than it has rows, each row once', async () => {
		const run = await new Execution(checkedRows(2_000)).start();
		const before = values.writes;
		const ahead: number[] = [];
		for (const [position, row] of run.rows.entries()) {
			expect((await run.ahead.claim(row)).isNew).toBe(true);
			if (position % 25 === 0) ahead.push(claimed(0) - position - 1);
		}

		// 25 one by one, and the last of them eighty at a time.
		expect(values.writes - before).toBeLessThan(140);
		expect(Math.max(...ahead)).toBeLessThan(80);
		expect(ahead.slice(0, 1)).toEqual([0]);
		expect(claimed(0)).toBe(2_000);
	});

	it('is told to be placed in the same writes, and nearly all of it before the next claim', async () => {
		const run = await new Execution(checkedRows(2_000)).start();
		const before = values.writes;
		const untold: number[] = [];
		const told = () =>
			values.valuesOf(`w${workflow}`).filter((value) => value.startsWith('placed ')).length;
		for (const [position, row] of run.rows.entries()) {
			await run.ahead.claim(row);
			run.ledger.settle(row, PLACED);
			// As long as a request takes: what is to be written is written.
			for (let turn = 0; turn < 20; turn++) await Promise.resolve();
			if (position % 25 === 0) untold.push(position - told());
		}
		expect(values.writes - before).toBeLessThan(150);
		expect(Math.max(...untold)).toBeLessThan(100);
		await run.end('badly');
		expect(told()).toBe(2_000);
	});

	it('is told to be placed at once where rows are claimed one by one', async () => {
		const run = await new Execution(checkedRows(2)).start();
		await run.ahead.claim(run.rows[0]);
		run.ledger.settle(run.rows[0], PLACED);
		await sleep(0);
		expect(values.valuesOf(`w${workflow}`).join()).toContain('placed ');
	});

	it('is never claimed more than five hundred rows at a time', async () => {
		const run = await new Execution(checkedRows(550)).start(25_500);
		await run.ahead.claim(run.rows[0]);
		expect(claimed(25_500)).toBe(500);
		for (const row of run.rows.slice(1, 500)) await run.ahead.claim(row);
		expect(claimed(25_500)).toBe(500);
	});

	it.each([
		['500 rows in ten seconds: those of two seconds', 25_500, 500, 10_000, 101],
		['ten rows in a minute, as their calls are waited for: one by one', 225, 10, 60_000, 1],
		['500 rows in a moment: as many as its length allows', 25_500, 500, 0, 500],
	])('is claimed by its pace, after %s', async (_, remembered, rows, ms, atOnce) => {
		const run = await new Execution(checkedRows(1_100)).start(remembered);
		for (const row of run.rows.slice(0, rows)) {
			await run.ahead.claim(row);
			run.ledger.settle(row, PLACED);
		}
		const before = claimed(remembered);
		clock.mockReturnValue(ms);
		await run.ahead.claim(run.rows[rows]);
		expect(claimed(remembered) - before).toBe(atOnce);
	});

	it('is claimed as far as it goes, and no row before the one that is asked for', async () => {
		const run = await new Execution(checkedRows(6)).start(FOR_FOUR);
		await run.ahead.claim(run.rows[4]);
		expect(claimed(FOR_FOUR)).toBe(2);
	});

	it('leaves out what is sent already and what a rule holds back', async () => {
		const rows = checkedRows(6);
		rows[2].body = { ...rows[0].body };
		const run = await new Execution(rows, { sameCustomer: 'once' }).start(FOR_FOUR);
		run.ledger.sending(rows[1], ON_ITS_WAY);

		await run.ahead.claim(rows[0]);
		expect(claimed(FOR_FOUR)).toBe(2);
		expect(await run.isNew(rows[2])).toBe(true);
		expect(claimed(FOR_FOUR)).toBe(5);
		for (const row of rows.slice(3)) expect(await run.isNew(row)).toBe(true);
	});
});

describe('rows that nobody came for', () => {
	it('are handed back: the store holds what it would hold without them', async () => {
		const asked = async (claim: (run: Execution, row: CheckedRow) => Promise<unknown>) => {
			workflow++;
			const run = await new Execution(checkedRows(12)).start(FOR_FOUR);
			for (const row of run.rows.slice(0, 2)) {
				await claim(run, row);
				run.ledger.settle(row, PLACED);
			}
			await run.ahead.close();
			await run.end('badly');
			const held = values
				.valuesOf(`w${workflow}`)
				.filter((value) => !value.startsWith('execution'));
			return held.sort();
		};

		expect(await asked(async (run, row) => await run.ahead.claim(row))).toEqual(
			await asked(async (run, row) => await run.ledger.claim(row)),
		);
	});

	it('are new to the next execution, and those that were sent are not', async () => {
		const first = await new Execution(checkedRows(6)).start(FOR_FOUR);
		for (const row of first.rows.slice(0, 2)) {
			await first.ahead.claim(row);
			first.ledger.settle(row, PLACED);
		}
		await first.ahead.close();
		await first.end('badly');

		const next = await new Execution(checkedRows(6)).start();
		const found = [];
		for (const row of next.rows) found.push(await next.isNew(row));
		expect(found).toEqual([false, false, true, true, true, true]);
	});

	it('are known as before where an earlier execution had sent them', async () => {
		const first = await new Execution(checkedRows(4)).start(FOR_FOUR);
		const doubt = { ...ON_ITS_WAY };
		for (const row of first.rows) await first.ahead.claim(row);
		for (const row of first.rows) first.ledger.settle(row, row.itemIndex < 2 ? PLACED : doubt);
		await first.end('badly');
		const second = await new Execution(checkedRows(4)).start();
		await second.ahead.claim(second.rows[0]);
		await second.ahead.close();
		await second.end('badly');

		const third = await new Execution(checkedRows(4)).start();
		const found = await Promise.all(third.rows.map(async (row) => await third.ahead.claim(row)));
		expect(found.map((claim) => 'outcome' in claim && claim.outcome.outcome)).toEqual([
			...['placed', 'placed'],
			...['unknown', 'unknown'],
		]);
	});

	it('may be claimed again by the same run', async () => {
		const run = await new Execution(checkedRows(4)).start(FOR_FOUR);
		await run.ahead.claim(run.rows[0]);
		await run.ahead.close();
		expect(claimed(FOR_FOUR)).toBe(1);
		expect(await run.isNew(run.rows[1])).toBe(true);
		expect(claimed(FOR_FOUR)).toBe(4);
	});
});

describe('rows that could not be written down', () => {
	it('are tried again one by one', async () => {
		const run = await new Execution(checkedRows(4)).start(FOR_FOUR);
		values.failure = new Error('the store is full');
		await expect(run.ahead.claim(run.rows[0])).rejects.toThrow('the store is full');
		await expect(run.ahead.claim(run.rows[1])).rejects.toThrow('the store is full');
		values.failure = undefined;

		expect(claimed(FOR_FOUR)).toBe(0);
		expect(await run.isNew(run.rows[2])).toBe(true);
		expect(claimed(FOR_FOUR)).toBe(1);
	});

	it('are nothing to hand back', async () => {
		const run = await new Execution(checkedRows(4)).start(FOR_FOUR);
		values.failure = new Error('the store is full');
		await expect(run.ahead.claim(run.rows[0])).rejects.toThrow('the store is full');
		values.failure = undefined;

		await run.ahead.close();
		expect(claimed(FOR_FOUR)).toBe(0);
	});
});

/** Sends the rows of an execution as its workers do, and ends it. */
async function sendAll(
	{ ledger, ahead, rows }: Execution,
	given: {
		workers: number;
		turns: number[];
		refused: number[];
		onRow: (position: number) => Promise<void>;
	},
): Promise<string[]> {
	const sent: string[] = [];
	let next = 0;
	const worker = async () => {
		while (next < rows.length) {
			const position = next++;
			await given.onRow(position);
			const row = rows[position];
			const claim = await ahead.claim(row);
			if (!claim.isNew) {
				if ('outcome' in claim) ledger.settle(row, claim.outcome);
				continue;
			}
			ledger.sending(row, ON_ITS_WAY);
			const turns = given.turns[position % given.turns.length];
			for (let turn = 0; turn < turns; turn++) await Promise.resolve();
			if (given.refused.includes(position)) {
				await ledger.release(row);
				continue;
			}
			sent.push(String(row.body.customerPhone));
			ledger.settle(row, PLACED);
		}
	};
	await Promise.all(Array.from({ length: given.workers }, worker));
	await ahead.close();
	return sent;
}

describe('where two executions are under way', () => {
	it('no row is claimed before it is asked for', async () => {
		const [one, two] = [new Execution(checkedRows(6)), new Execution(checkedRows(6).reverse())];
		await one.start(FOR_FOUR);
		await two.start();
		await one.ahead.claim(one.rows[0]);
		await two.ahead.claim(two.rows[0]);
		expect(claimed(FOR_FOUR)).toBe(2);
		await two.end('well');
		await one.ahead.claim(one.rows[1]);
		expect(claimed(FOR_FOUR)).toBe(6);
	});

	it('with the same list in any other order, both come to their end, and each row is sent once', async () => {
		const order = fc.oneof(
			fc.constant(checkedRows(12).reverse()),
			fc.shuffledSubarray(checkedRows(12), { minLength: 12 }),
		);
		const workers = fc.integer({ min: 1, max: 4 });
		const turns = fc.array(fc.nat(40), { minLength: 1, maxLength: 12 });
		const refused = fc.uniqueArray(fc.nat(11), { maxLength: 4 });
		const ways = fc.record({ workers, turns, refused });
		await fc.assert(
			fc.asyncProperty(ways, ways, fc.nat(11), order, async (first, second, joinsAt, rows) => {
				workflow++;
				const one = await new Execution(checkedRows(12)).start(FOR_FOUR);
				const two = new Execution(rows);
				let others!: Promise<string[]>;
				let join!: () => void;
				const joined = new Promise<void>((resolve) => (join = resolve)).then(async () => {
					await two.start();
					others = sendAll(two, { ...second, refused: [], onRow: async () => {} });
				});
				const onRow = async (position: number) => {
					if (position < joinsAt) return;
					join();
					await joined;
				};
				const all = sendAll(one, { ...first, onRow }).then(async (sent) => [
					...sent,
					...(await others),
				]);
				// What does not wait for somebody else is over when it is the timers' turn.
				const stuck = joined
					.then(async () => await sleep(0))
					.then(() => ['they wait for each other']);
				const phones = one.rows.map(({ body }) => body.customerPhone);
				expect((await Promise.race([all, stuck])).sort()).toEqual(phones);
			}),
			{ numRuns: 50 },
		);
	});
});
