import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { countOfAccounts, joinAccount } from '../../nodes/Elemente/http/account';
import { Cancellation, RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { Lines, type Release } from '../../nodes/Elemente/http/lines';
import { seed } from '../support/seed';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function passMs(ms: number) {
	await jest.advanceTimersByTimeAsync(ms);
}

/** A run that asks for lines, and keeps those that it gets until the test says so. */
function runOf(lines: Lines) {
	const controller = new AbortController();
	const cancellation = new Cancellation(controller.signal);
	const held: Release[] = [];
	const ends: unknown[] = [];
	const run = {
		held,
		ends,
		isOver: false,
		cancel: () => controller.abort(),
		ask(count: number) {
			for (let i = 0; i < count; i++) {
				lines
					.take(run, cancellation, () => run.isOver)
					.then(
						(line) => (line ? held.push(line) : ends.push('over')),
						(error: unknown) => ends.push(error),
					);
			}
		},
		giveBack: (count = held.length) => held.splice(0, count).forEach((line) => line()),
	};
	return run;
}

function linesOf(limit: number) {
	const lines = new Lines();
	lines.limit = limit;
	return lines;
}

describe(`the lines of an account (seed ${seed})`, () => {
	it('are as many as it has, over all runs', async () => {
		const lines = linesOf(3);
		const [one, two] = [runOf(lines), runOf(lines)];
		one.ask(5);
		two.ask(5);
		await passMs(0);

		expect(one.held.length + two.held.length).toBe(3);
		one.giveBack();
		await passMs(0);
		expect(one.held.length + two.held.length).toBe(3);
	});

	it('have no limit where none is set', async () => {
		const run = runOf(linesOf(0));
		run.ask(500);
		await passMs(0);

		expect(run.held).toHaveLength(500);
	});

	it('are shared fairly: the next one that is free goes to who has the fewest', async () => {
		const lines = linesOf(4);
		const [list, form] = [runOf(lines), runOf(lines)];
		list.ask(100);
		await passMs(0);
		form.ask(1);
		await passMs(0);
		expect(form.held).toHaveLength(0);
		list.giveBack(1);
		await passMs(0);

		expect(form.held).toHaveLength(1);
		form.giveBack();
		form.ask(100);
		list.giveBack(2);
		await passMs(0);
		expect([list.held.length, form.held.length]).toEqual([2, 2]);
	});

	it('take turns where two runs have as many', async () => {
		const lines = linesOf(1);
		const runs = [runOf(lines), runOf(lines)];
		for (const run of runs) run.ask(10);
		const order: number[] = [];
		for (let turn = 0; turn < 8; turn++) {
			await passMs(0);
			const at = runs.findIndex(({ held }) => held.length > 0);
			order.push(at);
			runs[at].giveBack();
		}

		expect(order).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
	});

	it('are not left to a run that was cancelled while it waited', async () => {
		const lines = linesOf(1);
		const [first, cancelled, last] = [runOf(lines), runOf(lines), runOf(lines)];
		first.ask(1);
		cancelled.ask(3);
		last.ask(1);
		await passMs(0);
		cancelled.cancel();
		await passMs(0);
		expect(cancelled.ends).toEqual(Array(3).fill(expect.any(RunCancelled)));
		first.giveBack();
		await passMs(0);

		expect(last.held).toHaveLength(1);
		last.giveBack();
		expect(lines.isIdle).toBe(true);
	});

	it('are not left to a run that is given one and cancelled at the same moment', async () => {
		const lines = linesOf(1);
		const [first, cancelled, last] = [runOf(lines), runOf(lines), runOf(lines)];
		for (const run of [first, cancelled, last]) {
			run.ask(1);
			await passMs(0);
		}
		cancelled.cancel();
		first.giveBack();
		await passMs(0);

		expect(cancelled.held.length + last.held.length).toBe(1);
		cancelled.giveBack();
		await passMs(0);
		expect(last.held).toHaveLength(1);
	});

	it('are not waited for by a run that ends anyway', async () => {
		const lines = linesOf(1);
		const [first, stopped] = [runOf(lines), runOf(lines)];
		first.ask(1);
		stopped.ask(2);
		await passMs(5_000);
		expect(stopped.ends).toEqual([]);
		stopped.isOver = true;
		await passMs(1_000);

		expect(stopped.ends).toEqual(['over', 'over']);
		first.giveBack();
		expect(lines.isIdle).toBe(true);
	});

	it('count a call that is live anyway', async () => {
		const lines = linesOf(1);
		const [one, two] = [runOf(lines), runOf(lines)];
		const known = [lines.hold(one), lines.hold(one)];
		two.ask(1);
		await passMs(0);
		known[0]();
		// Once more gives nothing back that is not held.
		known[0]();
		await passMs(0);
		expect(two.held).toHaveLength(0);
		known[1]();
		await passMs(0);

		expect(two.held).toHaveLength(1);
	});

	it('are never more, and none is lost, whatever runs do', async () => {
		const step = fc.record({
			run: fc.nat(2),
			what: fc.constantFrom('ask', 'give back', 'cancel', 'limit', 'time'),
			count: fc.integer({ min: 1, max: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				const lines = linesOf(2);
				const runs = [runOf(lines), runOf(lines), runOf(lines)];
				const taken = () => runs.reduce((sum, { held }) => sum + held.length, 0);
				let most = 2;
				for (const { run, what, count } of steps) {
					const before = taken();
					if (what === 'ask') runs[run].ask(count);
					if (what === 'give back') runs[run].giveBack(count);
					if (what === 'cancel') runs[run].cancel();
					if (what === 'limit') most = lines.limit = count;
					await passMs(what === 'time' ? 1_000 : 0);
					expect(taken()).toBeLessThanOrEqual(Math.max(most, before));
				}
				for (const run of runs) run.cancel();
				await passMs(0);
				for (const run of runs) run.giveBack();
				expect(lines.isIdle).toBe(true);
			}),
		);
	});
});

describe('an account', () => {
	const of = (credential: object) => ({ getCredentials: async () => credential });

	it('is that of its Base URL and user name, and is forgotten when nothing is under way', async () => {
		const ada = { baseUrl: 'https://api.example', username: 'ada', lines: 3 };
		const all = [
			await joinAccount(of(ada)),
			await joinAccount(of({ ...ada, baseUrl: ' https://API.example/api/v1/' })),
			await joinAccount(of({ ...ada, username: 'ben' })),
			await joinAccount(of({ ...ada, baseUrl: 'https://other.example' })),
		];

		expect(all[1].lines).toBe(all[0].lines);
		expect(new Set(all.map(({ pauses }) => pauses)).size).toBe(3);
		expect(all[0].lines.limit).toBe(3);
		expect(countOfAccounts()).toBe(3);
		// Twice is once.
		for (const { leave } of [...all, ...all]) leave();
		expect(countOfAccounts()).toBe(0);
	});

	it('is kept as long as a request of a run that was cancelled is on its way', async () => {
		const credential = of({ baseUrl: 'https://api.example', username: 'ada', lines: 1 });
		const first = await joinAccount(credential);
		const line = first.lines.hold({});
		first.leave();
		const second = await joinAccount(credential);
		expect(second.lines).toBe(first.lines);
		line();
		second.leave();

		expect(countOfAccounts()).toBe(0);
	});

	it('is left once by who leaves it twice', async () => {
		const credential = of({ baseUrl: 'https://api.example', username: 'ada' });
		const [first, second] = [await joinAccount(credential), await joinAccount(credential)];
		first.leave();
		first.leave();
		const third = await joinAccount(credential);
		expect(third.lines).toBe(second.lines);
		second.leave();
		expect(countOfAccounts()).toBe(1);
		third.leave();
		expect(countOfAccounts()).toBe(0);
	});

	it('is kept as long as it is asked to pause, for who comes next', async () => {
		const credential = of({ baseUrl: 'https://api.example', username: 'ada' });
		const first = await joinAccount(credential);
		first.pauses.add(10_000);
		first.leave();
		const second = await joinAccount(credential);
		expect(second.pauses).toBe(first.pauses);
		await passMs(10_000);
		second.leave();

		expect(countOfAccounts()).toBe(0);
	});

	it.each([
		[undefined, 0],
		['', 0],
		[-2, 0],
		['4', 4],
		[2.9, 2],
		['many', 0],
	])('has by the Lines %p of its credential a limit of %p', async (lines, limit) => {
		const account = await joinAccount(of({ baseUrl: '', username: 'ada', lines }));
		expect(account.lines.limit).toBe(limit);
		account.leave();
	});

	it('whose credential cannot be read is nobody else’s', async () => {
		const broken = { getCredentials: async () => await Promise.reject(new Error('no credential')) };
		const [one, two] = [await joinAccount(broken), await joinAccount(broken)];

		expect(one.lines).not.toBe(two.lines);
		expect(countOfAccounts()).toBe(0);
	});
});
