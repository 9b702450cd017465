import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { answersModel } from '../rows/tool';
import { checkOnly } from './checkOnly';
import { placeholderHints } from '../fields/placeholders';
import { type CheckedRow, checkRows } from './checkRows';
import { ContactRules } from './contactRules';
import { placeOrRepeat } from './forModel';
import { countsOf, hintAfterRun, hintOfEarlier, showHints } from './hints';
import { ledgerOfRun } from './ledger';
import { type RowOutcome, isFailed } from './outcome';
import type { Outcomes, Setup } from './placing';
import { planRequest } from './requestPlan';
import { badRowsError, cancelledError, partWayError } from './runErrors';
import { itemsOfRow } from './rowItems';
import { requestSettings } from './settings';
import { Stretches, mapInStretches } from './stretches';
import { asTable } from './table';
import { tagExecution, tagWhenStopped } from './tags';

/**
 * Call → Create for all rows of a run: the bulk runner that n8n calls in place of its routing engine, which sends
 * every row at once, forgets the calls that were placed when one row fails, and sends all again on Retry On Fail.
 *
 * 1. Nothing is placed while a row is known to be bad: all rows are checked first (`checkRows`).
 * 2. Never twice: what was sent is remembered over Retry On Fail (`ledgerOfRun`) and where a model asks twice
 *    (`placeOrRepeat`), and a request is sent again only where `FAILURES` says that the first one certainly did
 *    nothing (`placeCalls`).
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
		const continues = this.continueOnFail() || answersModel(node);

		const checked = await checkRows(this, plan, rows);
		const rules = new ContactRules(this);
		rules.check(checked);
		const own = settings.includesInput ? rows : undefined;
		if (settings.checkOnly) {
			return [await asTable(await checkOnly(this, settings, rules, checked), own)];
		}

		const bad = checked.filter(({ problems }) => problems.length > 0);
		if (bad.length > 0 && !continues) throw badRowsError(node, bad, checked.length, ledger);

		const run = { context: this, plan, settings, rules, ledger, stopAtFailure: !continues };
		const outcomes = await placeGood(run, checked);
		const items = await mapInStretches(checked, (row) =>
			itemsOfRow(this, settings, row, outcomes.get(row.itemIndex)),
		);
		return [await asTable(items.flat(), own)];
	};
}

/**
 * Places the calls of the rows that are good, tells n8n what became of them, and shows the hints.
 *
 * @throws NodeOperationError or NodeApiError under Stop Workflow, where a row failed; and when the run was cancelled
 */
async function placeGood(run: Setup, checked: CheckedRow[]): Promise<Outcomes> {
	const { context, settings, rules, ledger, stopAtFailure } = run;
	const good = checked.filter(({ problems }) => problems.length === 0);
	await ledger.open(context, good, settings.whenRunAgain);
	tagWhenStopped(context, ledger);
	const { outcomes, wasCancelled } = await placeOrRepeat(run, good);
	// What is asked of all rows from here on takes some tens of milliseconds each for a list of 50,000.
	const stretches = new Stretches();
	const node = context.getNode();
	const error = wasCancelled
		? cancelledError(node, good, outcomes, ledger)
		: stopAtFailure && [...outcomes.values()].some(isFailed)
			? partWayError(node, good, outcomes, ledger)
			: undefined;
	await stretches.rest();
	tagExecution(context, ledger);
	await stretches.rest();
	const isCutShort = [...outcomes.values()].some(isOutage);
	await ledger.close(context, { hasError: error !== undefined, isCutShort });
	if (error) throw error;
	await stretches.rest();
	const ofRun = [...hintAfterRun(countsOf(checked, outcomes)), ...hintOfEarlier(outcomes, ledger)];
	await stretches.rest();
	showHints(context, [...ofRun, ...rules.notes, ...placeholderHints(good)]);
	return outcomes;
}

function isOutage(outcome: RowOutcome): boolean {
	return outcome.outcome === 'skipped' && outcome.skipped === 'outage';
}
