import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../api/call';
import { noTags } from '../errors/editorText';
import type { Failure } from '../errors/failures';
import { lastWords, whatHappened, whatToDo } from '../errors/nodeErrors';
import { getPath } from '../fields/bodyPath';
import type { RowError } from '../rows/errorItem';
import { rowName } from '../rows/row';
import type { CheckedRow } from './checkRows';
import type { SkippedRow } from './skipped';

/** What has become of a row, in the words of the output. A row without an outcome was not sent. */
export type RowOutcome =
	| { outcome: 'placed'; call: Call }
	/** Certainly not placed */
	| { outcome: 'notPlaced'; failure: Failure }
	/** Sent, and it is not known whether the call was placed */
	| { outcome: 'unknown'; sentAt: Date; failure: Failure }
	| SkippedRow;

/** A row that failed: under n8n's Stop Workflow it ends the run, else it comes out as an error item. */
export type FailedOutcome = Extract<RowOutcome, { failure: Failure }>;

export function isFailed(outcome?: RowOutcome): outcome is FailedOutcome {
	return outcome !== undefined && 'failure' in outcome;
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
		whatToDo: isUnknown ? howToLookUp(row.body, outcome.sentAt, failure) : whatToDo(failure),
		outcome: outcome.outcome,
	};
}

function howToLookUp(body: IDataObject, sentAt: Date, failure: Failure): string {
	const to = recipientOf(body);
	return (
		`The request for ${to} was sent at ${sentAt.toISOString()} and is not sent again, so that nobody is contacted twice. ` +
		`Look in Elemente, or with the operation Get Many of this node, whether there is a call to ${to} from that time on; ` +
		`only if there is none, run this row again.${lastWords(failure)}`
	);
}

/** Whom a request is to reach, and on which channel, for a person to find it by. */
function recipientOf(body: IDataObject): string {
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
	return noTags(`${String(to ?? 'the customer')} (channel ${String(body.channel)})`);
}
