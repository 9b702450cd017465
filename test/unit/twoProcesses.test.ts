import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Execution } from '../../nodes/Elemente/createCalls/endings';
import type { NodeMemory } from '../../nodes/Elemente/createCalls/nodeMemory';
import { World, savedRun } from '../support/memoryWorld';

/** An execution in a process of its own, as of a worker. */
interface Worker {
	memory: NodeMemory;
	execution: Execution;
}

let world: World;
let executions = 0;

beforeEach(() => void (world = new World()));

async function begin(): Promise<Worker> {
	const memory = world.newProcess();
	return { memory, execution: await memory.join(world.context(), String(++executions)) };
}

/** @returns whether it was sent */
async function send({ memory, execution }: Worker, key: string): Promise<boolean> {
	const { isNew } = await memory.claim(key, execution, false);
	if (!isNew) return false;
	await memory.noteSending();
	memory.settle(key, { outcome: 'placed', call: { id: key } });
	return true;
}

async function end({ memory, execution }: Worker, how: 'well' | 'badly'): Promise<void> {
	const error = how === 'badly' ? { error: new Error('failed') } : {};
	world.saved.set(execution.id, savedRun({ runData: { Elemente: [] }, ...error }));
	await memory.leave(execution, how === 'well');
}

describe('what a worker has sent whose execution fails is known, though another one ended well meanwhile', () => {
	it('who had begun before', async () => {
		const [one, two] = [await begin(), await begin()];
		await send(one, 'a');
		await send(two, 'b');
		await end(one, 'well');
		await send(two, 'c');
		await end(two, 'badly');
		const next = await begin();
		expect([await send(next, 'b'), await send(next, 'c')]).toEqual([false, false]);
		expect(await send(next, 'a')).toBe(true);
	});

	it('who had begun after it', async () => {
		const [one, two] = [await begin(), await begin()];
		await send(two, 'a');
		await end(two, 'well');
		await send(one, 'b');
		await end(one, 'badly');
		const next = await begin();
		expect([await send(next, 'b'), await send(next, 'a')]).toEqual([false, true]);
	});
});

it('what both have ended well with is sent again', async () => {
	const [one, two] = [await begin(), await begin()];
	await send(one, 'a');
	await send(two, 'b');
	await end(two, 'well');
	await end(one, 'well');
	const next = await begin();
	expect([await send(next, 'a'), await send(next, 'b')]).toEqual([true, true]);
	await end(next, 'well');
	expect(world.values.valuesOf('w')).toEqual([]);
});
