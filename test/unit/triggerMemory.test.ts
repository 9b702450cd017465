import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	type TriggerMemory,
	hashOf,
	readMemory,
	writeMemory,
} from '../../nodes/Elemente/trigger/memory';
import { FINAL_STATUSES } from '../../nodes/Elemente/api/statuses';
import { seed } from '../support/seed';

const finals = [...FINAL_STATUSES].map(String);
const anyText = fc.string({ unit: 'grapheme' });

const anyTime = fc.nat({ max: 4_000_000_000_000 });
const anyOpenCall = fc.record({
	status: anyText,
	since: fc.integer(),
	seenAt: anyTime,
	isStuck: fc.boolean(),
});

const anyMemory: fc.Arbitrary<TriggerMemory> = fc.record({
	polledAt: anyTime,
	watchesStuck: fc.boolean(),
	open: fc.array(fc.tuple(anyText, anyOpenCall)).map((entries) => new Map(entries)),
	ended: fc
		.array(fc.tuple(anyText.map(hashOf), fc.constantFrom(...finals)))
		.map((entries) => new Map(entries)),
});

const ofEnded = (count: number): TriggerMemory => ({
	polledAt: 0,
	watchesStuck: false,
	open: new Map(),
	ended: new Map(Array.from({ length: count }, (_, index) => [hashOf(`call ${index}`), 'failed'])),
});

describe('what is stored and is no memory', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['an object', { polledAt: 1 }],
		['an empty text', ''],
		['no JSON', 'polledAt'],
		['a memory that was cut off', writeMemory(ofEnded(3)).slice(0, -10)],
		['nothing in JSON', 'null'],
		['a list', '[]'],
		['lists that are none', '{"polledAt":1,"open":{"a":1},"statuses":5,"ended":7}'],
		['no time', '{"open":[],"statuses":[],"ended":""}'],
	])('%s is as before the first poll', (_, written) => {
		expect(readMemory(written)).toBeUndefined();
	});
});

describe('what the trigger stores', () => {
	it(`is read as it was written, in the same order (seed ${seed})`, () => {
		fc.assert(
			fc.property(anyMemory, (memory) => {
				const read = readMemory(writeMemory(memory));
				expect(read).toEqual(memory);
				expect([...(read?.open.keys() ?? [])]).toEqual([...memory.open.keys()]);
				expect([...(read?.ended.keys() ?? [])]).toEqual([...memory.ended.keys()]);
			}),
		);
	});

	it('is nothing before the first poll', () => {
		for (const written of [undefined, null, {}]) expect(readMemory(written)).toBeUndefined();
	});

	it('is twelve characters for a call that has ended, whatever its id', () => {
		const [none, some] = [0, 100].map((count) => writeMemory(ofEnded(count)).length);
		expect(some - none - '"failed"'.length).toBe(1_200);
	});
});

describe('the hash of an id', () => {
	it(`has eleven characters, always the same ones (seed ${seed})`, () => {
		fc.assert(
			fc.property(anyText, (id) => {
				expect(hashOf(id)).toMatch(/^[0-9a-z]{11}$/);
				expect(hashOf(id)).toBe(hashOf(id));
			}),
		);
	});

	// Stored by one version, read by the next: another hash would give all ended calls once more.
	it.each([
		['', '0wvjl67o803'],
		['1234567890', '293dkhmq2ye'],
		['123e4567-e89b-12d3-a456-426614174000', '194t8g7latb'],
	])('of "%s" is what it was when it was stored', (id, hash) => {
		expect(hashOf(id)).toBe(hash);
	});

	it('tells a hundred thousand ids apart, also those that differ in one character', () => {
		const ids = Array.from({ length: 50_000 }, (_, index) => [
			String(index),
			`123e4567-e89b-12d3-a456-${String(index).padStart(12, '0')}`,
		]).flat();
		expect(new Set(ids.map(hashOf)).size).toBe(100_000);
	});
});
