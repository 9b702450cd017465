import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { place, placeEnded } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { startShiftedSandbox } from '../../support/shiftedSandbox';
import { ActiveTrigger, idsOf } from '../../support/trigger';

const sandbox = useSandbox();

describe('clocks and volume', () => {
	it.each([7, -7])('works with an API whose clock is %i h off', async (hours) => {
		const shifted = await startShiftedSandbox(hours);
		try {
			const trigger = new ActiveTrigger(shifted);
			await place(shifted as never, '+13035550000');
			await trigger.poll();
			const given = await trigger.poll();
			for (let round = 1; round <= 3; round++) {
				const [call] = await place(shifted as never, `+1303555000${round}`);
				await sleep(150);
				given.push(...(await trigger.poll()));
				expect(idsOf(given)).toContain(call.id);
				trigger.lastPollWas(2);
			}
			expect(new Set(idsOf(given)).size).toBe(given.length);
		} finally {
			shifted.stop();
		}
	});

	it('handles 10,000 calls in the window, with a bounded memory', async () => {
		const trigger = new ActiveTrigger(sandbox.current, {});
		await trigger.poll();
		const call = (await placeEnded(sandbox.current, '+13035550001'))[0];
		const list = (from: number, status: string) =>
			Array.from({ length: 10_000 }, (_, index) => ({
				...call,
				id: `00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
				status,
			}));
		async function pollWith(body: unknown[]) {
			sandbox.current.inject({ method: 'GET', body });
			return (await trigger.poll()).length;
		}
		const start = Date.now();
		expect(await pollWith(list(0, 'ringing'))).toBe(0);
		expect(await pollWith(list(0, 'completed'))).toBe(10_000);
		expect(await pollWith(list(0, 'completed').reverse())).toBe(0);
		expect(Date.now() - start).toBeLessThan(10_000);
		expect(trigger.stored.length).toBeLessThan(150_000);

		// Day after day: what has left the window makes room.
		for (let day = 1; day <= 5; day++) {
			expect(await pollWith(list(day * 10_000, 'completed'))).toBe(10_000);
			expect(trigger.stored.length).toBeLessThan(150_000);
		}
		// Half of the window still there, half of it new.
		expect(await pollWith(list(55_000, 'completed'))).toBe(5_000);
	}, 60_000);
});
