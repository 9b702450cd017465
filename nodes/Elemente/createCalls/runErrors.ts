import type { INode } from 'n8n-workflow';

import { LINE_BREAK } from '../errors/editorText';
import { apiError, operationError } from '../errors/nodeErrors';
import { rowName } from '../rows/row';
import { type CheckedRow, EMPTY_ROW, EMPTY_ROW_REMEDY } from './checkRows';
import type { Ledger } from './ledger';
import { type FailedOutcome, isFailed, rowErrorOf } from './outcome';
import type { Outcomes } from './placeCalls';

/** So many bad rows are described in full; the rest is counted. */
const BAD_ROWS_IN_FULL = 20;

const NOT_PLACED = 'No call was placed.';

/** Guarantee 1: names every bad row, what is wrong with it and what to do, and says that nobody was called. */
export function badRowsError(node: INode, bad: CheckedRow[], total: number, ledger: Ledger) {
	const nobody = ledger.size > 0 ? 'No further call was placed.' : NOT_PLACED;
	const empty = bad.filter(hasNoData);
	const filled = bad.filter((row) => !hasNoData(row));
	const lines = filled.slice(0, BAD_ROWS_IN_FULL).map(describeProblems);
	if (filled.length > BAD_ROWS_IN_FULL) {
		lines.push(
			`… and ${filled.length - BAD_ROWS_IN_FULL} more: ${rowRanges(filled.slice(BAD_ROWS_IN_FULL))}.`,
		);
	}
	if (empty.length > 0) lines.push(`${areEmpty(empty)}. ${EMPTY_ROW_REMEDY}`);
	lines.push(
		'To call the good rows anyway, set On Error in the settings of this node to Continue: the bad rows then come out with their error.',
	);
	const [first] = bad;
	const several =
		filled.length === 0 ? areEmpty(empty) : `${bad.length} of ${total} rows cannot be sent`;
	const message =
		bad.length === 1
			? `${rowName(first.itemIndex)}: ${first.problems[0].problem}. ${nobody}`
			: `${several}. ${nobody}`;
	return operationError(node, message, lines.join(LINE_BREAK));
}

function hasNoData({ problems }: CheckedRow): boolean {
	return problems[0].problem === EMPTY_ROW;
}

function areEmpty(rows: CheckedRow[]): string {
	const [one, other] = rows.map(({ itemIndex }) => itemIndex + 1);
	if (rows.length === 1) return `Row ${one} is empty`;
	return rows.length === 2 ? `Rows ${one} and ${other} are empty` : `${rowRanges(rows)} are empty`;
}

function describeProblems({ itemIndex, problems }: CheckedRow): string {
	return `${rowName(itemIndex)}: ${problems.map(({ problem, remedy }) => `${problem}. ${remedy}`).join(' ')}`;
}

/** Guarantee 3: under Stop Workflow, what happened, which calls were placed, and which rows were not. */
export function partWayError(node: INode, rows: CheckedRow[], outcomes: Outcomes) {
	const [first] = rows.filter(({ itemIndex }) => isFailed(outcomes.get(itemIndex)));
	const outcome = outcomes.get(first.itemIndex) as FailedOutcome;
	const { message, whatToDo } = rowErrorOf(first, outcome);
	const lines = [whatToDo, ...otherUnknown(rows, outcomes, first), ...summary(rows, outcomes)];
	return apiError(node, message, lines.join(LINE_BREAK), outcome.failure);
}

/** The run was cancelled: the same account, of what had been placed by then. */
export function cancelledError(node: INode, rows: CheckedRow[], outcomes: Outcomes) {
	return operationError(
		node,
		'The run was cancelled. No further call was placed.',
		[...otherUnknown(rows, outcomes), ...summary(rows, outcomes)].join(LINE_BREAK),
	);
}

function otherUnknown(rows: CheckedRow[], outcomes: Outcomes, except?: CheckedRow): string[] {
	return rows
		.filter((row) => row !== except)
		.flatMap((row) => {
			const outcome = outcomes.get(row.itemIndex);
			if (outcome?.outcome !== 'unknown') return [];
			const { message, whatToDo } = rowErrorOf(row, outcome);
			return [`${message}. ${whatToDo}`];
		});
}

/** Which rows were placed, with their ids, and which were not. */
function summary(rows: CheckedRow[], outcomes: Outcomes): string[] {
	const placed = rows.flatMap(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex);
		return outcome?.outcome === 'placed' ? [`${rowName(itemIndex)}: ${outcome.call.id}`] : [];
	});
	const notPlaced = rows.filter(
		({ itemIndex }) => (outcomes.get(itemIndex)?.outcome ?? 'notPlaced') === 'notPlaced',
	);
	const heldBack = rows.filter(({ itemIndex }) => outcomes.get(itemIndex)?.outcome === 'skipped');
	return [
		placed.length > 0
			? `Placed (${placed.length}) and not to be sent again: ${placed.join(', ')}.`
			: 'No call is known to be placed.',
		...(notPlaced.length > 0 ? [`Not placed (${notPlaced.length}): ${rowRanges(notPlaced)}.`] : []),
		...(heldBack.length > 0
			? [`Held back by a rule (${heldBack.length}): ${rowRanges(heldBack)}.`]
			: []),
	];
}

/** Rows 4–500, 502: long runs of rows in short. */
function rowRanges(rows: CheckedRow[]): string {
	const ranges: Array<[number, number]> = [];
	for (const { itemIndex } of rows) {
		const last = ranges.at(-1);
		if (last && last[1] === itemIndex) last[1] = itemIndex + 1;
		else ranges.push([itemIndex + 1, itemIndex + 1]);
	}
	return `Rows ${ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')}`;
}
