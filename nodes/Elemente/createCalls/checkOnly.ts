import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { placeholderHints } from '../fields/placeholders';
import type { CheckedRow } from './checkRows';
import type { ContactRules } from './contactRules';
import { countsOf, hintOfCheck, showHints } from './hints';
import type { Outcomes } from './placing';
import { hasEarlierRuns } from './memories';
import { checkedItem } from './rowItems';
import type { RequestSettings } from './settings';
import { mapInStretches } from './stretches';

/**
 * *Check Only*: what would become of each row if the run were meant, judged now. Sends nothing, and shows bad rows in
 * every error mode of n8n: a look ahead that a bad row throws away is none.
 */
export async function checkOnly(
	context: IExecuteFunctions,
	settings: RequestSettings,
	rules: ContactRules,
	rows: CheckedRow[],
): Promise<INodeExecutionData[]> {
	const now = new Date();
	const good = rows.filter(({ problems }) => problems.length === 0);
	const heldBack: Outcomes = new Map();
	for (const { itemIndex } of good) {
		const skipped = rules.heldBack(itemIndex, now);
		if (skipped) heldBack.set(itemIndex, skipped);
	}
	const placed = good.length - heldBack.size;
	const counts = { ...countsOf(rows, heldBack), placed, notPlaced: rows.length - good.length };
	const earlier = await hintBeforeRunningAgain(context, settings);
	showHints(context, [
		...hintOfCheck(counts),
		...earlier,
		...rules.notes,
		...placeholderHints(good),
	]);
	return await mapInStretches(rows, (row) =>
		checkedItem(context, settings, row, heldBack.get(row.itemIndex)),
	);
}

/** Where earlier runs count: Check Only does not know their rows, and the numbers of its hint would be read as if it did. */
async function hintBeforeRunningAgain(
	context: IExecuteFunctions,
	{ whenRunAgain }: RequestSettings,
): Promise<string[]> {
	if (whenRunAgain === 'startOver' || !(await hasEarlierRuns(context))) return [];
	return [
		'Earlier runs of this node are remembered, and Check Only does not look at their rows: some of these may have been contacted. A real run tells them apart and does not contact them again.',
	];
}
