import { describe, expect, it } from '@jest/globals';

import { place, placeEnded, reads } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { activeTrigger, idsOf, placeHoursAgo } from '../../support/trigger';

const sandbox = useSandbox();

describe('filters', () => {
	it('let through the chosen statuses', async () => {
		const trigger = await activeTrigger(sandbox.current, {
			filters: { statuses: ['busy', 'no-answer'] },
		});
		const [, busy] = await placeEnded(sandbox.current, '+13035550001', '+12025550101');
		expect(idsOf(await trigger.poll())).toEqual([busy.id]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('let through the chosen channels, also for calls older than the window', async () => {
		const [oldMail] = await placeHoursAgo(sandbox.current, 20, 'ada@example.com', '+13035550001');
		const trigger = await activeTrigger(sandbox.current, {
			filters: { channels: ['email', 'sms'] },
		});
		const [mail] = await place(sandbox.current, 'bob@example.com', '+13035550002');
		sandbox.current.advance(600);
		expect(new Set(idsOf(await trigger.poll()))).toEqual(new Set([mail.id, oldMail.id]));
		expect(await trigger.poll()).toEqual([]);
	});

	it('ask for channels only when there is something to give', async () => {
		const trigger = await activeTrigger(sandbox.current, {
			filters: { channels: ['email', 'sms'] },
		});
		const before = reads(sandbox.current).length;
		await trigger.poll();
		expect(reads(sandbox.current).length - before).toBe(1);
	});
});
