import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ProcessedStore } from '../../nodes/Elemente/createCalls/processedStore';
import { helpersOf } from '../support/memoryWorld';
import { gate } from '../support/placing';
import { ProcessedValues } from '../support/processedValues';
import { seed } from '../support/seed';

let values: ProcessedValues;
let store: ProcessedStore;
/** What n8n was asked for, in the order of asking */
let asked: string[];

/** n8n's store, which notes what it is asked for, and fails as often as the errors say. */
function helpers(errors: unknown[] = []) {
	const real = helpersOf(values);
	const noting =
		<Given extends unknown[], Answer>(name: string, work: (...given: Given) => Promise<Answer>) =>
		async (...given: Given) => {
			const [items] = given as unknown as [unknown];
			asked.push(Array.isArray(items) ? `${name} ${items.length}` : name);
			if (errors.length > 0) throw errors.shift() as Error;
			return await work(...given);
		};
	return {
		checkProcessedAndRecord: noting('write', real.checkProcessedAndRecord),
		removeProcessed: noting('remove', real.removeProcessed),
		clearAllProcessedItems: noting('clear', real.clearAllProcessedItems),
		getProcessedDataCount: noting('count', real.getProcessedDataCount),
	};
}

beforeEach(() => {
	values = new ProcessedValues();
	asked = [];
	store = new ProcessedStore(helpers());
});

describe('writing values down', () => {
	it('tells those that were there before', async () => {
		expect(await store.record(['a', 'b'])).toEqual(new Set());
		expect(await store.record(['b', 'c'])).toEqual(new Set(['b']));
		expect(values.valuesOf('w')).toEqual(['a', 'b', 'c']);
	});

	it('takes one write for all who ask at the same time, of whom the second of two hears of the first', async () => {
		const all = await Promise.all([
			store.record(['a', 'b']),
			store.record(['b', 'c']),
			store.record(['d']),
		]);
		expect(all).toEqual([new Set(), new Set(['b']), new Set()]);
		expect(asked).toEqual(['write 4']);
	});

	it('of nothing asks for nothing', async () => {
		expect(await store.record([])).toEqual(new Set());
		expect(asked).toEqual([]);
	});

	it('goes on after it has failed, and nothing was written then', async () => {
		store.use(helpers([new Error('disk is full')]));
		await expect(store.record(['a'])).rejects.toThrow('disk is full');
		expect(await store.record(['a'])).toEqual(new Set());
	});

	it.each([
		['UNIQUE constraint failed', 'write 1,write 1', true],
		['duplicate key value violates a constraint', 'write 1,write 1', true],
		['disk is full', 'write 1', false],
		[undefined, 'write 1', false],
	])('once more after the error %p: %s', async (message, wanted, isWritten) => {
		store.use(helpers([message === undefined ? undefined : new Error(message)]));
		const written = await store.record(['a']).then(
			() => true,
			() => false,
		);
		expect([asked.join(), written]).toEqual([wanted, isWritten]);
	});
});

describe('looking for values', () => {
	it('leaves behind what was there, and nothing else', async () => {
		await store.record(['a', 'b']);
		expect(await store.look(['b', 'c', 'd'])).toEqual(new Set(['b']));
		expect(values.valuesOf('w')).toEqual(['a', 'b']);
		expect(await store.count()).toBe(2);
	});
});

