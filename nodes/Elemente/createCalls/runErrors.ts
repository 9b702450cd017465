import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { getPath } from '../fields/bodyPath';
import type { CheckedRow } from './checkRows';
import { LINE_BREAK, apiError, operationError, whatHappened, whatToDo } from '../errors/nodeErrors';
import type { Failure } from '../errors/failures';
import type { RowResult } from './placeCalls';
import { rowName } from '../rows/problems';
import type { RunMemory } from './ledger';

/** So many bad rows are described in full; the rest is counted. */
const BAD_ROWS_IN_FULL = 20;

const NOT_PLACED = 'No call was placed.';

type Results = Map<number, RowResult>;

/** Guarantee 1: names every bad row, what is wrong with it and what to do, and says that nobody was called. */
export function badRowsError(node: INode, bad: CheckedRow[], total: number, memory: RunMemory) {
	const placed = [...memory.values()].some(({ state }) => state !== 'sending');
	const nobody = placed ? 'No further call was placed.' : NOT_PLACED;
	const lines = bad.slice(0, BAD_ROWS_IN_FULL).map(describeProblems);
	if (bad.length > BAD_ROWS_IN_FULL) {
		lines.push(
			`… and ${bad.length - BAD_ROWS_IN_FULL} more: ${rowRanges(bad.slice(BAD_ROWS_IN_FULL))}.`,
		);
	}
	lines.push(
		'To call the good rows anyway, set On Error in the settings of this node to Continue: the bad rows then come out with their error.',
	);
	const [first] = bad;
	const message =
		bad.length === 1
			? `${rowName(first.itemIndex)}: ${first.problems[0].problem}. ${nobody}`
			: `${bad.length} of ${total} rows cannot be sent. ${nobody}`;
	return operationError(node, message, lines.join(LINE_BREAK));
}

function describeProblems({ itemIndex, problems }: CheckedRow): string {
	return `${rowName(itemIndex)}: ${problems.map(({ problem, remedy }) => `${problem}. ${remedy}`).join(' ')}`;
}

/** Guarantee 3: under Stop Workflow, what happened, which calls were placed, and which rows were not. */
export function partWayError(node: INode, rows: CheckedRow[], results: Results) {
	const [first] = rows.filter(({ itemIndex }) => isProblem(results.get(itemIndex)));
	const result = results.get(first.itemIndex) as Exclude<RowResult, { kind: 'placed' }>;
	const { message, description } = describeFailure(first, result);
	const lines = [description, ...otherUnknown(rows, results, first), ...summary(rows, results)];
	return apiError(node, message, lines.join(LINE_BREAK), result.failure);
}

/** The run was cancelled: the same account, of what had been placed by then. */
export function cancelledError(node: INode, rows: CheckedRow[], results: Results) {
	return operationError(
		node,
		'The run was cancelled. No further call was placed.',
		[...otherUnknown(rows, results), ...summary(rows, results)].join(LINE_BREAK),
	);
}

/**
 * The error item of a row, for n8n's Continue modes, with the row's own columns: `error` says what happened,
 * `details.outcome` is `unknown` where it is not known whether the call was placed and `notPlaced` where it was not.
 * On the error output n8n adds the columns itself, and recognises an error item by `json` holding nothing but the
 * error; an item with an `error` beside `json` would lose them again (`WorkflowExecute.normalizeNodeErrors`).
 */
export function errorItem(
	context: IExecuteFunctions,
	row: CheckedRow,
	result?: RowResult,
): INodeExecutionData {
	const { message, description } = describeRow(row, result);
	const outcome = result?.kind === 'unknown' ? 'unknown' : 'notPlaced';
	const problem = {
		error: message,
		details: { outcome, row: row.itemIndex + 1, whatToDo: description },
	};
	const keepsColumns = context.getNode().onError !== 'continueErrorOutput';
	return {
		json: keepsColumns ? { ...row.context.getInputData().json, ...problem } : problem,
		pairedItem: { item: row.itemIndex },
	};
}

function describeRow(
	row: CheckedRow,
	result?: RowResult,
): { message: string; description: string } {
	if (row.problems.length > 0) {
		return {
			message: `${rowName(row.itemIndex)}: ${row.problems[0].problem}. It was not sent.`,
			description: row.problems.map(({ problem, remedy }) => `${problem}. ${remedy}`).join(' '),
		};
	}
	if (result === undefined || result.kind === 'placed') {
		return {
			message: `${rowName(row.itemIndex)} was not sent.`,
			description: 'The run ended before it.',
		};
	}
	return describeFailure(row, result);
}

/** One row's failure: certainly not placed, or guarantee 2's outcome that is not known. */
function describeFailure(
	row: CheckedRow,
	result: Exclude<RowResult, { kind: 'placed' }>,
): { message: string; description: string } {
	const { failure } = result;
	if (result.kind === 'failed') {
		return {
			message: `${rowName(row.itemIndex)} was not placed: ${whatHappened(failure)}`,
			description: whatToDo(failure),
		};
	}
	return {
		message: `${rowName(row.itemIndex)}: it is not known whether this call was placed. ${whatHappened(failure)}`,
		description: howToLookUp(row, result.since, failure),
	};
}

function howToLookUp(row: CheckedRow, since: Date, failure: Failure): string {
	const words = failure.words ? ` The last words were: ${failure.words}` : '';
	return (
		`The request for ${recipient(row)} was sent at ${since.toISOString()} and is not sent again, so that nobody is contacted twice. ` +
		`Look in Elemente, or with the operation Get Many of this node, whether there is a call to ${recipient(row)} from that time on; ` +
		`only if there is none, run this row again.${words}`
	);
}

function recipient({ body }: CheckedRow): string {
	const paths =
		body.channel === 'email'
			? ['customerOverride.email', 'customerEmail']
			: [
					'customerOverride.phoneNumber',
					'customerPhone',
					'customerOverride.email',
					'customerEmail',
					'customerName',
				];
	const to = paths.map((path) => getPath(body, path)).find((value) => value !== undefined);
	return `${String(to ?? 'the customer')} (channel ${String(body.channel)})`;
}

function otherUnknown(rows: CheckedRow[], results: Results, except?: CheckedRow): string[] {
	return rows
		.filter((row) => row !== except)
		.flatMap((row) => {
			const result = results.get(row.itemIndex);
			return result?.kind === 'unknown'
				? [
						`${rowName(row.itemIndex)}: it is not known whether this call was placed. ${howToLookUp(row, result.since, result.failure)}`,
					]
				: [];
		});
}

/** Which rows were placed, with their ids, and which were not. */
function summary(rows: CheckedRow[], results: Results): string[] {
	const placed = rows.flatMap(({ itemIndex }) => {
		const result = results.get(itemIndex);
		return result?.kind === 'placed' ? [`${rowName(itemIndex)}: ${result.id}`] : [];
	});
	const notPlaced = rows.filter(
		({ itemIndex }) => (results.get(itemIndex)?.kind ?? 'failed') === 'failed',
	);
	return [
		placed.length > 0
			? `Placed (${placed.length}) and not to be sent again: ${placed.join(', ')}.`
			: 'No call is known to be placed.',
		...(notPlaced.length > 0 ? [`Not placed (${notPlaced.length}): ${rowRanges(notPlaced)}.`] : []),
	];
}

function isProblem(result?: RowResult): boolean {
	return result !== undefined && result.kind !== 'placed';
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
