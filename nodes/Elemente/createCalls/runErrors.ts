import type { INode } from 'n8n-workflow';

import { LINE_BREAK } from '../errors/editorText';
import { apiError, operationError } from '../errors/nodeErrors';
import { rowName } from '../rows/row';
import { type CheckedRow, EMPTY_ROW, EMPTY_ROW_REMEDY } from './checkRows';
import type { Ledger } from './ledger';
import { type FailedOutcome, isFailed, rowErrorOf } from './outcome';
import type { Outcomes } from './placing';
import { fitting, groupedProblems, ofWhom, rowNames } from './rowGroups';

/** Longest part of a description that grows with the list, in characters: the whole has to stay below 4,000. */
const MAX_PROBLEMS = 2_600;
const MAX_UNKNOWN = 600;
/** Of the whole, with the ids of the calls: so much of it is left to the words around them. */
const MAX_WITH_IDS = 3_850;

const WAY_OUT =
	'To call the good rows anyway, set On Error in the settings of this node to Continue: the bad rows then come out with their error.';
const NOT_PLACED = 'No call was placed.';

/** Guarantee 1: names the bad rows, what is wrong with them and what to do, and says that nobody was called. */
export function badRowsError(node: INode, bad: CheckedRow[], total: number, ledger: Ledger) {
	const nobody = ledger.size > 0 ? 'No further call was placed.' : NOT_PLACED;
	const empty = bad.filter(hasNoData);
	const filled = bad.filter((row) => !hasNoData(row));
	const ofEmpty = empty.length > 0 ? [`${areEmpty(empty)}. ${EMPTY_ROW_REMEDY}`] : [];
	const wayOut = bad.length < total ? [WAY_OUT] : [];
	const more = (count: number) => `… and ${count} other problems.`;
	const problems = fitting(problemLines(filled, bad.length), MAX_PROBLEMS, more);
	const lines =
		filled.length === 0 || bad.length === 1
			? [...problems, ...ofEmpty, ...wayOut]
			: [...wayOut, ...problems, ...ofEmpty];
	const [first] = bad;
	const message =
		bad.length === 1
			? `${rowName(first.itemIndex)}: ${first.problems[0].problem}. ${nobody}`
			: filled.length === 0
				? `${areEmpty(empty)}. ${nobody}`
				: `${bad.length < total ? `${bad.length} of ${total} rows cannot` : `None of the ${total} rows can`} be sent. ${nobody}`;
	return operationError(node, message, lines.join(LINE_BREAK));
}

/** One row with one problem is named by the message: what to do about it is left to say. */
function problemLines(rows: CheckedRow[], bad: number): string[] {
	const [first] = rows;
	if (bad > 1 || first?.problems.length !== 1) return groupedProblems(rows);
	const [{ problem, remedy }] = first.problems;
	return [`${remedy}${ofWhom(first, problem)}`];
}

function hasNoData({ problems }: CheckedRow): boolean {
	return problems[0].problem === EMPTY_ROW;
}

function areEmpty(rows: CheckedRow[]): string {
	return `${rowNames(rows)} ${rows.length === 1 ? 'is' : 'are'} empty`;
}

/** Guarantee 3: under Stop Workflow, what happened, which calls were placed, and which rows were not. */
export function partWayError(node: INode, rows: CheckedRow[], outcomes: Outcomes, ledger: Ledger) {
	const [first] = rows.filter(({ itemIndex }) => isFailed(outcomes.get(itemIndex)));
	const outcome = outcomes.get(first.itemIndex) as FailedOutcome;
	const { message, whatToDo } = rowErrorOf(first, outcome);
	const goOn = howToGoOn(rows, outcomes, ledger);
	const remedy = `${whatToDo}${ofWhom(first, whatToDo)}`;
	const lines = [
		// What is to be mended comes first; doubt is settled by running again.
		...(outcome.outcome === 'notPlaced' ? [remedy, ...goOn] : [...goOn, remedy]),
		...otherUnknown(rows, outcomes, first),
	];
	return apiError(node, message, withSummary(lines, rows, outcomes), outcome.failure);
}

/** The run was cancelled: the same account, of what had been placed by then. */
export function cancelledError(
	node: INode,
	rows: CheckedRow[],
	outcomes: Outcomes,
	ledger: Ledger,
) {
	return operationError(
		node,
		'The run was cancelled. No further call was placed.',
		withSummary(
			[...howToGoOn(rows, outcomes, ledger), ...otherUnknown(rows, outcomes)],
			rows,
			outcomes,
		),
	);
}

/** The way out: what n8n remembers is not contacted again. */
function howToGoOn(rows: CheckedRow[], outcomes: Outcomes, ledger: Ledger): string[] {
	if (ledger.isForgetful || rows.length === 1) return [];
	if (isNobodyContacted(rows, outcomes)) return [];
	return [
		'Run the workflow again to go on: the calls that were placed come out with their ids and are not placed again.',
	];
}

/** No row was placed, and none may have been. */
function isNobodyContacted(rows: CheckedRow[], outcomes: Outcomes): boolean {
	return rows.every(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex)?.outcome;
		return outcome !== 'placed' && outcome !== 'unknown';
	});
}

function otherUnknown(rows: CheckedRow[], outcomes: Outcomes, except?: CheckedRow): string[] {
	const unknown = rows.filter(
		(row) => row !== except && outcomes.get(row.itemIndex)?.outcome === 'unknown',
	);
	const lines = unknown.map((row) => {
		const { message, whatToDo } = rowErrorOf(row, outcomes.get(row.itemIndex) as FailedOutcome);
		return `${message}. ${whatToDo}`;
	});
	return fitting(lines, MAX_UNKNOWN, (count) => {
		const left = unknown.slice(-count);
		return `${rowNames(left)}: it is not known whether ${count === 1 ? 'this call was' : 'these calls were'} placed.`;
	});
}

/** The description that begins with these lines: which rows were not placed, and last, in what room is left, the ids of those that were. */
function withSummary(lines: string[], rows: CheckedRow[], outcomes: Outcomes): string {
	const notPlaced = rows.filter(
		({ itemIndex }) => (outcomes.get(itemIndex)?.outcome ?? 'notPlaced') === 'notPlaced',
	);
	const heldBack = rows.filter(({ itemIndex }) => outcomes.get(itemIndex)?.outcome === 'skipped');
	const first = [
		...lines,
		...(notPlaced.length > 0 && notPlaced.length < rows.length
			? [`Not placed (${notPlaced.length}): ${rowNames(notPlaced)}.`]
			: []),
		...(heldBack.length > 0
			? [`Held back by a rule (${heldBack.length}): ${rowNames(heldBack)}.`]
			: []),
	].join(LINE_BREAK);
	return `${first}${LINE_BREAK}${placedIds(rows, outcomes, MAX_WITH_IDS - first.length)}`;
}

/** @param room how many characters the ids may take */
function placedIds(rows: CheckedRow[], outcomes: Outcomes, room: number): string {
	const ids = rows.flatMap(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex);
		return outcome?.outcome === 'placed' ? [`${rowName(itemIndex)}: ${outcome.call.id}`] : [];
	});
	if (isNobodyContacted(rows, outcomes)) return NOT_PLACED;
	if (ids.length === 0) return 'No call is known to be placed.';
	const listed = fitting(ids, room, (count) => `and ${count} more`).join(', ');
	return `Placed (${ids.length}) and not to be sent again: ${listed}.`;
}
