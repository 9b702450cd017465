import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { Cancellation, RunCancelled } from '../../nodes/Elemente/http/cancellation';
import { Pace } from '../../nodes/Elemente/http/pace';
import { Pauses } from '../../nodes/Elemente/http/pauses';
import { Run } from '../../nodes/Elemente/http/run';
import { seed } from '../support/seed';

/** Longest pause that the node takes of its own, in milliseconds. */
const LONGEST_MS = 30_000;

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

/** A pace, and requests through it that are answered when the test says so. */
function lineOf(most: number) {
	const controller = new AbortController();
	const pace = new Pace(most, new Cancellation(controller.signal));
	const started: number[] = [];
	const answers: Array<() => void> = [];
	const ends: Array<Promise<unknown>> = [];
	let asked = 0;
	return {
		pace,
		started,
		ends,
		cancel: () => controller.abort(),
		/** Asks for so many requests. */
		async ask(count: number) {
			for (let i = 0; i < count; i++) {
				const number = asked++;
				const send = async () => {
					started.push(number);
					await new Promise<void>((answer) => answers.push(answer));
				};
				ends.push(pace.run(send).catch((error: unknown) => error));
			}
			await passMs(0);
		},
		/** Answers all that are on their way. @returns how many those were */
		async answer() {
			const now = answers.splice(0);
			now.forEach((answer) => answer());
			await passMs(0);
			return now.length;
		},
		onTheirWay: () => answers.length,
	};
}

async function passMs(ms: number) {
	await jest.advanceTimersByTimeAsync(ms);
}

/** Milliseconds until the pause is over, found by waiting. */
async function pauseMs(pace: Pace): Promise<number> {
	const from = performance.now();
	let until: number | undefined;
	void pace.pauseOver().then(() => (until = performance.now()));
	await passMs(10 * 60_000);
	return (until ?? NaN) - from;
}

/** How many requests at once a pace lets through now. */
async function width(line: ReturnType<typeof lineOf>): Promise<number> {
	await line.ask(60);
	const most = line.onTheirWay();
	while ((await line.answer()) > 0);
	return most;
}

describe(`how many requests are on their way (seed ${seed})`, () => {
	it('is never more than was set, and they start in their order', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.nat(40), async (most, count) => {
				const line = lineOf(most);
				await line.ask(count);
				let left = count;
				while (left > 0) {
					expect(line.onTheirWay()).toBe(Math.min(most, left));
					left -= await line.answer();
				}
				expect(line.started).toEqual(Array.from({ length: count }, (_, i) => i));
			}),
			{ numRuns: 50 },
		);
	});

	it('is half as many after a refusal, and one at least', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 50 }),
				fc.integer({ min: 1, max: 7 }),
				async (most, refusals) => {
					const line = lineOf(most);
					let expected = most;
					for (let i = 0; i < refusals; i++) {
						line.pace.backOff(1_000);
						await passMs(1_000 + LONGEST_MS);
						expected = Math.max(1, Math.floor(expected / 2));
					}
					expect(await width(line)).toBe(expected);
				},
			),
			{ numRuns: 50 },
		);
	});

	it('is halved once for all that are refused in the same pause', async () => {
		const line = lineOf(16);
		for (let i = 0; i < 5; i++) line.pace.backOff(2_000);
		expect(line.pace.pausesInARow).toBe(1);
		await passMs(2_000);
		expect(await width(line)).toBe(8);
	});

	it('is one more after a round that went well, and never more than was set', async () => {
		const line = lineOf(8);
		line.pace.backOff(1_000);
		await passMs(1_000);
		for (const round of [4, 5, 6, 7]) {
			for (let i = 1; i < round; i++) line.pace.succeeded();
			expect(await width(line)).toBe(round);
			line.pace.succeeded();
			expect(await width(line)).toBe(round + 1);
		}
		for (let i = 0; i < 100; i++) line.pace.succeeded();
		expect(await width(line)).toBe(8);
	});

	it('grows while requests wait, without another one having to end', async () => {
		const line = lineOf(4);
		line.pace.backOff(1_000);
		await passMs(1_000);
		await line.ask(10);
		expect(line.onTheirWay()).toBe(2);
		line.pace.succeeded();
		line.pace.succeeded();
		await passMs(0);
		expect(line.onTheirWay()).toBe(3);
	});

	it('counts a round anew after a refusal', async () => {
		const line = lineOf(8);
		line.pace.backOff(1_000);
		await passMs(1_000);
		for (let i = 0; i < 3; i++) line.pace.succeeded();
		line.pace.backOff(1_000);
		await passMs(1_000);
		line.pace.succeeded();
		expect(await width(line)).toBe(2);
		line.pace.succeeded();
		expect(await width(line)).toBe(3);
	});

	it('counts a request that throws as ended', async () => {
		const line = lineOf(1);
		const failed = line.pace.run(async () => {
			throw new Error('broken');
		});
		await expect(failed).rejects.toThrow('broken');
		await line.ask(1);
		expect(line.onTheirWay()).toBe(1);
	});
});