describe('removing values', () => {
	it('takes no more than 500 at a time', async () => {
		const many = Array.from({ length: 1_000 }, (_, n) => `${n}`);
		await store.record([...many, 'a']);
		await store.remove(many);
		expect(values.valuesOf('w')).toEqual(['a']);
		expect(asked).toEqual(['write 1001', 'remove 500', 'remove 500']);
	});

	it.each([
		['values that this process has written', ['a', 'b', 'mark'], [], 'count,clear', []],
		[
			'where another one wrote as well',
			['a', 'b', 'mark'],
			['theirs'],
			'count,remove 3',
			['theirs'],
		],
		['where some are to stay', ['a', 'mark'], [], 'remove 2', ['b']],
	])('clears all at once: %s', async (_, forgotten, theirs, wanted, left) => {
		await store.record(['a', 'b', 'mark']);
		if (theirs.length > 0)
			await helpersOf(values).checkProcessedAndRecord(theirs, 'node', { mode: 'entries' } as never);
		asked = [];
		await store.forget(forgotten, () => false);
		expect([asked.join(), values.valuesOf('w')]).toEqual([wanted, left]);
	});

	it('clears all at once where the rest are marks, which mean nothing alone', async () => {
		await store.record(['a', 'b', 'mark']);
		await store.forget(['a', 'b'], (value) => value === 'mark');
		expect(values.valuesOf('w')).toEqual([]);
	});

	it('knows what it has removed as gone: what is written then is all there is', async () => {
		await store.record(['a', 'b']);
		await store.remove(['a']);
		await store.record(['c']);
		asked = [];
		await store.forget(['b', 'c'], () => false);
		expect(asked).toEqual(['count', 'clear']);
		await store.record(['d']);
		await store.clear();
		expect(values.valuesOf('w')).toEqual([]);
		await store.record(['e', 'f']);
		await store.forget(['e', 'f'], () => false);
		expect(asked.slice(-2)).toEqual(['count', 'clear']);
	});

	it('leaves what others had written when it was looked for, and takes what is to be forgotten of it', async () => {
		await helpersOf(values).checkProcessedAndRecord(['their mark', 'shared', 'row'], 'node', {
			mode: 'entries',
		} as never);
		await store.look(['their mark', 'other mark', 'shared']);
		await store.record(['shared', 'row', 'our mark']);
		for (let again = 0; again < 2; again++) {
			await store.look(['their mark', 'our mark', 'row']);
			await store.forget(['row', 'shared'], (value) => value.endsWith('mark'));
			expect(values.valuesOf('w')).toEqual(['their mark']);
			await store.record(['row', 'our mark']);
		}
		expect(asked.filter((each) => each === 'clear')).toHaveLength(2);
		await store.remove(['their mark']);
		await store.look(['their mark']);
		await store.forget(['row'], (value) => value.endsWith('mark'));
		expect(values.valuesOf('w')).toEqual([]);
	});

	it('of what others have written asks for nothing', async () => {
		await helpersOf(values).checkProcessedAndRecord(['a'], 'node', { mode: 'entries' } as never);
		await store.record(['b']);
		asked = [];
		await store.forget(['a', 'b'], () => false);
		expect([asked, values.valuesOf('w')]).toEqual([['count', 'remove 1'], ['a']]);
	});
});

describe(`calls while others wait (seed ${seed})`, () => {
	it('of which many remove something take one write', async () => {
		const many = Array.from({ length: 300 }, (_, n) => `${n}`);
		await store.record(many);
		await Promise.all(many.map(async (value) => await store.remove([value])));
		expect(asked).toEqual(['write 300', 'remove 300']);
		expect(values.valuesOf('w')).toEqual([]);
	});

	it.each([
		['removed', async () => await store.remove(['a'])],
		['forgotten', async () => await store.forget(['a'], () => false)],
		['looked for', async () => await store.look(['a'])],
	])('keep a value that is %s and then written down', async (_, before) => {
		await store.record(['b']);
		await Promise.all([store.record(['c']), before(), store.record(['a'])]);
		expect(values.valuesOf('w').sort()).toEqual(['a', 'b', 'c']);
	});

	it('join the write that waits, also when another call has begun meanwhile', async () => {
		const { opened, open } = gate({});
		await store.record(['a']);
		store.use({
			...helpers(),
			removeProcessed: async () => {
				asked.push('remove');
				await opened;
			},
		});
		const waiting = [store.remove(['a']), store.record(['b'])];
		while (!asked.includes('remove')) await Promise.resolve();
		waiting.push(store.record(['c']));
		open();
		await Promise.all(waiting);
		expect(asked).toEqual(['write 1', 'remove', 'write 2']);
	});

	it('join it also where nothing is to be removed', async () => {
		await Promise.all([store.record(['a']), store.remove([]), store.record(['b'])]);
		expect(asked).toEqual(['write 2']);
	});

	it('are done in the order in which they were asked for', async () => {
		const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
		const call = fc.record({
			name: fc.constantFrom(
				'record' as const,
				'remove' as const,
				'look' as const,
				'forget' as const,
			),
			given: some,
			/** So many promises later than the one before */
			later: fc.nat({ max: 6 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
				values = new ProcessedValues();
				store = new ProcessedStore(helpers());
				const there = new Set<string>();
				const ends: Array<Promise<unknown>> = [];
				for (const { name, given, later } of calls) {
					for (let turn = 0; turn < later; turn++) await Promise.resolve();
					const before = new Set(given.filter((value) => there.has(value)));
					const end: Promise<unknown> = store[name](given, () => false);
					const answers = name === 'record' || name === 'look';
					ends.push(end.then((found) => expect(found).toEqual(answers ? before : undefined)));
					if (name === 'record') given.forEach((value) => there.add(value));
					if (name === 'remove' || name === 'forget') given.forEach((value) => there.delete(value));
				}
				await Promise.all(ends);
				expect(new Set(values.valuesOf('w'))).toEqual(there);
			}),
			{ seed, numRuns: 500 },
		);
	});
});
