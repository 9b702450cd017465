import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { type RowError, errorItem } from '../../nodes/Elemente/rows/errorItem';
import { rowOf } from '../support/row';

const TOLD: RowError = { message: 'Row 3: no', reason: 'badRow', whatToDo: 'Mend it.' };
const DETAILS = { row: 3, reason: 'badRow', whatToDo: 'Mend it.' };

function itemOf(json: IDataObject, onError: INode['onError'], more: Partial<RowError> = {}) {
	return errorItem({ ...rowOf().getNode(), onError }, { json }, 2, { ...TOLD, ...more });
}

describe('the item of a row without a result', () => {
	it('has the columns of the row, and those with our names under another one', () => {
		const row = { error: 1, input_error: 2, input_input_error: 3, details: 4, name: 'Ana' };
		expect(itemOf(row, 'continueRegularOutput')).toEqual({
			json: {
				...{ input_input_input_error: 1, input_error: 2, input_input_error: 3, input_details: 4 },
				...{ name: 'Ana', error: 'Row 3: no', details: DETAILS },
			},
			pairedItem: { item: 2 },
		});
	});

	it('has nothing but the error on the error output, and there what n8n would lose', () => {
		expect(itemOf({ name: 'Ana' }, 'continueErrorOutput')).toEqual({
			json: { error: 'Row 3: no', details: DETAILS },
			pairedItem: { item: 2 },
		});
		const row = { error: 1, details: 2, input_error: 3, name: 'Ana' };
		expect(itemOf(row, 'continueErrorOutput').json).toEqual({
			error: 'Row 3: no',
			details: { ...DETAILS, input: { error: 1, details: 2 } },
		});
	});

	it('says what became of it where something was to be created', () => {
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			expect(itemOf({}, onError, { outcome: 'unknown' }).json.details).toEqual({
				...DETAILS,
				outcome: 'unknown',
			});
			expect(itemOf({}, onError).json.details).not.toHaveProperty('outcome');
		}
	});
});
