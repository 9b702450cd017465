import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { place, placeEnded, reads } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import {
	activeTrigger,
	ActiveTrigger,
	errorOf,
	hoursAhead,
	idsOf,
	placeHoursAgo,
} from '../../support/trigger';

const sandbox = useSandbox();

const HOUR_MS = 3_600_000;
const phones = (count: number) =>
	Array.from({ length: count }, (_, index) => `+1303555${1_000 + index}`);

/** What the API was asked for, in hours, by the requests for lists since so many. */
const windowsSince = (before: number) =>
	reads(sandbox.current)
		.slice(before)
		.filter(({ path }) => path.endsWith('/calls'))
		.map(({ query }) => Number(query.hrs));

/** Calls looked up one by one. */
const lookUps = () => reads(sandbox.current).filter(({ path }) => !path.endsWith('/calls'));

// Hours are counted whole: all begins in the tenth minute of one, so that none ends within a test.
const { now } = Date;
beforeEach(() => {
	const shift = 600_000 - (now() % HOUR_MS);
	Date.now = () => now() + shift;
});
afterEach(() => {
	Date.now = now;
});

describe('the hours of calls that a poll reads', () => {
	it('are 24 at the first poll, then three', async () => {
		const trigger = new ActiveTrigger(sandbox.current);
		await trigger.poll();
		await trigger.poll();
		expect(windowsSince(0)).toEqual([24, 3]);
	});

	it.each([
		// An hour more than has passed, counted up.
		[1.5, 3],
		[2.5, 4],
		[30.5, 32],
		[166.5, 168],
		// A week at most.
		[167.5, 168],
		[1_000, 168],
		// The clock was set back: nobody knows how long it was.
		[-0.5, 24],
		[-1_000, 24],
	])('are, %d h after the last one, %i', async (hours, expected) => {
		const trigger = await activeTrigger(sandbox.current);
		trigger.lastPollWas(hours);
		const before = reads(sandbox.current).length;
		await trigger.poll();
		expect(windowsSince(before)).toEqual([expected]);
	});

	it('are, to learn the channel, an hour more than the oldest change can be old', async () => {
		const parameters = { event: 'statusChanged', filters: { channels: ['call'] } };
		const trigger = await activeTrigger(sandbox.current, parameters);
		await place(sandbox.current, '+12025550108');
		expect(await trigger.poll()).toHaveLength(1);
		// First the call itself, seen for the first time: it lies in the window of three hours.
		expect(windowsSince(1)).toEqual([3, 4]);

		const before = reads(sandbox.current).length;
		sandbox.current.advance(60);
		await hoursAhead(10, async () => await trigger.poll());
		// It may be three hours older than its first sight, ten hours ago, and hours are counted up.
		expect(windowsSince(before)).toEqual([12, 15]);
	});
});

describe('what one poll may cost', () => {
	it('is 50 looks at older calls; the others have their turn at the next', async () => {
		await placeHoursAgo(sandbox.current, 20, ...phones(60));
		const trigger = await activeTrigger(sandbox.current, { event: 'statusChanged' });
		await trigger.poll();
		expect(lookUps()).toHaveLength(50);
		await trigger.poll();
		expect(lookUps()).toHaveLength(100);
		expect(new Set(lookUps().map(({ path }) => path)).size).toBe(60);
	}, 60_000);

	it('is five looks at a time', async () => {
		await placeHoursAgo(sandbox.current, 20, ...phones(11));
		const trigger = await activeTrigger(sandbox.current);
		let underWay = 0;
		const counts: number[] = [];
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			delayMs: 1_000,
			match: ({ path }) => {
				if (path.endsWith('/calls')) return false;
				counts.push(++underWay);
				// Over before the answer is: a late timer delays both.
				void sleep(900).then(() => underWay--);
				return true;
			},
		});
		await trigger.poll();
		expect(counts).toHaveLength(11);
		expect(Math.max(...counts)).toBe(5);
	});

	it('is four tries at the list, and one at a single call', async () => {
		await placeHoursAgo(sandbox.current, 20, '+12025550108');
		const trigger = await activeTrigger(sandbox.current);
		const fault = { method: 'GET', status: 503, headers: { 'retry-after': '0' } };
		sandbox.current.inject({ ...fault, match: ({ path }) => !path.endsWith('/calls') });
		await trigger.poll();
		expect(lookUps()).toHaveLength(1);

		const before = reads(sandbox.current).length;
		sandbox.current.inject({ ...fault, times: Infinity });
		expect((await errorOf(trigger.poll()))?.message).toContain('out of service');
		expect(reads(sandbox.current)).toHaveLength(before + 4);
	});

	it('is five test events, of the last day before those of the last week', async () => {
		await placeHoursAgo(sandbox.current, 100, ...phones(3));
		sandbox.current.advance(600);
		const trigger = new ActiveTrigger(sandbox.current);
		expect(await trigger.poll('manual')).toHaveLength(3);
		expect(windowsSince(0)).toEqual([24, 168]);

		const recent = await placeEnded(sandbox.current, ...phones(7));
		const given = idsOf(await trigger.poll('manual'));
		expect(given).toHaveLength(5);
		expect(recent.map(({ id }) => id)).toEqual(expect.arrayContaining(given));
	});
});
