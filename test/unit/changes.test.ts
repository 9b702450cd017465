import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Entry } from '../../nodes/Elemente/api/list';
import { FINAL_STATUSES } from '../../nodes/Elemente/api/statuses';
import { findChanges, hoursOpen, openElsewhere } from '../../nodes/Elemente/trigger/changes';
import {
	type TriggerMemory,
	hashOf,
	readMemory,
	writeMemory,
} from '../../nodes/Elemente/trigger/memory';
import { seed } from '../support/seed';

const HOUR_MS = 3_600_000;
/** A time in the middle of an hour, in milliseconds, and the hour, both since 1970. */
const NOW_HOUR = 490_000;
const NOW = NOW_HOUR * HOUR_MS + 1_800_000;
const WINDOW = { now: NOW, hrs: 3 };

function memoryOf(more: Partial<TriggerMemory> = {}): TriggerMemory {
	return { polledAt: NOW, watchesStuck: false, open: new Map(), ended: new Map(), ...more };
}

const openCalls = (count: number, sinceOf: (index: number) => number): TriggerMemory['open'] =>
	new Map(
		Array.from({ length: count }, (_, index) => [
			`open ${index}`,
			{ status: 'ringing', since: sinceOf(index), seenAt: NOW, isStuck: false },
		]),
	);

const endedCalls = (count: number, name = 'ended'): Entry[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${name} ${index}`, status: 'completed' }));

const endedMemory = (calls: Entry[]): TriggerMemory['ended'] =>
	new Map(calls.map(({ id, status }) => [hashOf(id), String(status)]));

const keptAfter = (memory: TriggerMemory, calls: Entry[] = [], window = WINDOW) =>
	findChanges(memory, calls, window).memory;

describe('changes between two polls', () => {
	const ids = ['a', 'b', 'c', 'd', 'e'];
	const anyStatus = fc.constantFrom(
		'queued',
		'ringing',
		'open',
		...[...FINAL_STATUSES].map(String),
	);
	/** What one poll finds, in any order and with repetitions, and whether n8n is started anew after it. */
	const anyPoll = fc.record({
		statuses: fc.dictionary(fc.constantFrom(...ids), anyStatus, { noNullPrototype: true }),
		order: fc.shuffledSubarray([...ids, ...ids], { minLength: 2 * ids.length }),
		minutes: fc.integer({ min: 0, max: 120 }),
		restarts: fc.boolean(),
	});

	it(`are given once each, whatever the order and the restarts (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.array(anyPoll, { maxLength: 30 }), (polls) => {
				let memory = memoryOf();
				let now = NOW;
				const last = new Map<string, string>();
				for (const { statuses, order, minutes, restarts } of polls) {
					now += minutes * 60_000;
					const listed = order.filter((id) => id in statuses);
					const calls = listed.map((id) => ({ id, status: statuses[id] }));
					const found = findChanges(memory, calls, { now, hrs: 3 });

					const given = found.changes.map(({ call, before }) => [call.id, before, call.status]);
					const expected = Object.entries(statuses)
						.filter(([id, status]) => last.get(id) !== status)
						.map(([id, status]) => [id, last.get(id), status]);
					expect(given.sort()).toEqual(expected.sort());

					for (const [id, status] of Object.entries(statuses)) last.set(id, status);
					memory = restarts
						? (readMemory(writeMemory(found.memory)) as TriggerMemory)
						: found.memory;
					expect(memory.open.size + memory.ended.size).toBe(last.size);
				}
			}),
		);
	});

	it('leave the memory as it was until they have been handed over', () => {
		const memory = memoryOf({ open: openCalls(2, () => NOW_HOUR) });
		const written = writeMemory(memory);
		const found = findChanges(memory, [{ id: 'open 0', status: 'completed' }], WINDOW);
		expect(found.changes).toHaveLength(1);
		expect(writeMemory(memory)).toBe(written);
		expect(found.memory.polledAt).toBe(NOW);
	});
});

it('a call whose status is no text keeps no other from being told', () => {
	const odd = [{ toString: 1 }, [{ toString: 1 }], null].map((status, at) => ({
		id: `odd ${at}`,
		status: status as never,
	}));
	const { changes } = findChanges(memoryOf(), [...odd, ...endedCalls(2)], WINDOW);
	expect(changes.map(({ call }) => call.id)).toEqual(
		expect.arrayContaining(['ended 0', 'ended 1']),
	);
});

