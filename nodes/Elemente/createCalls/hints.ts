import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { noTags } from '../errors/editorText';
import type { CheckedRow } from './checkRows';
import type { Ledger } from './ledger';
import type { Outcomes } from './placing';
import type { Skipped } from './skipped';

const FOUND_ONE = "the call was found in Elemente's list, so it was not placed again.";
const FOUND_MORE = "the calls were found in Elemente's list, so they were not placed again.";

/** What became of the rows of a run, or would become of them. */
export interface Counts {
	rows: number;
	placed: number;
	notPlaced: number;
	unknown: number;
	skipped: Partial<Record<Skipped, number>>;
	/** The moments from which rows outside of their hours are due, in ISO 8601 */
	due: Set<string>;
}

/** Says of so many rows, as the end of a sentence, what held them back. */
const HELD_BACK: Record<Skipped, (are: string, have: string) => string> = {
	doNotContact: (are) => `${are} on the do-not-contact list`,
	sameCustomer: (_, have) => `${have} a customer whom an earlier row contacts`,
	emptyRow: (are) => `${are} empty`,
	outsideHours: (are) => `${are} outside of their calling hours`,
	afterStopTime: (_, have) => `${have} their turn after Stop Placing At`,
	outage: (are) => `${are} left for later, as the API failed too many rows in a row`,
	alreadyContacted: (are) => `${are} known to be contacted before`,
};

/** @param rows all of them, bad ones too; @param outcomes of those that are good */
export function countsOf(rows: CheckedRow[], outcomes: Outcomes): Counts {
	const counts: Counts = {
		...{ rows: rows.length, placed: 0, notPlaced: 0, unknown: 0 },
		skipped: {},
		due: new Set(),
	};
	for (const { itemIndex } of rows) {
		const outcome = outcomes.get(itemIndex);
		if (outcome?.outcome !== 'skipped') counts[outcome?.outcome ?? 'notPlaced']++;
		else {
			counts.skipped[outcome.skipped] = (counts.skipped[outcome.skipped] ?? 0) + 1;
			if (outcome.dueAt !== undefined) counts.due.add(outcome.dueAt);
		}
	}
	return counts;
}

/** After a run in which not every row was placed: what became of them, in one sentence; else nothing. */
export function hintAfterRun(counts: Counts): string[] {
	const { rows, placed, notPlaced, unknown } = counts;
	if (placed === rows) return [];
	const parts = [
		placed === 0 ? 'none was placed' : `${placed} ${was(placed)} placed`,
		...heldBack(counts),
		...(notPlaced > 0 ? [`${notPlaced} ${was(notPlaced)} not placed`] : []),
		...(unknown > 0
			? [`of ${unknown} it is not known whether ${unknown === 1 ? 'it was' : 'they were'} placed`]
			: []),
	];
	return [`Of ${rows} ${rows === 1 ? 'row' : 'rows'}, ${parts.join(', ')}.`];
}

/** What an earlier run had to do with it, and where nothing is remembered for a later one. */
export function hintOfEarlier(
	outcomes: Outcomes,
	{ isForgetful }: Pick<Ledger, 'isForgetful'>,
): string[] {
	const known = [...outcomes.values()].map((outcome) => 'known' in outcome && outcome.known);
	const earlier = known.filter((how) => how === 'earlierRun').length;
	const found = known.filter((how) => how === 'foundByLookUp').length;
	const rows = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`;
	return [
		...(earlier > 0
			? [
					`${rows(earlier)} had been placed by an earlier run that did not end well, and ${was(earlier)} not contacted again. To contact them again, choose Start Over for When Run Again under Contact Rules.`,
				]
			: []),
		...(found > 0
			? [`The answer to ${rows(found)} was lost; ${found === 1 ? FOUND_ONE : FOUND_MORE}`]
			: []),
		...(isForgetful && outcomes.size > 0
			? [
					'What was placed is not remembered after this run, as this workflow was never saved or this n8n has no memory for it. Running it again contacts everyone again.',
				]
			: []),
	];
}

/** *Check Only*: what would become of the rows now, in one sentence. */
export function hintOfCheck(counts: Counts): string[] {
	const { placed, notPlaced } = counts;
	const parts = [
		`${placed} would be placed now`,
		...heldBack(counts),
		...(notPlaced > 0 ? [`${notPlaced} ${is(notPlaced)} bad and would not be sent`] : []),
	];
	return [`Nothing was sent, as Check Only is on: ${parts.join(', ')}.`];
}

function heldBack({ skipped, due }: Counts): string[] {
	return (Object.entries(skipped) as Array<[Skipped, number]>).map(([why, count]) => {
		if (why === 'outsideHours' && due.size > 0) return `${count} ${has(count)} ${hoursFrom(due)}`;
		return `${count} ${HELD_BACK[why](is(count), has(count))}`;
	});
}

/** @param due moments such as 2026-11-26T09:00:00-05:00 */
function hoursFrom(due: Set<string>): string {
	const moments = [...due].sort((a, b) => Date.parse(a) - Date.parse(b));
	const first = moments[0].replace('T', ' ').replace(/:00([+-])/, ' $1');
	return moments.length === 1
		? `their hours from ${first}`
		: `their hours later, the first from ${first}`;
}

const is = (count: number) => (count === 1 ? 'is' : 'are');
const was = (count: number) => (count === 1 ? 'was' : 'were');
const has = (count: number) => (count === 1 ? 'has' : 'have');

/** Shows sentences above the node's output, each as a hint of its own; older n8n shows none. */
export function showHints(context: IExecuteFunctions, texts: string[]): void {
	const { addExecutionHints } = context as Partial<IExecuteFunctions>;
	const hints = texts.map(
		(text): NodeExecutionHint => ({ message: noTags(text), type: 'info', location: 'outputPane' }),
	);
	addExecutionHints?.call(context, ...hints);
}
