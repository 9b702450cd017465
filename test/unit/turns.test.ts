import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { Turns } from '../../nodes/Elemente/http/turns';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** Lets promises come to their end that wait for nothing else. */
async function promises() {
	for (let i = 0; i < 10; i++) await Promise.resolve();
}

describe('requests that could all start at once', () => {
	it('start twenty at a time, with a turn of the event loop in between', async () => {
		const turns = new Turns();
		const started: number[] = [];
		for (let i = 0; i < 50; i++) void turns.take().then(() => started.push(i));
		await promises();
		expect(started).toHaveLength(20);
		jest.runOnlyPendingTimers();
		await promises();
		expect(started).toHaveLength(40);
		jest.runOnlyPendingTimers();
		await promises();
		expect(started).toEqual(Array.from({ length: 50 }, (_, i) => i));
	});
});
