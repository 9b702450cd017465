import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createdCallItems } from '../api/call';
import { errorItem } from '../rows/errorItem';
import { ASKED_TWICE } from '../rows/tool';
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
		if (outcome.call.id === '') return [rowItem(row, { ...PLACED_SOMETIME })];
		const call = outcome.known ? { ...customerOf(row), ...outcome.call } : outcome.call;
		const items = createdCallItems(call, { row: itemIndex, output, simplify });
		return items.map((item) => ({ ...item, json: { ...item.json, ...knownBy(outcome) } }));
	}
	// Never an error item, in no error mode of n8n: nothing is wrong with the row.
	if (outcome?.outcome === 'skipped') return [rowItem(row, { ...outcome })];
	const problem = rowErrorOf(row, outcome);
	if (context.getNode().onError === 'continueErrorOutput') {
		return [errorItem(context.getNode(), row.context.getInputData(), itemIndex, problem)];
	}
	const item = errorItem(context.getNode(), { json: {} }, itemIndex, problem);
	return [rowItem(row, { outcome: problem.outcome, reason: problem.message, ...item.json })];
}

/** An earlier run has written down that it placed the row, and the API's list does not have its call (any more). */
const PLACED_SOMETIME = {
	outcome: 'placed',
	earlierRun: true,
	reason:
		'It was placed by an earlier run. Its call is not in the list of Elemente, or the list could not be read.',
};

/** How it is known that the row was placed, where this run has not simply placed it: such as `earlierRun: true`. */
function knownBy({ known }: PlacedRow): IDataObject {
	if (known === 'askedTwice') return ASKED_TWICE;
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
function rowItem(row: CheckedRow, columns: IDataObject): INodeExecutionData {
	const call = { id: null, status: null, ...customerOf(row) };
	return { json: { ...call, ...columns }, pairedItem: { item: row.itemIndex } };
}

function customerOf({ body }: CheckedRow): IDataObject {
	const { customerName = null, customerPhone = null, customerEmail = null } = body;
	return { customerName, customerPhone, customerEmail };
}
