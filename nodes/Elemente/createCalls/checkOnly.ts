import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { placeholderHints } from '../fields/placeholders';
import type { CheckedRow } from './checkRows';
import type { ContactRules } from './contactRules';
import { countsOf, hintOfCheck, showHints } from './hints';
import type { Outcomes } from './placeCalls';
import { checkedItem } from './rowItems';
import type { RequestSettings } from './settings';

/**
 * *Check Only*: what would become of each row if the run were meant, judged now. Sends nothing, and shows bad rows in
 * every error mode of n8n: a look ahead that a bad row throws away is none.
 */
export function checkOnly(
	context: IExecuteFunctions,
	settings: RequestSettings,
	rules: ContactRules,
	rows: CheckedRow[],
): INodeExecutionData[] {
	const now = new Date();
	const good = rows.filter(({ problems }) => problems.length === 0);
	const heldBack: Outcomes = new Map();
	for (const { itemIndex } of good) {
		const skipped = rules.heldBack(itemIndex, now);
		if (skipped) heldBack.set(itemIndex, skipped);
	}
	const placed = good.length - heldBack.size;
	const counts = { ...countsOf(rows, heldBack), placed, notPlaced: rows.length - good.length };
	showHints(context, [...hintOfCheck(counts), ...rules.notes, ...placeholderHints(good)]);
	return rows.map((row) => checkedItem(context, settings, row, heldBack.get(row.itemIndex)));
}
