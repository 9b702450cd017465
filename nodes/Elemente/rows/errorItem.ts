import type { INode, INodeExecutionData } from 'n8n-workflow';

import type { FailureKind } from '../errors/failures';

/** Why a row has no result, in one word that a workflow can branch on; the README lists them. */
export type Reason = FailureKind | 'badRow' | 'notReached';

/** What an error item says of its row. */
export interface RowError {
	/** What happened, in one sentence that names the row */
	message: string;
	reason: Reason;
	whatToDo: string;
	/** Where something was to be created: whether it certainly was not, or nobody knows */
	outcome?: 'notPlaced' | 'unknown';
}

/**
 * The item of a row that has no result, for n8n's Continue modes: `error` with what happened, and `details`
 * `{ row, reason, whatToDo, outcome? }` (row counted from 1), beside the row's own columns.
 *
 * On the error output n8n adds the columns itself, and recognises an error item by `json` holding nothing but the
 * error; an item with an `error` beside `json` would lose them again (`WorkflowExecute.normalizeNodeErrors`).
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
		json: keepsColumns ? { ...row.json, ...problem } : problem,
		pairedItem: { item: itemIndex },
	};
}
