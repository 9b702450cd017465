import type { IExecuteFunctions } from 'n8n-workflow';

import { FAILURES } from '../errors/failures';
import { RowProblem } from '../rows/problems';
import { rowName } from '../rows/row';
import { type CallingHours, type RuleProblem, judgeHours } from './callingHours';
import { type CheckedRow, EMPTY_ROW } from './checkRows';
import { listedContact } from './doNotContact';
import { type RowOutcome, isFailed } from './outcome';
import { contactOf, recipientKey } from './recipient';
import { type RunRules, hoursReader, isProblem, readRunRules } from './ruleParameters';
import { type SkippedRow, skippedRow } from './skipped';

/**
 * *Contact Rules* of one run. A rule that cannot be read makes the rows bad: nobody is contacted against a rule that
 * was meant. One that can be read is judged when the row is about to be sent, and holds it back.
 */
export class ContactRules {
	/** What people should know of the rules although they work, in sentences */
	readonly notes: string[] = [];

	private readonly hours = new Map<number, CallingHours>();

	/** Why rows are held back whenever their turn comes: they are on the list, or another row goes to their customer */
	private readonly held = new Map<number, SkippedRow>();

	private readonly rules: RunRules;

	private failuresInARow = 0;

	/** The API failed too many rows in a row */
	private isOutage = false;

	constructor(private readonly context: IExecuteFunctions) {
		this.rules = readRunRules(context);
	}

	/** Reads the rules for all rows, and notes what keeps a row from being sent among its problems. */
	check(rows: CheckedRow[]): void {
		const { doNotContact, stopAfterFailures, stopAt } = this.rules;
		const forAll = [doNotContact, stopAfterFailures, stopAt];
		const readHours = hoursReader(this.context);
		for (const row of rows) {
			if (this.leavesOut(row)) continue;
			const hours = readHours(row);
			for (const problem of [...forAll, hours].filter(isProblem)) addProblem(row, problem);
			if (hours && !isProblem(hours)) this.hours.set(row.itemIndex, hours);
		}
		// What a bad row holds may be anything.
		const good = rows.filter(({ problems }) => problems.length === 0);
		this.findListed(good);
		this.findSameCustomers(good);
	}

	/** Options → *Leave Out Empty Rows*: an empty row is no bad one then. */
	private leavesOut(row: CheckedRow): boolean {
		if (!this.rules.leavesOutEmpty || row.problems[0]?.problem !== EMPTY_ROW) return false;
		row.problems = [];
		this.held.set(row.itemIndex, skippedRow(row.itemIndex, 'emptyRow', 'it is empty.'));
		return true;
	}

	private findListed(rows: CheckedRow[]): void {
		const list = this.rules.doNotContact;
		if (list === undefined || isProblem(list)) return;
		if (list.size === 0) this.notes.push('The Do Not Contact list is empty.');
		if (list.words.length > 0) {
			const words = list.words.slice(0, 3).map((word) => `"${word}"`);
			this.notes.push(
				`Do Not Contact holds words that name nobody, and were passed over: ${words.join(', ')}${list.words.length > 3 ? ', …' : ''}.`,
			);
		}
		for (const { itemIndex, body } of rows) {
			const contact = listedContact(list, body);
			if (contact === undefined) continue;
			const why = `${contact} is on the do-not-contact list.`;
			this.held.set(itemIndex, skippedRow(itemIndex, 'doNotContact', why));
		}
	}

	/** Among the rows that are good and not on the list: only one that may be called makes the next one a second. */
	private findSameCustomers(rows: CheckedRow[]): void {
		const { sameCustomer } = this.rules;
		const firsts = new Map<string, number>();
		let seconds = 0;
		for (const row of rows) {
			const key = recipientKey(row.body);
			if (key === undefined || this.held.has(row.itemIndex)) continue;
			const first = firsts.get(key);
			if (first === undefined) firsts.set(key, row.itemIndex);
			else if (sameCustomer === 'once') this.holdSecond(row, first);
			else if (sameCustomer === 'refuse') addProblem(row, alreadyIn(row, first));
			else seconds++;
		}
		if (seconds > 0) {
			const [row, goes] = seconds === 1 ? ['row', 'goes'] : ['rows', 'go'];
			this.notes.push(
				`${seconds} ${row} ${goes} to somebody whom an earlier row contacts on the same channel: the rule Same Customer Twice holds that back.`,
			);
		}
	}

	private holdSecond({ itemIndex, body }: CheckedRow, first: number): void {
		const why = `row ${first + 1} goes to the same customer, ${contactOf(body)}, on the same channel.`;
		this.held.set(itemIndex, skippedRow(itemIndex, 'sameCustomer', why));
	}

	/** What holds a row back that is about to be sent; undefined when nothing does. */
	heldBack(itemIndex: number, now = new Date()): SkippedRow | undefined {
		return (
			this.held.get(itemIndex) ?? this.runIsOver(itemIndex, now) ?? this.closed(itemIndex, now)
		);
	}

	private runIsOver(itemIndex: number, now: Date): SkippedRow | undefined {
		const { stopAt, stopAfterFailures } = this.rules;
		if (this.isOutage) {
			const why = `the API failed ${String(stopAfterFailures)} rows in a row before it. Run the workflow again when it is back: it goes on from here.`;
			return skippedRow(itemIndex, 'outage', why);
		}
		if (typeof stopAt !== 'number' || now.getTime() < stopAt) return undefined;
		const why = `its turn came after ${new Date(stopAt).toISOString()}, when nothing more was to be placed.`;
		return skippedRow(itemIndex, 'afterStopTime', why);
	}

	private closed(itemIndex: number, now: Date): SkippedRow | undefined {
		const hours = this.hours.get(itemIndex);
		if (!hours) return undefined;
		const judged = judgeHours(hours, now);
		if (judged === 'open') return undefined;
		const why = `it is outside its calling hours by the clocks of ${hours.zone}. The time for it is from ${clock(hours.from)} to ${clock(hours.to)}, and begins next at ${judged.dueAt}.`;
		return skippedRow(itemIndex, 'outsideHours', why, judged.dueAt);
	}

	/** Counts the rows in a row that the API failed. A row that it refused was looked at: the API is there. */
	note(outcome: RowOutcome | undefined): void {
		if (outcome === undefined || outcome.outcome === 'skipped') return;
		const failed = isFailed(outcome) && FAILURES[outcome.failure.kind].create !== 'giveUp';
		this.failuresInARow = failed ? this.failuresInARow + 1 : 0;
		const most = this.rules.stopAfterFailures;
		if (typeof most === 'number' && most > 0 && this.failuresInARow >= most) this.isOutage = true;
	}
}

function addProblem(row: CheckedRow, { problem, remedy }: RuleProblem): void {
	row.problems.push(new RowProblem(row.context, problem, remedy));
}

function alreadyIn({ body }: CheckedRow, first: number): RuleProblem {
	return {
		problem: `${contactOf(body)} is in ${rowName(first)} already, with the same channel`,
		remedy:
			'Leave one of the two rows out, or choose another way for Same Customer Twice under Contact Rules.',
	};
}

/** @param minutes after midnight */
function clock(minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	return [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
}
