import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { isOld, sharedRow } from '../../nodes/Elemente/createCalls/claims';
import { LIFE_MS } from '../../nodes/Elemente/createCalls/pages';
import { World } from '../support/memoryWorld';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BEGUN = 200 * HOUR_MS;

const PLACED = { outcome: 'placed', call: { id: 'call', status: 'new' } } as const;
const DOUBT = {
	outcome: 'unknown',
	sentAt: new Date(BEGUN),
	failure: { kind: 'dropped' },
} as const;

let now: number;
let world: World;

beforeEach(() => {
	now = BEGUN;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	world = new World();
});

afterEach(() => void jest.restoreAllMocks());

const claim = async (id: string, key = 'a', onlyOnce = false) =>
	await world.memory.claim(key, world.running.get(id)!, onlyOnce);

const marks = (start: string) =>
	world.values.valuesOf('w').filter((value) => value.startsWith(start));

describe('a row that another execution is about to send', () => {
	it.each([
		['placed', () => world.memory.settle('a', PLACED), { isNew: false, outcome: PLACED }],
		['in doubt', () => world.memory.settle('a', DOUBT), { isNew: false, outcome: DOUBT }],
		['not sent', async () => await world.memory.release('a'), { isNew: true }],
		[
			'handed back',
			() => world.memory.giveBack('a', { isNew: false, isPlaced: false }),
			{ isNew: true },
		],
	])('is waited for: %s', async (_, settle, claimed) => {
		const [one, two, three] = [await world.start(), await world.start(), await world.start()];
		await claim(one);
		const asked: unknown[] = [];
		const second = claim(two).then((answer) => asked.push(answer));
		expect(await claim(three, 'b')).toEqual({ isNew: true });
		expect(asked).toEqual([]);
		await settle();
		await second;
		expect(asked).toEqual([claimed]);
	});

	it('is waited for by several, of whom the first that gets it is waited for again', async () => {
		const ids = [await world.start(), await world.start(), await world.start()];
		await claim(ids[0]);
		const others = [claim(ids[1]), claim(ids[2])];
		await world.memory.release('a');
		expect(await others[0]).toEqual({ isNew: true });
		world.memory.settle('a', PLACED);
		expect(await others[1]).toEqual({ isNew: false, outcome: PLACED });
	});
});

describe('where the store fails', () => {
	const broken = new Error('disk is full');

	it('a row is not sent, and those who wait for it try for themselves', async () => {
		const [one, two] = [await world.start(), await world.start()];
		jest.spyOn(world.values, 'checkProcessedAndRecord').mockRejectedValueOnce(broken);
		const first = claim(one).catch((error: unknown) => error);
		const second = claim(two);
		expect(await first).toBe(broken);
		expect(await second).toEqual({ isNew: true });
	});

	it('what is known of a row stays known', async () => {
		const [one, two] = [await world.start(), await world.start()];
		await claim(one);
		world.memory.settle('a', DOUBT);
		world.values.failure = broken;
		await expect(claim(two)).rejects.toBe(broken);
		world.values.failure = undefined;
		expect(await claim(two)).toEqual({ isNew: false, outcome: DOUBT });
	});

	it('a row that nobody has sent is forgotten', async () => {
		const one = await world.start();
		world.values.failure = broken;
		await expect(claim(one)).rejects.toBe(broken);
		world.values.failure = undefined;
		await world.end(one, 'well');
		expect(world.memory.isEmpty).toBe(true);
	});

	it('nobody joins, and who comes afterwards finds what is there', async () => {
		const one = await world.start();
		await claim(one);
		world.memory.settle('a', PLACED);
		await world.memory.noteSending();
		world.kill();
		world.values.failure = broken;
		await expect(world.start()).rejects.toBe(broken);
		expect(world.memory.isIdle).toBe(true);
		world.values.failure = undefined;
		const two = await world.start();
		world.values.failure = broken;
		await expect(world.memory.join(world.context(), '99')).rejects.toBe(broken);
		world.values.failure = undefined;
		expect(world.memory.executions.size).toBe(1);
		expect(await claim(two)).toEqual({ isNew: false, isPlaced: true });
	});

	it('nobody has to keep what he has sent for one who could not join', async () => {
		const one = await world.start();
		await claim(one);
		world.memory.settle('a', PLACED);
		await world.memory.noteSending();
		jest.spyOn(world.values, 'checkProcessedAndRecord').mockRejectedValueOnce(broken);
		const another = world.memory.join(world.context(), '99').catch((error: unknown) => error);
		const ending = world.end(one, 'well');
		expect(await another).toBe(broken);
		await ending;
		await world.end(await world.start(), 'well');
		expect(world.memory.size).toBe(0);
	});
});

