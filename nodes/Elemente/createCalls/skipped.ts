import { rowName } from '../rows/row';

/**
 * Why a row was held back, in one word that a workflow can branch on; docs/rules.md lists them. Nothing is wrong with
 * such a row, so it is no error in any of n8n's error modes, and it never stops a run.
 */
export type Skipped =
	/** The calling hours of the row have not begun, or are over; `dueAt` says when they begin next */
	| 'outsideHours'
	/** The recipient is on the Do Not Contact list */
	| 'doNotContact'
	/** An earlier row of the list goes to the same recipient on the same channel */
	| 'sameCustomer'
	/** The API failed so many rows in a row that the rest was not tried */
	| 'outage'
	/** The moment under Stop Placing At was over */
	| 'afterStopTime'
	/** The row holds nothing */
	| 'emptyRow'
	/** An earlier run contacted it, and each is to be contacted only once */
	| 'alreadyContacted';

/** The outcome of a row that was held back. */
export interface SkippedRow {
	outcome: 'skipped';
	skipped: Skipped;
	/** A sentence that names the row */
	reason: string;
	/** When it may be sent, in ISO 8601 with the offset of its time zone, where there is a next time */
	dueAt?: string;
}

/** @param why what holds the row back, as the end of the sentence "Row 3 was not contacted: …" */
export function skippedRow(
	itemIndex: number,
	skipped: Skipped,
	why: string,
	dueAt?: string,
): SkippedRow {
	const reason = `${rowName(itemIndex)} was not contacted: ${why}`;
	return { outcome: 'skipped', skipped, reason, ...(dueAt === undefined ? {} : { dueAt }) };
}
