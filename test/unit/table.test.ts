import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { asTable } from '../../nodes/Elemente/createCalls/table';

const items = (...jsons: IDataObject[]) =>
	jsons.map((json, item) => ({ json, pairedItem: { item } }));
const rows = (...jsons: IDataObject[]) => jsons.map((json) => ({ json }));
const placed = { outcome: 'placed', id: '1', status: 'queued', customerPhone: '+1' };
const failed = { outcome: 'notPlaced', reason: 'Row 2 …', error: 'Row 2 …', details: { row: 2 } };

describe('the items of a run', () => {
	it('have the same columns, the most telling first, and null where there is nothing', async () => {
		const table = (await asTable(items(placed, failed), undefined)).map(({ json }) => json);
		expect(table.map((json) => JSON.stringify(json))).toEqual([
			'{"outcome":"placed","id":"1","status":"queued","reason":null,"customerPhone":"+1","error":null,"details":null}',
			'{"outcome":"notPlaced","id":null,"status":null,"reason":"Row 2 …","customerPhone":null,"error":"Row 2 …","details":{"row":2}}',
		]);
	});

	it('have their columns in this order, whatever comes in which', async () => {
		const last = { request: {}, details: {}, error: 'x' };
		const all = {
			other: 1,
			dueAt: 'd',
			...last,
			skipped: 's',
			reason: 'r',
			more: 2,
			status: 't',
			id: '1',
		};
		const [{ json }] = await asTable(items({ ...all, outcome: 'skipped' }), undefined);
		expect(Object.keys(json)).toEqual([
			...['outcome', 'id', 'status', 'reason', 'skipped', 'dueAt'],
			...['other', 'more', 'error', 'details', 'request'],
		]);
	});

	it('are left as they came where every row was placed', async () => {
		const came = items(placed, { ...placed, recordingUrl: 'x' });
		expect(await asTable(came, undefined)).toEqual(came);
	});

	it('are not even looked at one by one where they are calls as the API gives them', async () => {
		const came = items({ id: '1', status: 'scheduled' });
		expect(await asTable(came, rows({ a: 1 }))).toBe(came);
	});

	it('leave an item for n8n’s error output alone', async () => {
		const error = { error: 'Row 2 …', details: {} };
		const table = await asTable(items(error, placed), rows({ a: 1 }, { b: 2 }));
		expect(table.map(({ json }) => json)).toEqual([error, { ...placed, b: 2 }]);
	});

	it('hold the row’s own columns, which take the place of none and go under the same name in each', async () => {
		const own = rows(
			{ id: 'C-7', error: 'VIP', input_id: 'x', name: 'Ada' },
			{ id: 'C-8', name: 'Bob' },
		);
		const [first, second] = (await asTable(items(placed, failed), own)).map(({ json }) => json);
		expect(first).toMatchObject({ id: '1', error: null, name: 'Ada' });
		expect(first).toMatchObject({ input_input_id: 'C-7', input_id: 'x', input_error: 'VIP' });
		expect(second).toMatchObject({ id: null, error: 'Row 2 …', name: 'Bob', input_error: null });
	});

	it('whatever the columns: the same in each, ours untouched, nothing lost, no undefined', async () => {
		const name = fc.constantFrom(
			'id',
			'error',
			'input_id',
			'outcome',
			'name',
			'details',
			'a',
			'input_a',
		);
		const row = fc.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.constant(null)), {
			noNullPrototype: true,
		});
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 5 }), async (own) => {
				const ours = own.map((_, at) => (at % 2 ? failed : placed));
				const table = await asTable(items(...ours), rows(...(own as IDataObject[])));
				table.forEach(({ json }, at) => {
					expect(Object.keys(json)).toEqual(Object.keys(table[0].json));
					expect(json).toMatchObject(ours[at]);
					expect(Object.values(json)).not.toContain(undefined);
					const values = Object.values(json);
					for (const value of Object.values(own[at])) expect(values).toContainEqual(value);
				});
			}),
		);
	});
});
