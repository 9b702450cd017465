import { describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { leaks, place, placeEnded, reads } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { ActiveTrigger } from '../../support/trigger';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

/** An active trigger that has seen what there is. */
async function activeTrigger(parameters: IDataObject = {}) {
	const trigger = new ActiveTrigger(sandbox.current, parameters);
	await trigger.poll();
	return trigger;
}

const ids = (items: INodeExecutionData[]) => items.map(({ json }) => json.id);
const changes = (items: INodeExecutionData[]) =>
	items.map(({ json }) => [json.id, json.previousStatus, json.status]);

/** Places calls as if so many hours ago. */
async function placeHoursAgo(hours: number, ...recipients: string[]) {
	const now = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() - hours * 3_600_000);
	const calls = await place(sandbox.current, ...recipients);
	clock.mockRestore();
	return calls;
}

async function errorOf(promise: Promise<unknown>) {
	return await promise.then(
		() => undefined,
		(error: Error & { description?: string }) => error,
	);
}

describe('Call Ended', () => {
	it('does not replay what is there at the first activation', async () => {
		await placeEnded(sandbox.current, '+13035550001', '+12025550101');
		const trigger = new ActiveTrigger(sandbox.current);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives each call once, when it has ended, whether it was seen before or not', async () => {
		const [running] = await place(sandbox.current, '+12025550108', '+13035550001');
		const trigger = await activeTrigger();
		expect(await trigger.poll()).toEqual([]);

		const [between] = await place(sandbox.current, '+12025550101');
		sandbox.current.advance(600);
		const ended = await trigger.poll();

		expect(ids(ended)).toContain(between.id);
		expect(ended).toHaveLength(2);
		expect(ids(ended)).not.toContain(running.id);
		for (const { json } of ended) {
			expect(Object.keys(json).length).toBeLessThanOrEqual(10);
			expect(json).not.toHaveProperty('previousStatus');
		}
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives all fields without Simplify', async () => {
		const trigger = await activeTrigger({ simplify: false });
		await placeEnded(sandbox.current, '+13035550001');
		expect((await trigger.poll())[0].json).toHaveProperty('messages');
	});

	it('gives a call once that goes from one final status to another', async () => {
		const trigger = await activeTrigger();
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		expect(ids(await trigger.poll())).toEqual([call.id]);
		sandbox.current.inject({ method: 'GET', body: [{ ...call, status: 'resolved' }] });
		expect(await trigger.poll()).toEqual([]);
	});

	it('goes on where it was after a restart of n8n: 200 calls, 200 items, none twice', async () => {
		const trigger = await activeTrigger();
		const numbers = Array.from({ length: 200 }, (_, index) => `+1303555${1_000 + index}`);
		const calls = await place(sandbox.current, ...numbers.slice(0, 120));
		const given: unknown[] = [];
		for (let step = 0; step < 6; step++) {
			sandbox.current.advance(12);
			given.push(...ids(await trigger.poll()));
			trigger.restart();
			given.push(...ids(await trigger.poll('trigger', 'init')));
			if (step === 2) calls.push(...(await place(sandbox.current, ...numbers.slice(120))));
		}
		trigger.restart();
		sandbox.current.advance(600);
		given.push(...ids(await trigger.poll('trigger', 'init')), ...ids(await trigger.poll()));

		expect(given).toHaveLength(200);
		expect(new Set(given)).toEqual(new Set(calls.map(({ id }) => id)));
	}, 60_000);

	it('loses nothing and repeats nothing when a poll fails, and reports the failure', async () => {
		const trigger = await activeTrigger();
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		const stored = trigger.stored;

		sandbox.current.inject({ method: 'GET', status: 403, body: { message: 'Forbidden' } });
		const error = await errorOf(trigger.poll());
		expect(error?.message).toBe('This user may not do that in Elemente (HTTP 403)');
		expect(leaks(error, sandbox.current)).toEqual([]);
		expect(trigger.stored).toBe(stored);

		sandbox.current.inject({ method: 'GET', status: 200, body: '<html>Sign in</html>' });
		expect((await errorOf(trigger.poll()))?.message).toContain('cannot be read');
		expect(ids(await trigger.poll())).toEqual([call.id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tries again within a poll after a failure that may pass', async () => {
		const trigger = await activeTrigger();
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'GET', status: 503, headers: { 'retry-after': '1' } });
		expect(ids(await trigger.poll())).toEqual([call.id]);
	});

	it('does not care about the order in which the API lists calls, nor whether it lists one twice', async () => {
		const trigger = await activeTrigger();
		const calls = await placeEnded(sandbox.current, '+13035550001', '+13035550002', '+13035550003');
		const ended = calls.map((call) => ({ ...call, status: 'completed' }));
		const orders = [[...ended, ended[0]], [...ended].reverse(), [ended[1], ended[0], ended[2]]];
		const given: unknown[] = [];
		for (const body of orders) {
			sandbox.current.inject({ method: 'GET', body });
			given.push(...ids(await trigger.poll()));
		}
		expect(given).toEqual(calls.map(({ id }) => id));
	});

	it('remembers calls that have left the window, should a jump of the clock bring them back', async () => {
		const trigger = await activeTrigger();
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		expect(ids(await trigger.poll())).toEqual([call.id]);
		sandbox.current.inject({ method: 'GET', body: [] });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it.each([1, 24])('catches up on an outage of %i h, and only on that', async (hours) => {
		// Inside the window that will cover the outage, and outside of it: both have ended and are known.
		await placeHoursAgo(hours / 2, '+13035550008');
		await placeHoursAgo(hours + 6, '+13035550009');
		sandbox.current.advance(600);
		const trigger = await activeTrigger();
		const missed = await placeHoursAgo(hours * 0.9, '+13035550002', '+12025550101');
		sandbox.current.advance(600);
		trigger.lastPollWas(hours);

		const given = await trigger.poll();

		expect(new Set(ids(given))).toEqual(new Set(missed.map(({ id }) => id)));
		expect(await trigger.poll()).toEqual([]);
	});

	it('sees the end of a call that is older than the window, and forgets one that is gone', async () => {
		const [old, gone] = await placeHoursAgo(20, '+13035550001', '+13035550002');
		const trigger = await activeTrigger();
		expect(trigger.stored).toContain(gone.id);
		sandbox.current.inject({
			method: 'GET',
			status: 404,
			match: ({ path }) => path.endsWith(gone.id),
		});
		sandbox.current.advance(600);

		expect(ids(await trigger.poll())).toEqual([old.id]);
		expect(trigger.stored).not.toContain(gone.id);
		expect(await trigger.poll()).toEqual([]);
	});

	it('is not held up by one call that cannot be looked up', async () => {
		const [old] = await placeHoursAgo(20, '+12025550108');
		const trigger = await activeTrigger();
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			status: 500,
			match: ({ path }) => path.endsWith(old.id),
		});
		expect(ids(await trigger.poll())).toEqual([call.id]);
		expect(trigger.stored).toContain(old.id);
	});

	it('hands over each change once when two polls overlap', async () => {
		const trigger = await activeTrigger();
		await placeEnded(sandbox.current, '+13035550001', '+13035550002');
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.flat()).toHaveLength(2);
	});
});

