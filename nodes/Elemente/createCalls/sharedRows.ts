import type { SentOutcome, SharedRow } from './claims';

/** For so many rows in n8n's list one more is written at once: the list takes as long to write as it is long. */
const ROWS_FOR_ONE = 25;

/** So many rows, at most, are claimed ahead: where a process dies, those are in doubt for nothing. */
const MOST_AT_ONCE = 500;

/** The rows of a node's executions by key. Counts those with an outcome, as each row that is placed asks for them. */
export class SharedRows {
	private readonly rows = new Map<string, SharedRow>();

	/** How many have an outcome, by the execution that claimed them */
	private readonly told = new Map<string, number>();

	get size(): number {
		return this.rows.size;
	}

	/** When the first of them was claimed, in milliseconds since 1970. */
	get firstClaim(): number {
		return this.all.reduce((first, [, { claimedAt }]) => Math.min(first, claimedAt), Infinity);
	}

	/** How many rows to write down in one go: the more, the longer the list is that is written with them. */
	get atOnce(): number {
		return Math.min(MOST_AT_ONCE, 1 + Math.floor(this.size / ROWS_FOR_ONE));
	}

	/** The ids of the calls that are known to belong to a row. */
	get placedIds(): string[] {
		return this.all.flatMap(([, { outcome }]) =>
			outcome?.outcome === 'placed' ? [outcome.call.id] : [],
		);
	}

	/** All of them, with their keys, in a list of its own: they may change meanwhile. */
	get all(): Array<[string, SharedRow]> {
		return [...this.rows];
	}

	get(key: string): SharedRow | undefined {
		return this.rows.get(key);
	}

	/** Whether a row of another execution than this one has an outcome. */
	hasOutcomeOfOthersThan(id: string): boolean {
		return this.told.size > (this.told.has(id) ? 1 : 0);
	}

	set(key: string, row: SharedRow): void {
		this.delete(key);
		this.rows.set(key, row);
		if (row.outcome) this.count(row.by, 1);
	}

	delete(key: string): void {
		const row = this.rows.get(key);
		this.rows.delete(key);
		if (row?.outcome) this.count(row.by, -1);
	}

	/** Says what became of a row, to those who wait for it as well. */
	tell(key: string, outcome: SentOutcome): void {
		const row = this.rows.get(key);
		if (row === undefined) return;
		if (!row.outcome) this.count(row.by, 1);
		row.outcome = outcome;
		row.settled();
	}

	private count(id: string, more: 1 | -1): void {
		const count = (this.told.get(id) ?? 0) + more;
		if (count > 0) this.told.set(id, count);
		else this.told.delete(id);
	}
}
