import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { sharedRow } from '../../nodes/Elemente/createCalls/claims';
import { Notebook } from '../../nodes/Elemente/createCalls/notebook';
import { FOR_GOOD_MARK } from '../../nodes/Elemente/createCalls/pages';
import { ProcessedStore } from '../../nodes/Elemente/createCalls/processedStore';
import { contextOf, helpersOf } from '../support/memoryWorld';
import { BADLY, BEGUN, HOUR_MS, MINUTE_MS, WELL, useNotebooks } from '../support/notebooks';

const n8n = useNotebooks();
const { opened, soon, marks } = n8n;

describe('what one process has written, another finds', () => {
	it.each([
		['nothing', async () => undefined],
		['sent', async (first: Notebook) => void (await first.writeSent('a', false))],
		[
			'placed',
			async (first: Notebook) => {
				await first.writeSent('a', false);
				first.writePlaced(first.pageName, 'a', 1);
				await soon();
			},
		],
		[
			'nothing',
			async (first: Notebook) => {
				await first.writeSent('a', false);
				await first.takeBack('a', false);
			},
		],
	])('%s', async (written, write) => {
		const first = await opened('1');
		await write(first);
		const second = await opened('2', BADLY);
		expect(await second.writeSent('a', false)).toBe(written);
		expect(await second.writeSent('b', false)).toBe('nothing');
	});

	it('once each: what was asked for is no word that it was placed', async () => {
		const first = await opened('1');
		await first.writeSent('a', false);
		for (const id of ['2', '3', '4']) {
			expect(await (await opened(id, BADLY)).writeSent('a', false)).toBe('sent');
		}
	});

	it('placed, where one of several pages says so', async () => {
		const first = await opened('1');
		await first.writeSent('a', false);
		first.writePlaced(first.pageName, 'a', 1);
		await soon();
		const second = await opened('2', BADLY);
		await second.writeSent('b', false);
		const third = await opened('3', BADLY);
		expect(await third.writeSent('a', false)).toBe('placed');
		expect(await third.writeSent('b', false)).toBe('sent');
	});

	it('and no longer than it counts', async () => {
		const first = await opened('1');
		await first.writeSent('a', false);
		const second = await opened('2', BADLY);
		n8n.now += 48 * HOUR_MS - 1;
		expect(second.older).toHaveLength(1);
		n8n.now++;
		expect(second.older).toEqual([]);
		expect(await second.writeSent('a', false)).toBe('nothing');
	});

	it('for good, after an execution that ended well, where each is contacted only once', async () => {
		const first = await opened('1');
		expect(await first.writeSent('a', true)).toBe('nothing');
		expect(n8n.values.valuesOf('w')).toContain(FOR_GOOD_MARK);
		expect(await first.writeSent('b', false)).toBe('nothing');
		await first.forget(['a', 'b'], { page: false, inSpiteOfN8n: false });
		const second = await opened('2', WELL);
		expect(second.older).toEqual([]);
		expect(await second.writeSent('a', true)).toBe('forGood');
		expect(await second.writeSent('b', true)).toBe('nothing');
		await second.takeBack('b', true);
		expect(await second.writeSent('b', true)).toBe('nothing');
		await second.takeBack('a', false);
		expect(await second.writeSent('a', true)).toBe('forGood');
	});
});

