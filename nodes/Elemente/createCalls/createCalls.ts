import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';

import { placeholderHints } from '../fields/placeholders';
import { checkRows } from './checkRows';
import { ledgerOfRun } from './ledger';
import { isFailed } from './outcome';
import { placeCalls } from './placeCalls';
import { planRequest } from './requestPlan';
import { badRowsError, cancelledError, partWayError } from './runErrors';
import { itemsOfRow } from './rowItems';
import { requestSettings } from './settings';

/**
 * Call → Create for all rows of a run: the bulk runner that n8n calls in place of its routing engine, which sends
 * every row at once, forgets the calls that were placed when one row fails, and sends all again on Retry On Fail.
 *
 * 1. Nothing is placed while a row is known to be bad: all rows are checked first (`checkRows`).
 * 2. Never twice: what was sent is remembered over Retry On Fail (`ledgerOfRun`), and a request is sent again only
 *    where `FAILURES` says that the first one certainly did nothing (`placeCalls`).
 * 3. Nothing placed is forgotten: an error lists what was placed and what was not (`partWayError`).
 * 4. Paced (`Pace`), and linked: each item names its row.
 *
 * @param properties the fields of the resource, which declare the request
 * @returns the function that n8n calls; it gives one result item or one error item for each row, in the order of the rows
 * @throws NodeOperationError or NodeApiError under n8n's setting Stop Workflow, and when the run was cancelled
 */
export function createCalls(properties: INodeProperties[]) {
	return async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const rows = this.getInputData();
		const node = this.getNode();
		const ledger = ledgerOfRun(this.getExecuteData());
		const plan = planRequest(node, properties);
		const settings = requestSettings(this);
		const continues = this.continueOnFail();

		const checked = await checkRows(this, plan, rows);
		const bad = checked.filter(({ problems }) => problems.length > 0);
		if (bad.length > 0 && !continues) throw badRowsError(node, bad, checked.length, ledger);

		const good = checked.filter(({ problems }) => problems.length === 0);
		const run = { context: this, plan, settings, ledger, stopAtFailure: !continues };
		const { outcomes, wasCancelled } = await placeCalls(run, good);
		if (wasCancelled) throw cancelledError(node, good, outcomes);

		const failed = [...outcomes.values()].some(isFailed);
		if (failed && !continues) throw partWayError(node, good, outcomes);

		showHints(this, placeholderHints(good));
		return [checked.flatMap((row) => itemsOfRow(this, settings, row, outcomes.get(row.itemIndex)))];
	};
}

/** Shows sentences above the node's output, each as a hint of its own; older n8n shows none. */
function showHints(context: IExecuteFunctions, texts: string[]): void {
	const { addExecutionHints } = context as Partial<IExecuteFunctions>;
	const hints = texts.map(
		(message): NodeExecutionHint => ({ message, type: 'warning', location: 'outputPane' }),
	);
	if (hints.length > 0) addExecutionHints?.call(context, ...hints);
}
