import type { PlacedRow, UnknownRow } from './outcome';
import { LIFE_MS } from './pages';

/** What became of a row that was sent. */
export type SentOutcome = PlacedRow | UnknownRow;

/** What is known of a row before it is sent. */
export type Claim =
	/** Nobody has sent it */
	| { isNew: true }
	/** Sent before, in this process: this became of it */
	| { isNew: false; outcome: SentOutcome }
	/** Sent before, by a process that has gone: `isPlaced` where that wrote down that it was placed */
	| { isNew: false; isPlaced: boolean }
	/** *Contact Each Only Once*: contacted before, by an execution that ended well */
	| { isNew: false; isDone: true };

/** A row that an execution of this process sends or has sent. */
export interface SharedRow {
	/** The execution that claimed it */
	by: string;
	/** undefined while it is on its way */
	outcome?: SentOutcome;
	/** Resolves when it has an outcome, or when it certainly was not sent */
	done: Promise<void>;
	settled: () => void;
	/** In milliseconds since 1970 */
	claimedAt: number;
	page: string;
	/** *Contact Each Only Once* */
	onlyOnce: boolean;
}

/** A row that an execution is about to send, on the page of n8n's store that it writes on. */
export function sharedRow(by: string, page: string, onlyOnce: boolean): SharedRow {
	let settled = () => {};
	const done = new Promise<void>((resolve) => (settled = resolve));
	return { by, done, settled, claimedAt: Date.now(), page, onlyOnce };
}

/** So much is kept of a call that was placed when nobody may ask for it soon. */
export function withIdOnly(placed: PlacedRow): PlacedRow {
	return { ...placed, call: { id: placed.call.id } };
}

export function shorten(row?: SharedRow): void {
	if (row?.outcome?.outcome === 'placed') row.outcome = withIdOnly(row.outcome);
}

/** It has been sent so long ago that it does not count any more. */
export function isOld({ outcome, claimedAt }: SharedRow): boolean {
	return outcome !== undefined && Date.now() - claimedAt > LIFE_MS;
}
