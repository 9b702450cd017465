import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';

import { setPath } from '../fields/bodyPath';
import { isBlank } from '../fields/columns';
import { type RequestPlan, bodyOfRow } from './requestPlan';
import type { RowContext } from '../rows/row';
import { RowProblem, problemsIn } from '../rows/problems';
import { Stretches } from './stretches';

/** A row with the body that would be sent for it, and all that is wrong with it. */
export interface CheckedRow {
	itemIndex: number;
	body: IDataObject;
	problems: RowProblem[];
	/** What the hooks get as `this` */
	context: RowContext;
}

/** The one problem of a row without data, in place of all that is wrong with a request that has none. */
export const EMPTY_ROW = 'The row is empty';
export const EMPTY_ROW_REMEDY =
	'Delete empty rows at the end of the file, or switch on Leave Out Empty Rows under Options.';

/** The cells are empty, and nothing but them could have told whom to contact. */
function isEmptyRow(plan: RequestPlan, { json }: INodeExecutionData): boolean {
	return plan.isOfRowsOnly && Object.values(json).every(isBlank);
}

/** Builds and checks the request of every row. Sends nothing. */
export async function checkRows(
	context: IExecuteFunctions,
	plan: RequestPlan,
	rows: INodeExecutionData[],
): Promise<CheckedRow[]> {
	const checked: CheckedRow[] = [];
	const constants = new Map<string, unknown>();
	const run = { context, node: context.getNode() };
	const stretches = new Stretches();
	for (let itemIndex = 0; itemIndex < rows.length; itemIndex++) {
		if (context.getExecutionCancelSignal()?.aborted) break;
		const { body, problems, unreadable } = bodyOfRow(plan, context, itemIndex, constants);
		const row = {
			itemIndex,
			body,
			problems,
			context: new ContextOfRow(run, rows[itemIndex], itemIndex),
		};
		await runHooks(plan, row, unreadable);
		if (row.problems.length > 0 && isEmptyRow(plan, rows[itemIndex])) {
			row.problems = [new RowProblem(row.context, EMPTY_ROW, EMPTY_ROW_REMEDY)];
		}
		checked.push(row);
		await stretches.rest();
	}
	return checked;
}

/** Something is in the field, and nobody knows what: whoever asks whether it is empty is told that it is not. */
const UNREADABLE = '?';

/**
 * Runs every hook: each notes what it finds wrong, so that the user sees all problems of a row at once.
 *
 * @param unreadable where in the body a value is missing because its expression failed: that has been said, and what
 *   would be said about the missing value would be wrong
 */
async function runHooks(plan: RequestPlan, row: CheckedRow, unreadable: string[]): Promise<void> {
	for (const property of unreadable) setPath(row.body, property, UNREADABLE);
	let request = { ...plan.request, body: row.body } as IHttpRequestOptions;
	for (const { property, run } of plan.hooks) {
		if (property !== undefined && unreadable.includes(property)) continue;
		request = await run.call(row.context as never, request);
	}
	row.problems.push(...problemsIn(request));
	row.body = request.body as IDataObject;
	for (const property of unreadable) setPath(row.body, property, undefined);
}

/** What all rows of a run have in common. */
interface Run {
	context: IExecuteFunctions;
	/** Got once: n8n makes a copy of the whole node each time */
	node: INode;
}

/** What the hooks of one row get as `this`. */
class ContextOfRow implements RowContext {
	constructor(
		private readonly run: Run,
		private readonly item: INodeExecutionData,
		private readonly itemIndex: number,
	) {}

	getExecuteData() {
		return this.run.context.getExecuteData();
	}

	getNode() {
		return this.run.node;
	}

	getItemIndex() {
		return this.itemIndex;
	}

	getInputData() {
		return this.item;
	}

	/** @returns what n8n says, whose type its caller knows by the name */
	getNodeParameter(name: string, fallback?: unknown, options?: object): never {
		const { context } = this.run;
		return context.getNodeParameter(name, this.itemIndex, fallback, options) as never;
	}
}
