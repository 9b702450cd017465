import { describe, expect, it } from '@jest/globals';

import { place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { activeTrigger, changesOf } from '../../support/trigger';

const sandbox = useSandbox();

describe('Call Status Changed', () => {
	const parameters = { event: 'statusChanged' };

	it('gives each status that a poll finds once, with the one before', async () => {
		const [old] = await place(sandbox.current, '+12025550108');
		const trigger = await activeTrigger(sandbox.current, parameters);
		expect(await trigger.poll()).toEqual([]);
		sandbox.current.advance(60);
		const [fresh] = await place(sandbox.current, '+13035550001');

		expect(changesOf(await trigger.poll())).toEqual([
			[fresh.id, null, 'queued'],
			[old.id, 'queued', 'in-progress'],
		]);
		trigger.restart();
		expect(await trigger.poll()).toEqual([]);
		sandbox.current.advance(600);
		expect(changesOf(await trigger.poll())).toEqual([[fresh.id, 'queued', 'completed']]);
		sandbox.current.inject({ method: 'GET', body: [{ ...fresh, status: 'resolved' }] });
		expect(changesOf(await trigger.poll())).toEqual([[fresh.id, 'completed', 'resolved']]);
	});

	it('does not bring up old calls when event or filters are changed', async () => {
		await placeEnded(sandbox.current, '+13035550001', 'ada@example.com');
		const trigger = await activeTrigger(sandbox.current, {
			filters: { channels: ['email'], statuses: ['busy'] },
		});
		trigger.restart({ event: 'statusChanged' });
		expect(await trigger.poll()).toEqual([]);
	});
});
