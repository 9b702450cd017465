import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { Stretches, mapInStretches } from '../../nodes/Elemente/createCalls/stretches';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** Passes time in which nothing else can happen, as work does. */
function workFor(ms: number) {
	const now = performance.now() + ms;
	jest.spyOn(performance, 'now').mockReturnValue(now);
}

/** Lets promises come to their end that wait for nothing else. */
async function promises() {
	for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Whether it goes on at once, without a turn of n8n's event loop. */
async function goesOn(promise: Promise<unknown>) {
	let isOver = false;
	void promise.then(() => (isOver = true));
	await promises();
	return isOver;
}

describe('work on many rows', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	it('goes on for 25 ms, and then lets the event loop have its turn', async () => {
		const stretches = new Stretches();
		workFor(24);
		expect(await goesOn(stretches.rest())).toBe(true);
		workFor(1);
		const rest = stretches.rest();
		expect(await goesOn(rest)).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		await rest;
		expect(await goesOn(stretches.rest())).toBe(true);
		workFor(25);
		expect(await goesOn(stretches.rest())).toBe(false);
	});

	it('gives what each gives, in their order', async () => {
		const mapped = mapInStretches(['a', 'b', 'c'], (each, at) => {
			workFor(30);
			return `${each}${at}`;
		});
		expect(await goesOn(mapped)).toBe(false);
		await jest.advanceTimersByTimeAsync(10);
		expect(await mapped).toEqual(['a0', 'b1', 'c2']);
	});
});