describe('the bounds of what is remembered', () => {
	it('are 10,000 ended calls, of which the latest stay', () => {
		const earlier = endedCalls(10_001);
		expect(keptAfter(memoryOf({ ended: endedMemory(earlier) })).ended.size).toBe(10_000);

		const fresh = endedCalls(10, 'fresh');
		const { ended } = keptAfter(memoryOf({ ended: endedMemory(earlier) }), fresh);
		expect([...ended.keys()]).toEqual(
			[...fresh, ...earlier.slice(0, 9_990)].map(({ id }) => hashOf(id)),
		);
	});

	it('do not cut the window itself', () => {
		const { ended } = keptAfter(memoryOf({ ended: endedMemory(endedCalls(5)) }), [
			...endedCalls(10_500, 'fresh'),
		]);
		expect(ended.size).toBe(10_500);
	});

	it('are 2,000 open calls that have left the window, of which the youngest stay', () => {
		const kept = keptAfter(memoryOf({ open: openCalls(2_000, () => NOW_HOUR) })).open;
		expect(kept.size).toBe(2_000);

		// The first is the oldest.
		const { open } = keptAfter(
			memoryOf({ open: openCalls(2_001, (index) => NOW_HOUR - (index === 0 ? 5 : 4)) }),
		);
		expect(open.size).toBe(2_000);
		expect(open.has('open 0')).toBe(false);
	});

	it('leave those that stay in their order, by which they are looked up', () => {
		const memory = memoryOf({ open: openCalls(2_001, (index) => NOW_HOUR - (index % 7) - 1) });
		const ids = [...memory.open.keys()];
		// The last of the oldest.
		const youngest = ids.filter((id) => id !== 'open 1994');
		expect([...keptAfter(memory).open.keys()].join()).toBe(youngest.join());
	});

	it('are 30 days for an open call that has left the window', () => {
		const since = (hours: number) => memoryOf({ open: openCalls(1, () => NOW_HOUR - hours) });
		expect(keptAfter(since(719)).open.size).toBe(1);
		expect(keptAfter(since(720)).open.size).toBe(0);
		const onTheHour = { now: NOW_HOUR * HOUR_MS, hrs: 3 };
		expect(keptAfter(since(720), [], onTheHour).open.size).toBe(1);
		// As long as the API lists it, it stays.
		const listed = [{ id: 'open 0', status: 'ringing' }];
		expect(keptAfter(since(5_000), listed).open.size).toBe(1);
	});

	it('forget an ended call as such when it is open again', () => {
		const ended = endedMemory([{ id: 'x', status: 'failed' }]);
		const kept = keptAfter(memoryOf({ ended }), [{ id: 'x', status: 'ringing' }]);
		expect([kept.open.size, kept.ended.size]).toEqual([1, 0]);
	});
});

describe('how long a call is open', () => {
	it('counts from the beginning of the window in which it was first seen', () => {
		const call = { id: 'x', status: 'ringing' };
		const first = keptAfter(memoryOf(), [call]);
		expect(first.open.get('x')).toMatchObject({ status: 'ringing', since: NOW_HOUR - 3 });
		expect(hoursOpen(first, 'x', NOW)).toBe(4);

		const later = { now: NOW + 10 * HOUR_MS, hrs: 12 };
		const second = keptAfter(first, [{ ...call, status: 'in-progress' }], later);
		expect(second.open.get('x')).toMatchObject({
			status: 'in-progress',
			since: NOW_HOUR - 3,
			seenAt: NOW,
		});
		expect(hoursOpen(second, 'x', later.now)).toBe(14);
	});

	it('is nothing for a call that is not known as open', () => {
		expect(hoursOpen(memoryOf(), 'x', NOW)).toBe(0);
	});
});

describe('calls to look up one by one', () => {
	it('are the open ones that are not listed, and those looked up longest ago come last', () => {
		const memory = memoryOf({ open: openCalls(4, () => NOW_HOUR) });
		expect(openElsewhere(memory, [{ id: 'open 1', status: 'ringing' }])).toEqual([
			'open 0',
			'open 2',
			'open 3',
		]);
		const lookedUp = [{ id: 'open 3', status: 'ringing' }];
		expect(openElsewhere(keptAfter(memory, lookedUp), [])[0]).toBe('open 3');
	});
});
