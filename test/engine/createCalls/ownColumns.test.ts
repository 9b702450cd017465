import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { errorItem } from '../../../nodes/Elemente/rows/errorItem';
import { createParameters, runInEngine } from '../../support/engine';
import { rowOf } from '../../support/row';
import { useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';

const sandbox = useSandbox();

const good = { phone: '+13035550001', error: 'VIP', details: 'rings twice' };
const bad = { phone: 'abc', error: 'VIP', details: 'rings twice', Note: 'x' };
const OURS = {
	error: expect.stringContaining('Row 2: Customer Phone "abc"'),
	details: expect.objectContaining({ row: 2, reason: 'badRow', outcome: 'notPlaced' }),
};

async function create(
	rows: IDataObject[],
	onError: 'continueRegularOutput' | 'continueErrorOutput',
) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current),
		rows,
		settings: { onError },
	});
}

describe("a row's own columns error and details", () => {
	it('are kept under another name in the item that says what happened', async () => {
		const { items } = await create([good, bad], 'continueRegularOutput');
		expect(items[1].json).toMatchObject({
			...OURS,
			Note: 'x',
			input_error: 'VIP',
			input_details: 'rings twice',
		});
	});

	it('are kept in details.input on the error output, where n8n puts ours in their place', async () => {
		const { items, errorItems } = await create([good, bad], 'continueErrorOutput');
		expect(items).toHaveLength(1);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json).toMatchObject({ ...OURS, phone: 'abc', Note: 'x' });
		expect((errorItems[0].json.details as IDataObject).input).toEqual({
			error: 'VIP',
			details: 'rings twice',
		});
	});

	it('add nothing where a row has none', async () => {
		const { errorItems } = await create([good, { phone: 'abc' }], 'continueErrorOutput');
		expect(Object.keys(errorItems[0].json.details as object).sort()).toEqual(
			['outcome', 'reason', 'row', 'whatToDo'].sort(),
		);
	});

	it(`lose no value, whatever the columns are called (seed ${seed})`, () => {
		const name = fc.constantFrom(
			'error',
			'details',
			'input_error',
			'input_input_error',
			'__proto__',
		);
		const row = fc.array(fc.tuple(name, fc.integer()), { maxLength: 5 }).map(Object.fromEntries);
		const told = { message: 'm', reason: 'badRow', whatToDo: 'w' } as const;
		fc.assert(
			fc.property(row, fc.boolean(), (json: IDataObject, onErrorOutput) => {
				const onError = onErrorOutput ? 'continueErrorOutput' : 'continueRegularOutput';
				const item = errorItem({ ...rowOf().getNode(), onError }, { json }, 0, told);
				const { error, details, ...rest } = item.json as IDataObject & { details: IDataObject };
				expect(error).toBe('m');
				expect(details).toMatchObject({ row: 1, reason: 'badRow' });
				const kept = onErrorOutput
					? { ...json, ...(details.input as object) }
					: Object.values(rest);
				// On the error output n8n itself adds the columns whose names are not ours.
				expect(onErrorOutput ? kept : [...(kept as number[])].sort()).toEqual(
					onErrorOutput ? json : Object.values(json).sort(),
				);
			}),
		);
	});
});
