import { describe, expect, it } from '@jest/globals';

import { leaks, place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { activeTrigger, idsOf, placeHoursAgo, errorOf } from '../../support/trigger';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

describe('a trigger that was interrupted', () => {
	it('goes on where it was after a restart of n8n: 200 calls, 200 items, none twice', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const numbers = Array.from({ length: 200 }, (_, index) => `+1303555${1_000 + index}`);
		const calls = await place(sandbox.current, ...numbers.slice(0, 120));
		const given: unknown[] = [];
		for (let step = 0; step < 6; step++) {
			sandbox.current.advance(12);
			given.push(...idsOf(await trigger.poll()));
			trigger.restart();
			given.push(...idsOf(await trigger.poll('trigger', 'init')));
			if (step === 2) calls.push(...(await place(sandbox.current, ...numbers.slice(120))));
		}
		trigger.restart();
		sandbox.current.advance(600);
		given.push(...idsOf(await trigger.poll('trigger', 'init')), ...idsOf(await trigger.poll()));

		expect(given).toHaveLength(200);
		expect(new Set(given)).toEqual(new Set(calls.map(({ id }) => id)));
	}, 60_000);

	it('loses nothing and repeats nothing when a poll fails, and reports the failure', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		const stored = trigger.stored;

		sandbox.current.inject({ method: 'GET', status: 403, body: { message: 'Forbidden' } });
		const error = await errorOf(trigger.poll());
		expect(error?.message).toBe('This user may not do that in Elemente (HTTP 403)');
		expect(leaks(error, sandbox.current)).toEqual([]);
		expect(trigger.stored).toBe(stored);

		sandbox.current.inject({ method: 'GET', status: 200, body: '<html>Sign in</html>' });
		expect((await errorOf(trigger.poll()))?.message).toContain('cannot be read');
		expect(idsOf(await trigger.poll())).toEqual([call.id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('tries again within a poll after a failure that may pass', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'GET', status: 503, headers: { 'retry-after': '1' } });
		expect(idsOf(await trigger.poll())).toEqual([call.id]);
	});

	it('remembers calls that have left the window, should a jump of the clock bring them back', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		expect(idsOf(await trigger.poll())).toEqual([call.id]);
		sandbox.current.inject({ method: 'GET', body: [] });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it.each([1, 24])('catches up on an outage of %i h, and only on that', async (hours) => {
		// Inside the window that will cover the outage, and outside of it: both have ended and are known.
		await placeHoursAgo(sandbox.current, hours / 2, '+13035550008');
		await placeHoursAgo(sandbox.current, hours + 6, '+13035550009');
		sandbox.current.advance(600);
		const trigger = await activeTrigger(sandbox.current);
		const missed = await placeHoursAgo(
			sandbox.current,
			hours * 0.9,
			'+13035550002',
			'+12025550101',
		);
		sandbox.current.advance(600);
		trigger.lastPollWas(hours);

		const given = await trigger.poll();

		expect(new Set(idsOf(given))).toEqual(new Set(missed.map(({ id }) => id)));
		expect(await trigger.poll()).toEqual([]);
	});

	it('sees the end of a call that is older than the window, and forgets one that is gone', async () => {
		const [old, gone] = await placeHoursAgo(sandbox.current, 20, '+13035550001', '+13035550002');
		const trigger = await activeTrigger(sandbox.current);
		expect(trigger.stored).toContain(gone.id);
		sandbox.current.inject({
			method: 'GET',
			status: 404,
			match: ({ path }) => path.endsWith(gone.id),
		});
		sandbox.current.advance(600);

		expect(idsOf(await trigger.poll())).toEqual([old.id]);
		expect(trigger.stored).not.toContain(gone.id);
		expect(await trigger.poll()).toEqual([]);
	});

	it('is not held up by one call that cannot be looked up', async () => {
		const [old] = await placeHoursAgo(sandbox.current, 20, '+12025550108');
		const trigger = await activeTrigger(sandbox.current);
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			status: 500,
			match: ({ path }) => path.endsWith(old.id),
		});
		expect(idsOf(await trigger.poll())).toEqual([call.id]);
		expect(trigger.stored).toContain(old.id);
	});

	it('hands over each change once when two polls overlap', async () => {
		const trigger = await activeTrigger(sandbox.current);
		await placeEnded(sandbox.current, '+13035550001', '+13035550002');
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.flat()).toHaveLength(2);
	});
});