describe('that rows were placed', () => {
	let clock: jest.SpiedFunction<typeof performance.now>;

	beforeEach(() => {
		clock = jest.spyOn(performance, 'now').mockReturnValue(0);
	});

	afterEach(() => {
		clock.mockRestore();
	});

	const placedIn = async (book: Notebook, keys: string[], atOnce: number) => {
		const written: number[] = [];
		for (const key of keys) {
			book.writePlaced(book.pageName, key, atOnce);
			await soon();
			written.push(marks('placed').length);
		}
		return written;
	};

	it('is written down when there are twice as many as are claimed at once, and at the end', async () => {
		const book = await opened('1');
		expect(await placedIn(book, ['a', 'b', 'c', 'd', 'e'], 2)).toEqual([0, 0, 0, 4, 4]);
		book.flush();
		await soon();
		expect(marks('placed')).toHaveLength(5);
	});

	it('goes with the next claim', async () => {
		const book = await opened('1');
		expect(await placedIn(book, ['a'], 2)).toEqual([0]);
		const { writes } = n8n.values;
		await book.writeSent('b', false);
		expect([marks('placed').length, n8n.values.writes - writes]).toEqual([1, 1]);
	});

	it('is written down with the first that is placed two seconds later', async () => {
		const book = await opened('1');
		expect(await placedIn(book, ['a'], 9)).toEqual([0]);
		clock.mockReturnValue(1_999);
		expect(await placedIn(book, ['b'], 9)).toEqual([0]);
		clock.mockReturnValue(2_000);
		expect(await placedIn(book, ['c', 'd'], 9)).toEqual([3, 3]);
	});

	it('is written down at once where rows are claimed one by one', async () => {
		const book = await opened('1');
		expect(await placedIn(book, ['a', 'b'], 1)).toEqual([1, 2]);
	});

	it('is not written again by one that meets them on its own page', async () => {
		const book = await opened('1');
		await book.writeSent('a', false);
		const { writes } = n8n.values;
		book.takeOver(sharedRow('1', book.pageName, false), 'a');
		await soon();
		expect(n8n.values.writes).toBe(writes);
	});
});

describe('taking a row back', () => {
	it('takes it back from the pages of others as well', async () => {
		await (await opened('1')).writeSent('a', false);
		const second = await opened('2', BADLY);
		await second.writeSent('a', false);
		await second.takeBack('a', false);
		expect(await (await opened('3', BADLY)).writeSent('a', false)).toBe('nothing');
	});
});

describe('forgetting rows', () => {
	async function two() {
		const first = await opened('1');
		await first.writeSent('a', false);
		const second = await opened('2', BADLY);
		await second.writeSent('a', false);
		second.writePlaced(second.pageName, 'a', 1);
		await second.writeSent('b', false);
		await second.writeMinute();
		return second;
	}

	it('takes all that was written of them from every page, and leaves the page and the others', async () => {
		const second = await two();
		await second.forget(['a'], { page: true, inSpiteOfN8n: false });
		const left = n8n.values.valuesOf('w').filter((value) => value.endsWith(' a'));
		expect(left).toEqual([]);
		expect(marks('sent')).toEqual(['sent 100.1 b', 'sent 100.0 b']);
		expect(marks('page')).toEqual(['page 100.0', 'page 100.1']);
	});

	it('takes the page with them where it counts no more, and not that of another one', async () => {
		const second = await two();
		await second.forget(['a', 'b'], { page: false, inSpiteOfN8n: false });
		expect(marks('page')).toEqual(['page 100.0']);
		expect(marks('execution')).toHaveLength(12);
	});

	it('keeps the page for others where rows are in doubt, though n8n says that all is well', async () => {
		const second = await two();
		await second.forget([], { page: true, inSpiteOfN8n: true });
		const third = await opened('3', WELL);
		expect(third.older.map(({ name }) => name)).toContain('100.1');
	});

	it('empties the store where nothing else was written by anybody', async () => {
		const only = await opened('1');
		await only.writeSent('a', false);
		await only.writeMinute();
		await only.forget(['a'], { page: false, inSpiteOfN8n: false });
		expect(n8n.values.valuesOf('w')).toEqual([]);
	});

	it('of a notebook that was never opened fails nobody', async () => {
		const notebook = new Notebook(new ProcessedStore(helpersOf(n8n.values)));
		expect(notebook.pageName).toBe('');
		await notebook.share('1');
		await notebook.forget(['a'], { page: false, inSpiteOfN8n: true });
		expect(n8n.values.valuesOf('w')).toEqual([]);
	});
});

