import { describe, expect, it } from '@jest/globals';

import { BADLY, BEGUN, HOUR_MS, useNotebooks } from '../support/notebooks';
import { ProcessedValues } from '../support/processedValues';

const n8n = useNotebooks();
const { opened, soon, marks } = n8n;

describe('where there is always an execution under way', () => {
	const hours = (count: number) => Array.from({ length: count + 1 }, (_, hour) => hour);

	/** One row in each hour, sent by executions with these ids. */
	async function sentFor(count: number, ids: string[]) {
		const [id, ...others] = ids;
		const book = await opened(id);
		for (const other of others) await book.share(other);
		for (const hour of hours(count)) {
			n8n.now = BEGUN + hour * HOUR_MS;
			await Promise.all([book.writeMinute(), book.writeMinute()]);
			expect(await book.writeSent(`row ${hour}`, false)).toBe('nothing');
		}
		await soon();
		return book;
	}

	/** The hours of which a process that comes later finds the rows. */
	async function foundLater(count: number) {
		const later = await opened('9');
		const found = [];
		for (const hour of hours(count)) {
			if ((await later.writeSent(`row ${hour}`, false)) === 'sent') found.push(hour);
		}
		return found;
	}

	it('what several have sent counts for ten hours at least, whenever it was sent', async () => {
		await sentFor(75, ['1', '2']);
		expect(await foundLater(75)).toEqual(hours(75).slice(60));
	});

	it('what one has sent that died counts for two days, less what was sent before on its page', async () => {
		await sentFor(75, ['1']);
		n8n.saved.set('1', BADLY);
		expect(await foundLater(75)).toEqual(hours(75).slice(30));
	});

	it('what was sent on the pages before is placed, taken back and forgotten as on the last', async () => {
		const book = await sentFor(25, ['1', '2']);
		book.writePlaced('110.0', 'row 25', 1);
		await book.takeBack('row 24', false);
		await soon();
		const later = await opened('9');
		const written = async (hour: number) => await later.writeSent(`row ${hour}`, false);
		expect([await written(23), await written(24), await written(25)]).toEqual([
			...['sent', 'nothing', 'placed'],
		]);
	});

	it('all of it is forgotten at the end, and nothing is left', async () => {
		const book = await sentFor(60, ['1', '2']);
		const keys = hours(60).map((hour) => `row ${hour}`);
		await book.forget(keys, { page: false, inSpiteOfN8n: false });
		expect(n8n.values.valuesOf('w').filter((value) => !value.startsWith('bucket'))).toEqual([]);
	});

	it('what a page says of itself is taken out when nothing on it counts any more', async () => {
		await sentFor(130, ['1', '2']);
		const left = [135, 140, 145, 150, 155, 160, 165];
		expect(marks('page').sort()).toEqual(left.map((bucket) => `page ${bucket}.0`));
	});

	it('the pages before are kept with the last one for a row in doubt', async () => {
		const book = await sentFor(25, ['1', '2']);
		await book.forget([], { page: true, inSpiteOfN8n: true });
		expect(marks('keep')).toEqual(['keep 110.0', 'keep 100.0', 'keep 105.0']);
	});

	it('two processes write on pages of their own', async () => {
		const books = [await opened('1'), await opened('2')];
		n8n.now = BEGUN + 10 * HOUR_MS;
		for (const book of books) await book.writeMinute();
		expect(books.map(({ pageName }) => pageName)).toEqual(['105.0', '105.1']);
	});

	it('one that joins while another page is begun stands on that as well', async () => {
		for (let steps = 0; steps < 40; steps++) {
			n8n.now = BEGUN;
			n8n.values = new ProcessedValues();
			const book = await opened('1');
			n8n.now = BEGUN + 10 * HOUR_MS;
			const renewed = book.writeMinute();
			for (let step = 0; step < steps; step++) await Promise.resolve();
			await book.share('27');
			await renewed;
			expect(book.pageName).toBe('105.0');
			expect(marks('execution 105.0')).toContain('execution 105.0 11 7');
		}
	});

	it('nothing is sent where the next page cannot be begun', async () => {
		const book = await sentFor(1, ['1']);
		n8n.now = BEGUN + 11 * HOUR_MS;
		n8n.values.failure = new Error('disk is full');
		await expect(book.writeMinute()).rejects.toThrow('disk is full');
		n8n.values.failure = undefined;
		expect(book.pageName).toBe('100.0');
		await book.writeMinute();
		expect(book.pageName).toBe('105.0');
	});
});
