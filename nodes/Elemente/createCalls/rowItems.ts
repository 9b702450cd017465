import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createdCallItems } from '../api/call';
import { errorItem } from '../rows/errorItem';
import type { CheckedRow } from './checkRows';
import { type PlacedRow, type RowOutcome, rowErrorOf } from './outcome';
import type { RequestSettings } from './settings';

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
	// Never an error item, in no error mode of n8n: nothing is wrong with the row.
	if (outcome?.outcome === 'skipped') return [rowItem(row, { ...outcome })];
	const problem = rowErrorOf(row, outcome);
	const item = errorItem(context.getNode(), { json: {} }, itemIndex, problem);
	if (context.getNode().onError === 'continueErrorOutput') return [item];
	return [rowItem(row, { outcome: problem.outcome, reason: problem.message, ...item.json })];
}

/** How it is known that the row was placed, where this run has not simply placed it: such as `earlierRun: true`. */
function knownBy({ known }: PlacedRow): IDataObject {
	return known ? { [known]: true } : {};
}

/** *Check Only*: what would be sent for a row, or what keeps it from being sent. Bad rows come out in every error mode. */
export function checkedItem(
	context: IExecuteFunctions,
	settings: RequestSettings,
	row: CheckedRow,
	outcome?: RowOutcome,
): INodeExecutionData {
	const isGood = row.problems.length === 0;
	const [item] =
		isGood && outcome === undefined
			? [rowItem(row, { outcome: 'wouldBePlaced' })]
			: itemsOfRow(context, settings, row, outcome);
	return 'outcome' in item.json ? { ...item, json: { ...item.json, request: row.body } } : item;
}

/** A row without a call, with the customer where a call would name them. */
function rowItem({ itemIndex, body }: CheckedRow, columns: IDataObject): INodeExecutionData {
	const { customerName = null, customerPhone = null, customerEmail = null } = body;
	const call = { id: null, status: null, customerName, customerPhone, customerEmail };
	return { json: { ...call, ...columns }, pairedItem: { item: itemIndex } };
}
