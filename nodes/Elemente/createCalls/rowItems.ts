import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createdCallItems } from '../api/call';
import { errorItem } from '../rows/errorItem';
import type { CheckedRow } from './checkRows';
import { type PlacedRow, type RowOutcome, rowErrorOf } from './outcome';
import type { RequestSettings } from './settings';
import type { SkippedRow } from './skipped';

/** What comes out for a row: the call, or its messages; what held it back; or its error item. Linked to the row. */
export function itemsOfRow(
	context: IExecuteFunctions,
	{ output }: RequestSettings,
	row: CheckedRow,
	outcome?: RowOutcome,
): INodeExecutionData[] {
	const { itemIndex } = row;
	if (outcome?.outcome === 'placed') {
		const simplify = row.context.getNodeParameter('simplify', true) as boolean;
		const items = createdCallItems(outcome.call, { row: itemIndex, output, simplify });
		return items.map((item) => ({ ...item, json: { ...item.json, ...knownBy(outcome) } }));
	}
	if (outcome?.outcome === 'skipped') return [skippedItem(itemIndex, outcome)];
	const input = row.context.getInputData();
	return [errorItem(context.getNode(), input, itemIndex, rowErrorOf(row, outcome))];
}

/** How it is known that the row was placed, where this run has not simply placed it: such as `earlierRun: true`. */
function knownBy({ known }: PlacedRow): IDataObject {
	return known ? { [known]: true } : {};
}

/** Never an error item, in no error mode of n8n: nothing is wrong with the row. */
function skippedItem(itemIndex: number, skipped: SkippedRow): INodeExecutionData {
	return { json: { ...skipped }, pairedItem: { item: itemIndex } };
}