describe(`a pause (seed ${seed})`, () => {
	it('lasts as long as the API asks, to the millisecond', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 25, max: 9 * 60_000 }), async (askedMs) => {
				const { pace } = lineOf(3);
				pace.backOff(askedMs);
				expect(await pauseMs(pace)).toBe(askedMs);
			}),
			{ numRuns: 50 },
		);
	});

	it.each([
		[0, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]],
		[0.5, [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500]],
		[1, [1_000, 2_000, 4_000, 8_000, 16_000, LONGEST_MS, LONGEST_MS, LONGEST_MS]],
	])('of its own doubles up to 30 seconds, with the luck %d', async (luck, expected) => {
		jest.spyOn(Math, 'random').mockReturnValue(luck);
		const { pace } = lineOf(3);
		const pauses: number[] = [];
		while (pauses.length < expected.length) {
			pace.backOff();
			pauses.push(await pauseMs(pace));
		}
		expect(pauses).toEqual(expected);
	});

	it('grows too where the API keeps refusing and asks for no wait at all', async () => {
		const { pace } = lineOf(3);
		const pauses: number[] = [];
		while (pauses.length < 13) {
			pace.backOff(0);
			pauses.push(await pauseMs(pace));
		}
		expect(pauses).toEqual([
			...[25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600],
			...[LONGEST_MS, LONGEST_MS],
		]);
	});

	it('begins short again once the API has answered', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		const { pace } = lineOf(3);
		for (let i = 0; i < 4; i++) {
			pace.backOff();
			await pauseMs(pace);
		}
		pace.succeeded();
		expect(pace.pausesInARow).toBe(0);
		pace.backOff();
		expect(await pauseMs(pace)).toBe(1_000);
	});

	it('is made longer, never shorter, by what is refused meanwhile', async () => {
		const { pace } = lineOf(3);
		pace.backOff(5_000);
		pace.backOff(1_000);
		expect(await pauseMs(pace)).toBe(5_000);

		let over = false;
		pace.backOff(5_000);
		void pace.pauseOver().then(() => (over = true));
		await passMs(4_000);
		pace.backOff(9_000);
		await passMs(8_999);
		expect(over).toBe(false);
		await passMs(1);
		expect(over).toBe(true);
	});

	it('holds back what is asked for in it, and what was waiting for its turn', async () => {
		const line = lineOf(2);
		await line.ask(5);
		line.pace.backOff(3_000);
		await line.answer();
		await line.ask(1);
		await passMs(2_999);
		expect(line.started).toEqual([0, 1]);
		await passMs(1);
		while ((await line.answer()) > 0);
		expect([...line.started].sort()).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it.each(['2001-01-01', '2049-01-01'])('is not moved by a clock set to %s', async (date) => {
		const { pace } = lineOf(3);
		pace.backOff(60_000);
		jest.setSystemTime(new Date(date));
		expect(await pauseMs(pace)).toBe(60_000);
	});

	it('ends at once when the run is cancelled: nothing more is sent', async () => {
		const line = lineOf(2);
		await line.ask(4);
		line.pace.backOff(60_000);
		await line.ask(2);
		line.cancel();
		await passMs(0);
		await line.answer();
		const ends = await Promise.all(line.ends);
		expect(ends.map((end) => end instanceof RunCancelled)).toEqual([
			...[false, false],
			...[true, true, true, true],
		]);
		expect(line.started).toEqual([0, 1]);
	});
});

describe('a look at a call', () => {
	const look = { value: 'completed' };

	it('waits while the run is paused', async () => {
		const run = new Run();
		const asked: number[] = [];
		const from = performance.now();
		run.pace.backOff(4_000);
		const seen = run.look(async () => {
			asked.push(performance.now() - from);
			return look;
		});
		await passMs(3_999);
		expect(asked).toEqual([]);
		await passMs(1);
		expect(asked).toEqual([4_000]);
		expect(await seen).toBe('completed');
	});

	it('slows the run down when it is refused, and is no error', async () => {
		const run = new Run();
		const failure = { kind: 'tooManyRequests' as const, retryAfterMs: 7_000 };
		expect(await run.look(async () => ({ failure }))).toBeUndefined();
		expect(await pauseMs(run.pace)).toBe(7_000);
	});

	it('that fails in another way slows nothing down', async () => {
		const run = new Run();
		expect(await run.look(async () => ({ failure: { kind: 'serverError' } }))).toBeUndefined();
		expect(await pauseMs(run.pace)).toBe(0);
	});
});

describe('the pauses of an account', () => {
	function runsOf(count: number) {
		const pauses = new Pauses();
		return Array.from({ length: count }, () => new Pace(4, new Cancellation(), pauses));
	}

	it('are kept by all its runs, as long as the longest that was asked for', async () => {
		const [one, two, three] = runsOf(3);
		one.backOff(2_000, true);
		two.backOff(5_000, true);

		expect(await pauseMs(three)).toBe(5_000);
	});

	it('are not those that one run takes for itself', async () => {
		const [one, two] = runsOf(2);
		one.backOff(5_000);

		expect(await pauseMs(two)).toBe(0);
	});

	it('grow from run to run, until any of them is answered', () => {
		const [one, two] = runsOf(2);
		for (let refusal = 0; refusal < 3; refusal++) {
			one.backOff(0, true);
			jest.advanceTimersByTime(1_000);
		}
		expect(two.pausesInARow).toBe(3);
		one.succeeded();

		expect(two.pausesInARow).toBe(0);
		expect(two.lastSuccess).toBeGreaterThan(0);
	});
});
