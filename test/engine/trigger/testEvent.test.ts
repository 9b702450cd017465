import { describe, expect, it } from '@jest/globals';

import { place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { ActiveTrigger, idsOf, placeHoursAgo, errorOf } from '../../support/trigger';

const sandbox = useSandbox();

describe('Fetch Test Event', () => {
	it('gives recent real calls that fit, and remembers nothing', async () => {
		const numbers = Array.from({ length: 8 }, (_, index) => `+1303555000${index}`);
		const calls = await placeEnded(sandbox.current, ...numbers);
		await place(sandbox.current, '+12025550108');
		const trigger = new ActiveTrigger(sandbox.current);
		const given = await trigger.poll('manual');
		expect(given).toHaveLength(5);
		for (const id of idsOf(given)) expect(calls.map((call) => call.id)).toContain(id);
		expect(trigger.stored).not.toContain('memory');
		expect(idsOf(await trigger.poll('manual'))).toEqual(idsOf(given));
	});

	it('looks back a week where the last day has none', async () => {
		const [call] = await placeHoursAgo(sandbox.current, 100, 'ada@example.com');
		sandbox.current.advance(600);
		const trigger = new ActiveTrigger(sandbox.current, { filters: { channels: ['email'] } });
		expect(idsOf(await trigger.poll('manual'))).toEqual([call.id]);
	});

	it('says that there are none', async () => {
		await place(sandbox.current, '+12025550108');
		const error = await errorOf(new ActiveTrigger(sandbox.current).poll('manual'));
		expect(error?.message).toContain('There is no call to show');
		expect(error?.description).toContain('Place a call');
	});
});
