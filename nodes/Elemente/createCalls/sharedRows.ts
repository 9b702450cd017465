import type { SentOutcome, SharedRow } from './claims';

/** The rows of a node's executions by key. Counts those with an outcome, as each row that is placed asks for them. */
export class SharedRows {
	private readonly rows = new Map<string, SharedRow>();

	/** How many have an outcome, by the execution that claimed them */
	private readonly told = new Map<string, number>();

	get size(): number {
		return this.rows.size;
	}

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
