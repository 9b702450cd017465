import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { badRowsError, cancelledError, errorItem, partWayError } from './runErrors';
import { type CheckedRow, checkRows } from './checkRows';
import { type RowResult, placeCalls } from './placeCalls';
import { planRequest } from './requestPlan';
import { callProperties } from '../resources/call';
import { memoryOfRun } from './ledger';

/**
 * Call → Create for all rows of a run: the bulk runner that n8n calls in place of its routing engine, which sends
 * every row at once, forgets the calls that were placed when one row fails, and sends all again on Retry On Fail.
 *
 * 1. Nothing is placed while a row is known to be bad: all rows are checked first (`checkRows`).
 * 2. Never twice: what was sent is remembered over Retry On Fail (`memoryOfRun`), and a request is sent again only
 *    where `FAILURES` says that the first one certainly did nothing (`placeCalls`).
 * 3. Nothing placed is forgotten: an error lists what was placed and what was not (`partWayError`).
 * 4. Paced (`Pace`), and linked: each item names its row.
 *
 * @returns one result item or one error item for each row, in the order of the rows
 * @throws NodeOperationError or NodeApiError under n8n's setting Stop Workflow, and when the run was cancelled
 */
export async function createCalls(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const rows = this.getInputData();
	const node = this.getNode();
	const memory = memoryOfRun(this.getExecuteData());
	const plan = planRequest(node, callProperties);
	const continues = this.continueOnFail();

	const checked = await checkRows(this, plan, rows);
	const bad = checked.filter(({ problems }) => problems.length > 0);
	if (bad.length > 0 && !continues) throw badRowsError(node, bad, checked.length, memory);

	const good = checked.filter(({ problems }) => problems.length === 0);
	const { results, wasCancelled } = await placeCalls(this, plan, good, memory, {
		stopAtFailure: !continues,
	});
	if (wasCancelled) throw cancelledError(node, good, results);

	const failed = [...results.values()].some(({ kind }) => kind !== 'placed');
	if (failed && !continues) throw partWayError(node, good, results);

	return [checked.flatMap((row) => itemsOf(this, row, results.get(row.itemIndex)))];
}

function itemsOf(
	context: IExecuteFunctions,
	row: CheckedRow,
	result?: RowResult,
): INodeExecutionData[] {
	if (result?.kind === 'placed') return result.items;
	return [errorItem(context, row, result)];
}
