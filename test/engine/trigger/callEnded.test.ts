import { describe, expect, it } from '@jest/globals';

import { place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { ActiveTrigger, activeTrigger, idsOf } from '../../support/trigger';

const sandbox = useSandbox();

describe('Call Ended', () => {
	it('does not replay what is there at the first activation', async () => {
		await placeEnded(sandbox.current, '+13035550001', '+12025550101');
		const trigger = new ActiveTrigger(sandbox.current);
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives each call once, when it has ended, whether it was seen before or not', async () => {
		const [running] = await place(sandbox.current, '+12025550108', '+13035550001');
		const trigger = await activeTrigger(sandbox.current);
		expect(await trigger.poll()).toEqual([]);

		const [between] = await place(sandbox.current, '+12025550101');
		sandbox.current.advance(600);
		const ended = await trigger.poll();

		expect(idsOf(ended)).toContain(between.id);
		expect(ended).toHaveLength(2);
		expect(idsOf(ended)).not.toContain(running.id);
		for (const { json } of ended) {
			expect(Object.keys(json).length).toBeLessThanOrEqual(10);
			expect(json).not.toHaveProperty('previousStatus');
		}
		expect(await trigger.poll()).toEqual([]);
	});

	it('reads the list once for a poll that has no filter by channel', async () => {
		const trigger = await activeTrigger(sandbox.current);
		await placeEnded(sandbox.current, '+13035550001');
		const before = sandbox.current.requests.length;
		expect(await trigger.poll()).toHaveLength(1);
		expect(sandbox.current.requests.length - before).toBe(1);
	});

	it('gives all fields without Simplify', async () => {
		const trigger = await activeTrigger(sandbox.current, { simplify: false });
		await placeEnded(sandbox.current, '+13035550001');
		expect((await trigger.poll())[0].json).toHaveProperty('messages');
	});

	it('gives a call once that goes from one final status to another', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		expect(idsOf(await trigger.poll())).toEqual([call.id]);
		sandbox.current.inject({ method: 'GET', body: [{ ...call, status: 'resolved' }] });
		expect(await trigger.poll()).toEqual([]);
	});

	it('does not care about the order in which the API lists calls, nor whether it lists one twice', async () => {
		const trigger = await activeTrigger(sandbox.current);
		const calls = await placeEnded(sandbox.current, '+13035550001', '+13035550002', '+13035550003');
		const ended = calls.map((call) => ({ ...call, status: 'completed' }));
		const orders = [[...ended, ended[0]], [...ended].reverse(), [ended[1], ended[0], ended[2]]];
		const given: unknown[] = [];
		for (const body of orders) {
			sandbox.current.inject({ method: 'GET', body });
			given.push(...idsOf(await trigger.poll()));
		}
		expect(given).toEqual(calls.map(({ id }) => id));
	});
});
