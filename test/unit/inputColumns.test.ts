import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { sendInputColumns } from '../../nodes/Elemente/fields/customFields';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';
import { rowOf } from '../support/row';

/** The custom fields that are sent of the first of some rows, by name. */
async function sent(rows: unknown[], parameters: IDataObject = {}) {
	const body: IDataObject = {};
	await sendInputColumns.call(rowOf(parameters, 0, rows as IDataObject[]), { url: '', body });
	const fields = getPath(body, 'customerOverride.customFields') as
		| Array<{ name: string; value: unknown }>
		| undefined;
	return fields?.map(({ name, value }) => [name, value]);
}

const leavingOut = async (columnsToLeaveOut: string, ...rows: IDataObject[]) =>
	await sent(rows, { columnsToLeaveOut });

describe('all columns of a row as custom fields', () => {
	it('are those that hold a single value', async () => {
		const row = {
			Name: 'Anna',
			Amount: 0,
			Paid: false,
			Due: new Date('2025-03-12T10:00:00Z'),
			Address: { city: 'Bonn' },
			Items: [1, 2],
			Note: '',
			Nothing: null,
			' Odd\u00a0name\u200b ': 'x',
		};
		expect(await sent([row])).toEqual([
			['Name', 'Anna'],
			['Amount', 0],
			['Paid', false],
			['Due', '2025-03-12T10:00:00.000Z'],
			['Odd name', 'x'],
		]);
		expect(await sent([{ Note: ' ', Address: {} }])).toBeUndefined();
	});

	it('are not those that are to be left out', async () => {
		const row = { Name: 'Anna', Margin: 7, 'Notes, old': 'rude' };
		expect(await leavingOut('margin', row)).toEqual([
			['Name', 'Anna'],
			['Notes, old', 'rude'],
		]);
		// The whole of it is one name.
		expect(await leavingOut('Notes, old', row)).toEqual([
			['Name', 'Anna'],
			['Margin', 7],
		]);
		expect(await leavingOut('margin,\n; name,', row)).toEqual([['Notes, old', 'rude']]);
		// Another row has it.
		expect(await leavingOut('Secret', row, { Secret: 1 })).toHaveLength(3);
	});

	it('are all where nothing is to be left out', async () => {
		const row = { Name: 'Anna' };
		for (const none of ['', ' ', ',;\n']) expect(await leavingOut(none, row)).toHaveLength(1);
		expect(await sent([row], { columnsToLeaveOut: null })).toHaveLength(1);
		expect(await sent([row])).toHaveLength(1);
	});

	it('cannot be told where one that is to be left out is not there', async () => {
		await expect(leavingOut('Name, Marge', { Name: 'Anna', Margin: 7 })).rejects.toMatchObject({
			message: 'Row 1: Columns to Leave Out: no column is called "Marge"',
			description: 'Write the name as it is in the input. There are: "Name", "Margin".',
		});
	});

	it('need a name where they hold something', async () => {
		expect(await sent([{ Name: 'Anna', '': '', ' ': null }])).toEqual([['Name', 'Anna']]);
		for (const columnsToLeaveOut of ['', ' ', ',', 'Name']) {
			await expect(leavingOut(columnsToLeaveOut, { Name: 'Anna', '': 'x' })).rejects.toThrow(
				'Row 1: Custom Fields: a column without a name holds "x"',
			);
		}
	});

	it('may have the same name where they hold the same', async () => {
		expect(await sent([{ 'Order ID': 7, 'Order\u00a0ID': '7' }])).toEqual([['Order ID', '7']]);
		await expect(sent([{ 'Order ID': 7, 'Order\u00a0ID': 8 }])).rejects.toThrow(
			'Row 1: Custom Fields: the columns "Order ID" and "Order⟨U+00A0⟩ID" have the same name, apart from what cannot be seen, and hold "7" and "8"',
		);
	});
});
