import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { ASKED_AGAIN_MS, AskedFor } from '../../nodes/Elemente/rows/askedFor';

/** A tool that does what it is asked for when nothing came of it before, and counts how often. */
function tool() {
	const clock = { now: 5_000 };
	const asked = new AskedFor<string>(() => clock.now);
	let done = 0;
	const ask = async (key: string, fails = false) =>
		await asked.inTurn(key, async (earlier, keep) => {
			if (earlier) {
				keep(earlier);
				return { result: earlier, isEarlier: true };
			}
			if (fails) throw new Error('refused');
			const result = `${key} ${++done}`;
			keep(result);
			return { result, isEarlier: false };
		});
	return { asked, clock, ask };
}

describe('what a model has asked for', () => {
	it('is done once in ten minutes, and again afterwards', async () => {
		const { ask, clock } = tool();

		expect(await ask('Ana')).toEqual({ result: 'Ana 1', isEarlier: false });
		clock.now += ASKED_AGAIN_MS - 1;
		expect(await ask('Ana')).toEqual({ result: 'Ana 1', isEarlier: true });
		expect(await ask('Ben')).toEqual({ result: 'Ben 2', isEarlier: false });
		// Asking in between has not made it last longer.
		clock.now += 1;
		expect(await ask('Ana')).toEqual({ result: 'Ana 3', isEarlier: false });
	});

	it('is done again when it failed', async () => {
		const { asked, ask } = tool();

		await expect(ask('Ana', true)).rejects.toThrow('refused');
		expect(asked.size).toBe(0);
		expect(await ask('Ana')).toEqual({ result: 'Ana 1', isEarlier: false });
	});

	it('is done once when it is asked for at the same time', async () => {
		const { ask } = tool();

		const answers = await Promise.all([ask('Ana'), ask('Ben'), ask('Ana'), ask('Ana')]);

		expect(answers.map(({ result }) => result)).toEqual(['Ana 1', 'Ben 2', 'Ana 1', 'Ana 1']);
	});

	it('is done once when it takes longer than it is remembered, or much else is asked for', async () => {
		const { asked, ask, clock } = tool();
		clock.now += ASKED_AGAIN_MS;
		let finish = () => {};
		const first = asked.inTurn('Ana', async (_, keep) => {
			await new Promise<void>((resolve) => (finish = resolve));
			keep('placed');
		});
		const second = ask('Ana');
		for (let request = 0; request < 1_500; request++) await ask(`${request}`);
		clock.now += ASKED_AGAIN_MS;
		const third = ask('Ana');
		await ask('another');
		finish();

		await first;
		expect(await second).toEqual({ result: 'placed', isEarlier: true });
		expect(await third).toEqual({ result: 'placed', isEarlier: true });
	});

	it('is forgotten by a clock that nobody can set', async () => {
		jest.useFakeTimers();
		try {
			const asked = new AskedFor<string>();
			const ask = async () =>
				await asked.inTurn('Ana', async (earlier, keep) => {
					keep('placed');
					return earlier;
				});
			await ask();
			jest.setSystemTime(Date.now() + ASKED_AGAIN_MS);
			expect(await ask()).toBe('placed');
			jest.advanceTimersByTime(ASKED_AGAIN_MS);
			expect(await ask()).toBeUndefined();
		} finally {
			jest.useRealTimers();
		}
	});

	it('is remembered for a thousand requests, and is forgotten where nothing came of it', async () => {
		const { ask } = tool();
		for (let request = 0; request < 1_000; request++) await ask(`${request}`);
		expect((await ask('0')).isEarlier).toBe(true);
		await ask('one more');
		expect((await ask('999')).isEarlier).toBe(true);
		expect((await ask('0')).isEarlier).toBe(false);

		const others = tool();
		for (let request = 0; request < 999; request++) await others.ask(`${request}`);
		expect((await others.ask('0')).isEarlier).toBe(true);
		await others.asked.inTurn('nothing', async () => undefined);
		expect(others.asked.size).toBe(999);
	});

	it('leaves the turn to others when who waits for it is cancelled', async () => {
		const asked = new AskedFor<string>();
		let finish = () => {};
		const first = asked.inTurn('Ana', async (_, keep) => {
			await new Promise<void>((resolve) => (finish = resolve));
			keep('placed');
		});
		const cancelled = asked.inTurn(
			'Ana',
			async () => undefined,
			async () => await Promise.reject(new Error('cancelled')),
		);
		await expect(cancelled).rejects.toThrow('cancelled');
		const third = asked.inTurn('Ana', async (earlier) => earlier);
		finish();

		await first;
		expect(await third).toBe('placed');
	});

	it('takes no memory that grows', async () => {
		const { asked, ask, clock } = tool();

		for (let request = 0; request < 3_000; request++) await ask(`${request}`);
		expect(asked.size).toBeLessThanOrEqual(1_000);
		clock.now += ASKED_AGAIN_MS;
		await ask('the next one');
		expect(asked.size).toBe(1);
	});

	it('is done once in every ten minutes, whatever is asked for when', async () => {
		const asks = fc.array(
			fc.record({
				key: fc.constantFrom('Ana', 'Ben'),
				fails: fc.boolean(),
				laterMs: fc.integer({ min: 0, max: ASKED_AGAIN_MS }),
			}),
		);
		await fc.assert(
			fc.asyncProperty(asks, async (all) => {
				const { ask, clock } = tool();
				const doneAt = new Map<string, number>();
				for (const { key, fails, laterMs } of all) {
					clock.now += laterMs;
					const isOpen = clock.now - (doneAt.get(key) ?? -Infinity) < ASKED_AGAIN_MS;
					const answer = await ask(key, fails).catch(() => undefined);
					expect(answer?.isEarlier).toBe(isOpen ? true : fails ? undefined : false);
					if (answer && !answer.isEarlier) doneAt.set(key, clock.now);
				}
			}),
		);
	});
});
