import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../api/call';
import { noTags } from '../errors/editorText';
import type { Failure } from '../errors/failures';
import { lastWords, whatHappened, whatToDo } from '../errors/nodeErrors';
import { asksForTooLong } from '../http/retries';
import type { RowError } from '../rows/errorItem';
import { rowName } from '../rows/row';
import type { CheckedRow } from './checkRows';
import { contactOf } from './recipient';
import type { SkippedRow } from './skipped';

export interface PlacedRow {
	outcome: 'placed';
	/** Its id is empty where an earlier run has placed it and the API's list does not have it */
	call: Call;
	known?: HowKnown;
}

export interface UnknownRow {
	outcome: 'unknown';
	/** When it was sent; where an earlier execution sent it, when that last sent anything, or 1970 */
	sentAt: Date;
	failure: Failure;
	/** An earlier execution sent it, and did not come to write down what became of it */
	isEarlier?: boolean;
	look?: Look;
}

/** What has become of a row, in the words of the output. A row without an outcome was not sent. */
export type RowOutcome =
	| PlacedRow
	/** Certainly not placed */
	| { outcome: 'notPlaced'; failure: Failure }
	/** Sent, and it is not known whether the call was placed */
	| UnknownRow
	| SkippedRow;

/** A row that failed: under n8n's Stop Workflow it ends the run, else it comes out as an error item. */
export type FailedOutcome = Extract<RowOutcome, { failure: Failure }>;

export function isFailed(outcome?: RowOutcome): outcome is FailedOutcome {
	return outcome !== undefined && 'failure' in outcome;
}

/**
 * How it is known that a row was placed, where this run has not simply placed it: an earlier execution did, or this
 * one and the call was found in the API's list, or an earlier one was in doubt about it and no call was found. Or a
 * model has asked twice.
 */
type HowKnown = 'earlierRun' | 'foundByLookUp' | 'afterDoubt' | 'askedTwice';

/** A look for the call of a row in doubt, and what it found. */
interface Look {
	at: Date;
	/** From when on running again settles the matter; undefined where nothing remembers the row until then */
	settlesAt?: Date;
	/** Calls that could be the row's; undefined where the list could not be read */
	candidates?: number;
	isComplete?: boolean;
}

/**
 * Whether a row's failure ends the run under Stop Workflow. What an earlier run has left in doubt does not: nothing
 * failed now, and the other rows are to go on. Nor does a row that the API asks to come back with much later.
 */
export function endsRun(outcome?: RowOutcome): boolean {
	if (!isFailed(outcome)) return false;
	return outcome.outcome === 'unknown' ? !outcome.isEarlier : !asksForTooLong(outcome.failure);
}

/** What the error item of a row that was not placed says, and the error that names it first. */
export function rowErrorOf(row: CheckedRow, outcome?: FailedOutcome): RowError {
	const name = rowName(row.itemIndex);
	if (row.problems.length > 0) {
		return {
			message: `${name}: ${row.problems[0].problem}. It was not sent.`,
			reason: 'badRow',
			whatToDo: row.problems.map(({ problem, remedy }) => `${problem}. ${remedy}`).join(' '),
			outcome: 'notPlaced',
		};
	}
	if (outcome === undefined) {
		const whatToDoNow = 'The run ended before it.';
		const message = `${name} was not sent.`;
		return { message, reason: 'notReached', whatToDo: whatToDoNow, outcome: 'notPlaced' };
	}
	const { failure } = outcome;
	const happened = whatHappened(failure);
	const isUnknown = outcome.outcome === 'unknown';
	return {
		message: isUnknown
			? `${name}: it is not known whether this call was placed. ${happened}`
			: `${name} was not placed: ${happened}`,
		reason: failure.kind,
		whatToDo: isUnknown ? howToLookUp(row.body, outcome) : whatToDo(failure),
		outcome: outcome.outcome,
	};
}

/** What was found out about a row in doubt, and how the doubt is settled. */
function howToLookUp(body: IDataObject, doubt: UnknownRow): string {
	const to = recipientOf(body);
	const sent = doubt.isEarlier
		? `An earlier run has sent the request for ${to}, or was about to.`
		: `The request for ${to} was sent at ${clock(doubt.sentAt)}.`;
	const never = 'It is not sent again unseen, so that nobody is contacted twice.';
	return `${sent} ${never} ${whatWasFound(doubt, to)}${lastWords(doubt.failure)}`;
}

function whatWasFound({ look, sentAt }: UnknownRow, to: string): string {
	const byHand =
		`Look in Elemente, or with the operation Get Many of this node, whether there is a call to ${to}` +
		(sentAt.getTime() > 0 ? ' from that time on' : '');
	if (!look || look.candidates === undefined || !look.settlesAt) {
		return `${byHand}; only if there is none, run this row again.`;
	}
	const at = clock(look.at);
	if (look.candidates > 0) {
		const several = `several calls could be it (${look.candidates})`;
		return `Looked up at ${at} in Elemente's list: ${several}. ${byHand}.`;
	}
	if (!look.isComplete) {
		return `Looked up at ${at} in Elemente's list, which may have been cut: not found. ${byHand}; only if there is none, run this row again.`;
	}
	return (
		`Looked up at ${at} in Elemente's list: there is no such call so far. ` +
		`Run the workflow again from ${clock(new Date(look.settlesAt.getTime() + 999))} on: it looks once more, and places the call if there still is none.`
	);
}

/** A moment for people, such as `2026-11-26 02:40:13 UTC`: its second, so never after it. */
function clock(moment: Date): string {
	return moment
		.toISOString()
		.replace('T', ' ')
		.replace(/\.\d+Z/, ' UTC');
}

/** Whom a request is to reach, and on which channel, for a person to find it by. */
function recipientOf(body: IDataObject): string {
	const to = contactOf(body) ?? body.customerName ?? 'the customer';
	return noTags(`${String(to)} (channel ${String(body.channel)})`);
}