describe('the minutes in which rows were sent', () => {
	it('are written once each, and kept as long as they are looked for', async () => {
		const first = await opened('1');
		const { writes } = n8n.values;
		await first.writeMinute();
		n8n.now += MINUTE_MS - 1;
		await first.writeMinute();
		await soon();
		expect(marks('minute')).toEqual(['minute 12000']);
		expect(n8n.values.writes).toBe(writes + 1);
		for (const minute of [12_001, 12_005, 12_011]) {
			n8n.now = minute * MINUTE_MS;
			await first.writeMinute();
		}
		await soon();
		expect(marks('minute')).toHaveLength(4);
		n8n.now += MINUTE_MS;
		await first.writeMinute();
		await soon();
		expect(marks('minute')).toEqual([
			...['minute 12001', 'minute 12005', 'minute 12011', 'minute 12012'],
		]);
	});

	it.each([
		[0, BEGUN + MINUTE_MS],
		[11, BEGUN + MINUTE_MS],
		[12, 0],
	])('tell who opens the book %i minutes later when the last was sent', async (ago, lastSent) => {
		const first = await opened('1');
		n8n.now -= 5 * MINUTE_MS;
		await first.writeMinute();
		n8n.now += 5 * MINUTE_MS;
		await first.writeMinute();
		n8n.now += ago * MINUTE_MS;
		expect((await opened('2', BADLY)).lastSent).toBe(lastSent);
	});

	it('are taken back once, when they are looked for no more', async () => {
		const first = await opened('1');
		const wrote = async () => {
			const { writes } = n8n.values;
			await first.writeMinute();
			await soon();
			return n8n.values.writes - writes;
		};
		const all = [];
		for (const minutes of [0, 12, 14, 24, 25]) {
			n8n.now = BEGUN + minutes * MINUTE_MS;
			all.push(await wrote());
		}
		expect(all).toEqual([1, 2, 1, 2, 1]);
	});

	it('are not asked for where no page of others counts', async () => {
		const first = await opened('1');
		await first.writeSent('a', true);
		await first.writeMinute();
		expect((await opened('2', WELL)).lastSent).toBe(0);
	});

	it('are written again by who opens the book again', async () => {
		const first = await opened('1');
		await first.writeMinute();
		await new ProcessedStore(helpersOf(n8n.values)).clear();
		await first.open(contextOf(n8n.saved), '2');
		await first.writeMinute();
		expect(marks('minute')).toEqual(['minute 12000']);
	});

	it('fail whoever is about to send a row where they cannot be written', async () => {
		const first = await opened('1');
		n8n.values.failure = new Error('disk is full');
		await expect(first.writeMinute()).rejects.toThrow('disk is full');
		n8n.values.failure = undefined;
		await first.writeMinute();
		expect(marks('minute')).toEqual(['minute 12000']);
	});
});

describe('who writes on the page', () => {
	it('are those who have opened it or share it, until they leave', async () => {
		const notebook = await opened('1');
		await notebook.share('27');
		const has = () => ['1', '27', '3'].map((id) => notebook.hasWriter(id));
		expect(has()).toEqual([true, true, false]);
		expect(marks('execution')).toEqual([
			...Array.from({ length: 11 }, (_, place) => `execution 100.0 ${place} 0`),
			...['execution 100.0 11 1', 'execution 100.0 10 2', 'execution 100.0 11 7'],
		]);
		notebook.leave('1');
		expect(has()).toEqual([false, true, false]);
		await notebook.open(contextOf(n8n.saved), '3');
		expect(has()).toEqual([false, false, true]);
	});

	it('are not those who could not open it', async () => {
		const notebook = await opened('1');
		n8n.values.failure = new Error('disk is full');
		await expect(notebook.share('2')).rejects.toThrow();
		await expect(notebook.open(contextOf(n8n.saved), '3')).rejects.toThrow();
		expect(['1', '2', '3'].map((id) => notebook.hasWriter(id))).toEqual([false, false, false]);
	});
});

describe('where the store fails', () => {
	it('nobody is failed by what nobody waits for', async () => {
		const first = await opened('1');
		for (let minute = 0; minute < 13; minute++) {
			await first.writeMinute();
			n8n.now += MINUTE_MS;
		}
		n8n.values.failure = new Error('disk is full');
		first.writePlaced(first.pageName, 'a', 1);
		await soon();
		n8n.values.failure = undefined;
		expect(marks('placed')).toEqual([]);
	});
});
