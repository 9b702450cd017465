import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { startShiftedSandbox } from '../../support/shiftedSandbox';
import {
	ActiveTrigger,
	activeTrigger,
	errorOf,
	hoursAhead,
	idsOf,
	placeHoursAgo,
} from '../../support/trigger';

const sandbox = useSandbox();

/** A number of the sandbox whose calls never end. */
const ENDLESS = '+12025550108';

const stuckTrigger = async (parameters: IDataObject = {}) =>
	await activeTrigger(sandbox.current, { event: 'callStuck', ...parameters });

/** A call that is in progress, and stays so. */
async function placeEndless() {
	const calls = await place(sandbox.current, ENDLESS);
	sandbox.current.advance(600);
	return calls;
}

const pollAt = async (trigger: ActiveTrigger, hours: number) =>
	idsOf(await hoursAhead(hours, async () => await trigger.poll()));

describe('Call Stuck', () => {
	it('gives a call once, a day after it began if nothing else is chosen', async () => {
		const trigger = await stuckTrigger();
		const [call] = await place(sandbox.current, ENDLESS, '+13035550001');
		expect(await pollAt(trigger, 0)).toEqual([]);
		sandbox.current.advance(600);
		expect(await pollAt(trigger, 23.9)).toEqual([]);
		expect(await pollAt(trigger, 24.1)).toEqual([call.id]);
		for (const hours of [24.2, 30, 48.5, 200, 500]) {
			trigger.restart();
			expect(await pollAt(trigger, hours)).toEqual([]);
		}
	});

	it.each([1, 2, 3, 4, 25, 100, 168, 169, 480])('counts %i hours', async (hours) => {
		const trigger = await stuckTrigger({ hours });
		const [call] = await place(sandbox.current, ENDLESS);
		expect(await pollAt(trigger, 0.01)).toEqual([]);
		expect(await pollAt(trigger, hours - 0.1)).toEqual([]);
		expect(await pollAt(trigger, hours + 0.1)).toEqual([call.id]);
		expect(await pollAt(trigger, hours + 0.2)).toEqual([]);
	});

	it('counts from when a call began, also before the workflow was activated', async () => {
		const [call] = await placeHoursAgo(sandbox.current, 20, ENDLESS);
		const trigger = await stuckTrigger();
		expect(await pollAt(trigger, 3.9)).toEqual([]);
		expect(await pollAt(trigger, 4.1)).toEqual([call.id]);
	});

	it('gives the call as it is, without a status before', async () => {
		const trigger = await stuckTrigger({ hours: 1 });
		const [call] = await placeEndless();
		await trigger.poll();
		const [{ json }] = await hoursAhead(2, async () => await trigger.poll());
		expect(json).toMatchObject({ id: call.id, status: 'in-progress' });
		expect(json).not.toHaveProperty('previousStatus');
		expect(json).not.toHaveProperty('messages');
	});

	it('does not give a call again that takes another status without ending, nor when it ends', async () => {
		const trigger = await stuckTrigger({ hours: 2 });
		const [call] = await place(sandbox.current, ENDLESS);
		await trigger.poll();
		expect(await pollAt(trigger, 3)).toEqual([call.id]);
		for (const status of ['stalled', 'open', 'in-progress', 'failed']) {
			sandbox.current.inject({ method: 'GET', body: [{ ...call, status }] });
			expect(await pollAt(trigger, 4)).toEqual([]);
		}
	});

	it('does not give what was stuck before the workflow was activated, or before the event was chosen', async () => {
		await placeHoursAgo(sandbox.current, 10, ENDLESS);
		const trigger = await stuckTrigger({ hours: 2 });
		expect(await trigger.poll()).toEqual([]);

		const other = await activeTrigger(sandbox.current);
		other.restart({ event: 'callStuck', hours: 2 });
		expect(await other.poll()).toEqual([]);
		const [call] = await place(sandbox.current, ENDLESS);
		await other.poll();
		expect(await pollAt(other, 3)).toEqual([call.id]);
	});

	it('lets through what the filters let through', async () => {
		const channels = await stuckTrigger({ hours: 2, filters: { channels: ['email'] } });
		const statuses = await stuckTrigger({ hours: 2, filters: { statuses: ['stalled'] } });
		const fitting = await stuckTrigger({
			hours: 2,
			filters: { channels: ['call'], statuses: ['in-progress'] },
		});
		const [call] = await placeEndless();
		const triggers = [channels, statuses, fitting];
		for (const trigger of triggers) expect(await trigger.poll()).toEqual([]);
		expect(await pollAt(channels, 3)).toEqual([]);
		expect(await pollAt(statuses, 3)).toEqual([]);
		expect(await pollAt(fitting, 3)).toEqual([call.id]);
	});

	it('loses nothing when a poll fails at any of its requests', async () => {
		const trigger = await stuckTrigger({ hours: 2 });
		const [call] = await place(sandbox.current, ENDLESS);
		await trigger.poll();
		const stored = trigger.stored;
		for (const hrs of ['4', '2']) {
			sandbox.current.inject({
				method: 'GET',
				status: 403,
				match: ({ query }) => query.hrs === hrs,
			});
			expect((await errorOf(pollAt(trigger, 2.5)))?.message).toContain('may not do that');
			expect(trigger.stored).toBe(stored);
		}
		expect(await pollAt(trigger, 2.5)).toEqual([call.id]);
	});

	it.each([7, -7])('works with an API whose clock is %i h off', async (hours) => {
		const shifted = await startShiftedSandbox(hours);
		try {
			const trigger = await activeTrigger(shifted, { event: 'callStuck' });
			const [call] = await place(shifted as never, ENDLESS);
			expect(await pollAt(trigger, 0)).toEqual([]);
			expect(await pollAt(trigger, 23)).toEqual([]);
			expect(await pollAt(trigger, 25)).toEqual([call.id]);
			trigger.restart();
			expect(await pollAt(trigger, 26)).toEqual([]);
		} finally {
			shifted.stop();
		}
	});

	it.each([0, -1, 1.5, 481, Number.NaN, 'a day', null])('refuses %p hours', async (hours) => {
		const error = await errorOf(stuckTrigger({ hours } as IDataObject));
		expect(error?.message).toBe(`Hours "${String(hours)}" is not a whole number from 1 to 480`);
		expect(error?.description).toContain('for example 24');
	});

	it('shows calls that have not ended as test events', async () => {
		await placeEnded(sandbox.current, '+13035550001');
		const trigger = new ActiveTrigger(sandbox.current, { event: 'callStuck' });
		expect((await errorOf(trigger.poll('manual')))?.message).toContain('There is no call to show');
		const [call] = await place(sandbox.current, ENDLESS);
		expect(idsOf(await trigger.poll('manual'))).toEqual([call.id]);
	});
});
