import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { Execution } from '../../nodes/Elemente/createCalls/endings';
import { World, savedRun } from '../support/memoryWorld';

const HOUR_MS = 3_600_000;

const PLACED = { outcome: 'placed', call: { id: 'call', status: 'new' } } as const;
const DOUBT = { outcome: 'unknown', sentAt: new Date(0), failure: { kind: 'dropped' } } as const;

let now: number;
let world: World;

beforeEach(() => {
	now = 200 * HOUR_MS;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	world = new World();
});

afterEach(() => void jest.restoreAllMocks());

const claim = async (id: string, key = 'a') =>
	await world.memory.claim(key, world.running.get(id)!, false);

describe('the end of an execution', () => {
	async function sent(id: string, key = 'a') {
		await claim(id, key);
		world.memory.settle(key, PLACED);
	}

	it('leaves what it has sent to those that are under way, and is counted for that', async () => {
		const [one] = [await world.start(), await world.start()];
		await sent(one);
		await claim(one, 'on its way');
		expect(world.memory.size).toBe(2);
		await world.end(one, 'badly');
		// Both rows, both as failed, and both for the other.
		expect(world.memory.size).toBe(6);
	});

	it('takes nothing from one that has met a row since', async () => {
		const three = await world.start();
		const one = await world.start();
		await sent(one);
		await world.end(one, 'well');
		const two = await world.start();
		expect(await claim(two)).toEqual({ isNew: false, outcome: PLACED });
		await world.end(three, 'well');
		expect(await claim(await world.start())).toEqual({ isNew: false, outcome: PLACED });
	});

	it('leaves the rows, as long as they count, and nothing else', async () => {
		const one = await world.start();
		await sent(one);
		await world.end(one, 'badly');
		expect(world.memory.size).toBe(1);
	});

	it.each(['in this process', 'in another'])(
		'that nobody knows is forgotten after a day, %s',
		async (where) => {
			// The doubt of one that has been settled since changes nothing of that.
			const one = await world.start();
			await claim(one);
			world.memory.settle('a', DOUBT);
			await world.end(one, 'well');
			const two = await world.start();
			await claim(two);
			world.memory.settle('a', PLACED);
			await world.end(two, 'well');

			const three = await world.start();
			await sent(three, 'b');
			await world.memory.leave(world.running.get(three)!, false);
			world.running.clear();
			if (where === 'in another') world.kill();
			now += 21 * HOUR_MS;
			expect(await claim(await world.start(), 'b')).toEqual({ isNew: true });
		},
	);

	it('is not waited for where it waits itself, and its rows are known', async () => {
		const one = await world.start();
		await sent(one);
		await world.end(one, 'waits');
		expect((await claim(await world.start())).isNew).toBe(false);
	});

	it('is no matter to an older n8n, which can be asked nothing', async () => {
		const one = await world.start();
		await sent(one);
		world.running.get(one)!.runs = 0;
		const { getNode } = world.context();
		const two = await world.memory.join({ getNode } as never, '99');
		expect((await world.memory.claim('a', two, false)).isNew).toBe(false);
	});

	it('counts once', async () => {
		const [one, two] = [await world.start(), await world.start()];
		const execution = world.running.get(one)!;
		await sent(two);
		await world.end(one, 'well');
		await world.memory.leave(execution, true);
		expect(await claim(two)).toEqual({ isNew: false, outcome: PLACED });
	});

	it('is none as long as it runs in several places', async () => {
		const one = await world.start();
		const execution = world.running.get(one)!;
		expect(await world.memory.join(world.context(), one)).toBe(execution);
		expect(execution.runs).toBe(2);
		expect(world.memory.executions.size).toBe(1);
	});

	it.each<[string, (execution: Execution) => void]>([
		['a row is in doubt', () => world.memory.settle('a', DOUBT)],
		['rows were left for later', (execution) => void (execution.isCutShort = true)],
	])('is not well where %s, whatever n8n says, also for the next process', async (_, leave) => {
		const one = await world.start();
		await sent(one);
		leave(world.running.get(one)!);
		await world.end(one, 'well');
		world.kill();
		expect((await claim(await world.start())).isNew).toBe(false);
	});

	it('is well for those that come after one with a row in doubt has been settled', async () => {
		const one = await world.start();
		await claim(one);
		world.memory.settle('a', DOUBT);
		await world.end(one, 'well');
		const two = await world.start();
		await claim(two);
		world.memory.settle('a', PLACED);
		await world.end(two, 'well');
		world.kill();
		expect(await claim(await world.start())).toEqual({ isNew: true });
	});

	it('keeps the id of each call that was placed, and the rest of it in n8n alone', async () => {
		const one = await world.start();
		await sent(one);
		await world.end(one, 'badly');
		const two = await world.start();
		expect(await claim(two)).toEqual({
			isNew: false,
			outcome: { outcome: 'placed', call: { id: 'call' } },
		});
	});

	it('leaves the whole call to another one that has met it', async () => {
		const [one, two] = [await world.start(), await world.start()];
		await sent(one);
		await claim(two);
		await world.end(one, 'badly');
		expect(await claim(two)).toEqual({ isNew: false, outcome: PLACED });
	});

	it('is that of the node, where n8n tells of none as the execution waits', async () => {
		const waiting = [];
		for (const key of ['a', 'b', 'c', 'd']) {
			const id = await world.start();
			await sent(id, key);
			waiting.push(id);
		}
		const two = await world.start();
		for (const id of waiting) await world.end(id, 'waits');
		// No more than three at a time are asked for.
		const three = await world.start();
		expect(world.memory.executions.size).toBeGreaterThan(1);
		await world.end(three, 'well');
		await world.end(two, 'well');
		expect(world.memory.isIdle).toBe(false);
		await world.end(await world.start(), 'well');
		expect(world.memory.isIdle).toBe(true);
	});

	it('is noticed later where n8n has not told of it yet, and not of one that runs', async () => {
		const [one, two] = [await world.start(), await world.start()];
		for (const id of [one, two]) {
			await sent(id, id);
			world.saved.set(id, savedRun({ runData: { Elemente: [] } }));
		}
		world.running.get(one)!.runs = 0;
		const three = await world.start();
		await world.end(two, 'badly');
		await world.end(three, 'well');
		expect(world.memory.isIdle).toBe(true);
		const four = await world.start();
		expect([await claim(four, one), (await claim(four, two)).isNew]).toEqual([
			{ isNew: true },
			false,
		]);
	});

	it('badly is no end of one that is under way, as far as n8n has saved it', async () => {
		const one = await world.start();
		world.running.get(one)!.runs = 0;
		world.saved.set(one, savedRun({ runData: {} }));
		await world.start();
		expect(world.memory.executions.size).toBeGreaterThan(1);
	});
});
