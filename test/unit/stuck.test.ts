import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { findChanges } from '../../nodes/Elemente/trigger/changes';
import { type TriggerMemory, readMemory, writeMemory } from '../../nodes/Elemente/trigger/memory';
import { takeStuck } from '../../nodes/Elemente/trigger/stuck';
import { seed } from '../support/seed';

const HOUR_MS = 3_600_000;
const NOW = 490_000 * HOUR_MS + 1_800_000;
const OPEN = ['queued', 'ringing', 'in-progress', 'stalled'];

describe('stuck calls', () => {
	/** When it begins, in minutes after the trigger's activation, and when it ends, after that. */
	const anyCall = fc.record({
		begins: fc.integer({ min: -1_000, max: 6_000 }),
		lasts: fc.integer({ min: 0, max: 6_000 }),
	});

	it(`are found once, never too early, and always by the next poll (seed ${seed})`, async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyCall, { maxLength: 8 }),
				fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 25 }),
				fc.integer({ min: 1, max: 48 }),
				async (made, pauses, hours) => {
					let memory: TriggerMemory = {
						polledAt: NOW,
						watchesStuck: true,
						open: new Map(),
						ended: new Map(),
					};
					const found: string[] = [];
					let minute = 0;
					for (const pause of pauses) {
						minute += pause;
						const begun = made
							.map((call, index) => ({ ...call, id: `call ${index}` }))
							.filter(({ begins }) => begins <= minute);
						const calls = begun.map(({ id, begins, lasts }, index) => ({
							id,
							status: begins + lasts <= minute ? 'completed' : OPEN[(minute + index) % 4],
						}));
						const now = NOW + minute * 60_000;
						// As wide as needed to list what is older than the activation.
						memory = findChanges(memory, calls, { now, hrs: 17 + Math.ceil(minute / 60) }).memory;
						const last = async (hrs: number) =>
							calls.filter(({ id }) =>
								begun.some((call) => call.id === id && call.begins > minute - hrs * 60),
							);
						const taken = await takeStuck(memory, calls, { now, hours }, last);
						found.push(...taken.map(({ id }) => id));
						const due = begun.filter(
							({ begins, lasts }) => begins + lasts > minute && minute - begins >= hours * 60,
						);
						for (const { id } of taken) expect(due.map((call) => call.id)).toContain(id);
						for (const { id } of due) expect(found).toContain(id);
						memory = readMemory(writeMemory(memory)) as TriggerMemory;
					}
					expect(new Set(found).size).toBe(found.length);
				},
			),
		);
	});

	it('are what this poll has read, and cost no request while none can be old enough', async () => {
		const open = new Map(
			['read', 'other', 'young'].map((id) => [
				id,
				{
					status: 'ringing',
					since: 490_000 - (id === 'young' ? 10 : 30),
					seenAt: NOW - 5 * HOUR_MS,
					isStuck: false,
				},
			]),
		);
		const memory = { polledAt: NOW, watchesStuck: true, open, ended: new Map<string, string>() };
		const asked: number[] = [];
		const readNone = async (hours: number) => {
			asked.push(hours);
			return [];
		};
		const settings = { now: NOW, hours: 24 };
		const young = { id: 'young', status: 'ringing' };
		expect(await takeStuck(memory, [young], settings, readNone)).toEqual([]);
		expect(asked).toEqual([]);

		const read = { id: 'read', status: 'ringing' };
		expect(await takeStuck(memory, [young, read, read], settings, readNone)).toEqual([read]);
		expect(asked).toEqual([24]);
		expect(memory.open.get('other')?.isStuck).toBe(false);
		// On its own account of time alone, where the API lists all calls whatever it is asked for.
		const later = { now: NOW + 19 * HOUR_MS, hours: 24 };
		expect(await takeStuck(memory, [young], later, async () => [young])).toEqual([young]);
	});

	it('are found to the hour, and are no calls that have ended', async () => {
		const now = 490_000 * HOUR_MS;
		const call = { status: 'ringing', since: 490_000 - 24, seenAt: now - HOUR_MS, isStuck: false };
		const memory: TriggerMemory = {
			...{ polledAt: now, watchesStuck: true },
			open: new Map([['open', call]]),
			ended: new Map(),
		};
		const calls = [
			{ id: 'ended', status: 'completed' },
			{ id: 'open', status: 'ringing' },
		];
		const settings = { now, hours: 24 };
		expect(await takeStuck(memory, calls, settings, async () => [])).toEqual([calls[1]]);
		expect(call.isStuck).toBe(true);
	});
});
