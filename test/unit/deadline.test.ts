import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { deadline } from '../../nodes/Elemente/http/deadline';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

describe('a time limit', () => {
	it.each([1, 99, 100, 101, 250, 2_000])('of %i ms ends once, then and not before', async (ms) => {
		let ended = 0;
		deadline(ms, () => ended++);
		await jest.advanceTimersByTimeAsync(ms - 1);
		expect(ended).toBe(0);
		await jest.advanceTimersByTimeAsync(1);
		expect(ended).toBe(1);
		await jest.advanceTimersByTimeAsync(2 * ms);
		expect([ended, jest.getTimerCount()]).toEqual([1, 0]);
	});

	it.each([0, 50, 100, 200, 249])(
		'of 250 ms ends nothing when it is taken back after %i',
		async (ms) => {
			let ended = 0;
			const takeBack = deadline(250, () => ended++);
			await jest.advanceTimersByTimeAsync(ms);
			takeBack();
			await jest.advanceTimersByTimeAsync(1_000);
			expect(ended).toBe(0);
		},
	);

	it('leaves no timer for longer than a tenth of a second', async () => {
		deadline(300_000, () => {})();
		await jest.advanceTimersByTimeAsync(100);
		expect(jest.getTimerCount()).toBe(0);
	});
});