describe('Call Status Changed', () => {
	const parameters = { event: 'statusChanged' };

	it('gives each status that a poll finds once, with the one before', async () => {
		const [old] = await place(sandbox.current, '+12025550108');
		const trigger = await activeTrigger(parameters);
		expect(await trigger.poll()).toEqual([]);
		sandbox.current.advance(60);
		const [fresh] = await place(sandbox.current, '+13035550001');

		expect(changes(await trigger.poll())).toEqual([
			[fresh.id, null, 'queued'],
			[old.id, 'queued', 'in-progress'],
		]);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
		sandbox.current.advance(600);
		expect(changes(await trigger.poll())).toEqual([[fresh.id, 'queued', 'completed']]);
		sandbox.current.inject({ method: 'GET', body: [{ ...fresh, status: 'resolved' }] });
		expect(changes(await trigger.poll())).toEqual([[fresh.id, 'completed', 'resolved']]);
	});

	it('does not bring up old calls when event or filters are changed', async () => {
		await placeEnded(sandbox.current, '+13035550001', 'ada@example.com');
		const trigger = await activeTrigger({ filters: { channels: ['email'], statuses: ['busy'] } });
		trigger.restart({ event: 'statusChanged' });
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('filters', () => {
	it('let through the chosen statuses', async () => {
		const trigger = await activeTrigger({ filters: { statuses: ['busy', 'no-answer'] } });
		const [, busy] = await placeEnded(sandbox.current, '+13035550001', '+12025550101');
		expect(ids(await trigger.poll())).toEqual([busy.id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('let through the chosen channels, also for calls older than the window', async () => {
		const [oldMail] = await placeHoursAgo(20, 'ada@example.com', '+13035550001');
		const trigger = await activeTrigger({ filters: { channels: ['email', 'sms'] } });
		const [mail] = await place(sandbox.current, 'bob@example.com', '+13035550002');
		sandbox.current.advance(600);
		expect(new Set(ids(await trigger.poll()))).toEqual(new Set([mail.id, oldMail.id]));
		expect(await trigger.poll()).toEqual([]);
	});

	it('ask for channels only when there is something to give', async () => {
		const trigger = await activeTrigger({ filters: { channels: ['email', 'sms'] } });
		const before = reads(sandbox.current).length;
		await trigger.poll();
		expect(reads(sandbox.current).length - before).toBe(1);
	});
});

describe('Fetch Test Event', () => {
	it('gives recent real calls that fit, and remembers nothing', async () => {
		const numbers = Array.from({ length: 8 }, (_, index) => `+1303555000${index}`);
		const calls = await placeEnded(sandbox.current, ...numbers);
		await place(sandbox.current, '+12025550108');
		const trigger = new ActiveTrigger(sandbox.current);
		const given = await trigger.poll('manual');
		expect(given).toHaveLength(5);
		for (const id of ids(given)) expect(calls.map((call) => call.id)).toContain(id);
		expect(trigger.stored).not.toContain('memory');
		expect(ids(await trigger.poll('manual'))).toEqual(ids(given));
	});

	it('looks back a week where the last day has none', async () => {
		const [call] = await placeHoursAgo(100, 'ada@example.com');
		sandbox.current.advance(600);
		const trigger = new ActiveTrigger(sandbox.current, { filters: { channels: ['email'] } });
		expect(ids(await trigger.poll('manual'))).toEqual([call.id]);
	});

	it('says that there are none', async () => {
		await place(sandbox.current, '+12025550108');
		const error = await errorOf(new ActiveTrigger(sandbox.current).poll('manual'));
		expect(error?.message).toContain('There is no call to show');
		expect(error?.description).toContain('Place a call');
	});
});
