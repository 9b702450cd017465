import { expect, it } from '@jest/globals';

import { World } from '../support/memoryWorld';

it('a row that one gives back and another claims is known when the process has died', async () => {
	const world = new World();
	const [one, two] = [await world.start(), await world.start()];
	const claim = async (key: string, by: string) =>
		await world.memory.claim(key, world.running.get(by)!, false);
	await claim('Ana', one);
	const [, , claimed] = await Promise.all([
		// A write that has not begun yet when the row is given back.
		claim('Bo', one),
		world.memory.release('Ana'),
		claim('Ana', two),
	]);
	expect(claimed).toEqual({ isNew: true });

	world.kill();
	const later = await world.start();
	expect(await claim('Ana', later)).toEqual({ isNew: false, isPlaced: false });
});
