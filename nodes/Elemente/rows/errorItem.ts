import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { FailureKind } from '../errors/failures';

/** Why a row has no result, in one word that a workflow can branch on; docs/reasons.md lists them. */
type Reason = FailureKind | 'badRow' | 'notReached';

/** What an error item says of its row. */
export interface RowError {
	/** What happened, in one sentence that names the row */
	message: string;
	reason: Reason;
	whatToDo: string;
	/** Where something was to be created: whether it certainly was not, or nobody knows */
	outcome?: 'notPlaced' | 'unknown';
}

/** In front of the name of a row's own column that is called as one of ours is. */
const OWN = 'input_';

/**
 * The item of a row that has no result, for n8n's Continue modes: `error` with what happened, and `details`
 * `{ row, reason, whatToDo, outcome? }` (row counted from 1), beside the row's own columns. Those that are called
 * `error` or `details` themselves are kept as `input_error` and `input_details`: n8n looks for what happened in `error`.
 *
 * On the error output n8n adds the columns itself, and recognises an error item by `json` holding nothing but the
 * error; an item with an `error` beside `json` would lose them again (`WorkflowExecute.normalizeNodeErrors`). There
 * the row's own `error` and `details`, which ours take the place of, are in `details.input`.
 *
 * @param itemIndex n8n's index of the row, counted from 0
 */
export function errorItem(
	node: INode,
	row: INodeExecutionData,
	itemIndex: number,
	{ message, reason, whatToDo, outcome }: RowError,
): INodeExecutionData {
	const details = { row: itemIndex + 1, reason, whatToDo, ...(outcome ? { outcome } : {}) };
	const problem = { error: message, details };
	const keepsColumns = node.onError !== 'continueErrorOutput';
	return {
		json: keepsColumns
			? { ...renamed(row.json, problem), ...problem }
			: { ...problem, details: { ...details, ...hidden(row.json, problem) } },
		pairedItem: { item: itemIndex },
	};
}

/** The row's columns, none of which has the name of one of ours. */
function renamed(row: IDataObject, ours: object): IDataObject {
	const entries = Object.entries(row).map(([name, value]) => {
		let free = name;
		while (Object.hasOwn(ours, free) || (free !== name && Object.hasOwn(row, free)))
			free = OWN + free;
		return [free, value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

/** `{ input }` with the row's columns whose names are ours; nothing where there are none. */
function hidden(row: IDataObject, ours: object): { input?: IDataObject } {
	const entries = Object.entries(row).filter(([name]) => Object.hasOwn(ours, name));
	return entries.length > 0 ? { input: Object.fromEntries(entries) as IDataObject } : {};
}