describe('handing a claim back', () => {
	it('leaves a row in doubt as it was', async () => {
		const [one, two] = [await world.start(), await world.start()];
		await claim(one);
		world.memory.settle('a', DOUBT);
		const claimed = await claim(two);
		const third = claim(one);
		world.memory.giveBack('a', claimed);
		expect(await third).toEqual({ isNew: false, outcome: DOUBT });
	});

	it('leaves what has an outcome by then, and what is not there', async () => {
		const one = await world.start();
		await claim(one);
		world.memory.settle('a', PLACED);
		world.memory.giveBack('a', { isNew: false, outcome: DOUBT });
		world.memory.giveBack('b', { isNew: false, outcome: DOUBT });
		world.memory.settle('b', PLACED);
		expect(await claim(one)).toEqual({ isNew: false, outcome: PLACED });
		expect(await claim(one, 'b')).toEqual({ isNew: true });
	});

	it('leaves a row that an earlier process has placed as placed, also for the next one', async () => {
		await claim(await world.start());
		world.memory.settle('a', PLACED);
		world.kill();
		const two = await world.start();
		world.memory.giveBack('a', await claim(two));
		await world.end(two, 'badly');
		world.kill();
		expect(await claim(await world.start())).toEqual({ isNew: false, isPlaced: true });
	});

	it('leaves a row in doubt of an earlier process in doubt', async () => {
		await claim(await world.start());
		world.kill();
		const two = await world.start();
		world.memory.giveBack('a', await claim(two));
		await world.end(two, 'badly');
		world.kill();
		expect(await claim(await world.start())).toEqual({ isNew: false, isPlaced: false });
	});

	it('leaves one that is contacted only once as contacted', async () => {
		const one = await world.start();
		await claim(one, 'a', true);
		world.memory.settle('a', PLACED);
		await world.end(one, 'well');
		world.kill();
		const two = await world.start();
		const done = await claim(two, 'a', true);
		expect(done).toEqual({ isNew: false, isDone: true });
		world.memory.giveBack('a', done);
		await world.end(two, 'badly');
		world.kill();
		expect(await claim(await world.start(), 'a', true)).toEqual({ isNew: false, isPlaced: true });
	});
});

describe('a row that was released', () => {
	it.each([true, false])('is new to the next process, contacted only once: %s', async (once) => {
		const one = await world.start();
		await claim(one, 'a', once);
		await world.memory.release('a');
		await world.memory.release('b');
		await world.end(one, 'badly');
		world.kill();
		expect(await claim(await world.start(), 'a', once)).toEqual({ isNew: true });
	});
});

it('a row that was never claimed is released, and stays what it is', async () => {
	const one = await world.start();
	await claim(one, 'a', true);
	world.memory.settle('a', PLACED);
	await world.end(one, 'well');
	const two = await world.start();
	await world.memory.release('a');
	expect(await claim(two, 'a', true)).toEqual({ isNew: false, isDone: true });
});

describe('what became of a row', () => {
	it('is written down where it was placed, and only then', async () => {
		const one = await world.start();
		for (const key of ['a', 'b']) await claim(one, key);
		world.memory.settle('a', PLACED);
		world.memory.settle('b', DOUBT);
		await world.memory.release('c');
		await claim(one, 'd');
		expect(marks('placed')).toEqual(['placed 100.0 a']);
		expect(world.memory.rows.placedIds).toEqual(['call']);
	});
});

describe('what counts of others', () => {
	it('is nothing at first, and not what the execution itself has sent', async () => {
		const one = await world.start();
		const execution = world.running.get(one)!;
		await claim(one);
		world.memory.settle('a', PLACED);
		expect(world.memory.hasEarlier(execution)).toBe(false);
		const two = await world.start();
		expect(world.memory.hasEarlier(world.running.get(two)!)).toBe(true);
		expect([world.memory.executions.size, world.memory.isIdle]).toEqual([2, false]);
	});

	it('is a page of another process, also an empty one', async () => {
		await world.start();
		world.kill();
		const two = await world.start();
		expect(world.memory.hasEarlier(world.running.get(two)!)).toBe(true);
		expect(world.memory.executions.size).toBe(1);
	});

	it.each([
		[0, 1],
		[59, 1],
		[60, 1],
		[61, 2],
		[150, 3],
	])('was sent, after %i minutes, in the last %i hours', async (minutes, hours) => {
		const one = await world.start();
		expect(world.memory.hoursBack).toBe(1);
		await claim(one);
		now += minutes * MINUTE_MS;
		await claim(one, 'b');
		expect(world.memory.hoursBack).toBe(hours);
	});

	it('was sent at the earliest when the page was begun', async () => {
		await world.start();
		world.kill();
		now += 4.5 * HOUR_MS;
		const two = await world.start();
		await claim(two);
		expect(world.memory.hoursBack).toBe(5);
	});

	it('may be sent again, where it is in doubt, ten minutes after the last was sent', async () => {
		await claim(await world.start());
		now += 5 * MINUTE_MS;
		await world.memory.noteSending();
		world.kill();
		await world.start();
		expect(world.memory.doubtsSettleAt).toBe(BEGUN + (5 + 1 + 10) * MINUTE_MS);
	});

	it('is gone after Start Over, but for what is on its way', async () => {
		const one = await world.start();
		for (const key of ['a', 'b']) await claim(one, key);
		world.memory.settle('a', PLACED);
		world.memory.startOver();
		expect(world.memory.size).toBe(1);
		world.memory.settle('b', PLACED);
		expect(world.memory.rows.placedIds).toEqual(['call']);
	});
});

it('a row that was placed is known after a good end as well, where another one is in doubt', async () => {
	const one = await world.start();
	for (const key of ['a', 'b', 'c']) await claim(one, key);
	world.memory.settle('a', PLACED);
	world.memory.settle('b', DOUBT);
	world.memory.settle('c', PLACED);
	await world.end(one, 'well');
	const two = await world.start();
	for (const key of ['a', 'b', 'c']) {
		expect(await claim(two, key)).toMatchObject({ isNew: false });
	}
});

describe('a row that was sent', () => {
	it('counts until its page would not be read any more, and for as long as it is on its way', () => {
		const row = sharedRow('1', 'page', false);
		const sent = { ...row, outcome: DOUBT };
		now = BEGUN + LIFE_MS;
		expect(isOld(sent)).toBe(false);
		now++;
		expect(isOld(sent)).toBe(true);
		expect(isOld(row)).toBe(false);
	});
});
