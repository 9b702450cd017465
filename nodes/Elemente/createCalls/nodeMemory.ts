import type { IExecuteFunctions } from 'n8n-workflow';

import { type Claim, type SentOutcome, type SharedRow, sharedRow, withIdOnly } from './claims';
import { Notebook, type Written } from './notebook';
import { endOf } from './pages';
import type { ProcessedStore } from './processedStore';

/** An execution that is under way. */
export interface Execution {
	id: string;
	/** The rows that it has met */
	keys: Set<string>;
	/** Runs of the node that are under way in it: more than one only where a model uses it as a tool */
	runs: number;
	/** n8n tells of its end */
	isWatched?: boolean;
	/** Its last run of the node has failed */
	hasFailed?: boolean;
	/** A run of the node in it has left rows for later */
	isCutShort?: boolean;
}

/** A doubt is settled by not finding a call only so long after it was sent, in milliseconds. */
export const MIN_DOUBT_MS = 10 * 60_000;

const HOUR_MS = 3_600_000;

/** Of so many executions, whose run of the node has ended, n8n is asked whether they wait. */
const MAX_ASKED = 3;

/**
 * What one node of one workflow remembers of the rows of its executions, until they have ended well.
 *
 * - A row is written down before it is sent. What cannot be written down is not sent.
 * - As long as an execution that met a row has not ended well, the row counts as sent; two days at the longest.
 * - Executions at the same time forget together: what the first has sent, the second must know until it has ended.
 * - An execution with a row in doubt, or with rows left for later in an outage, has not ended well, whatever n8n says:
 *   who runs the list again settles it.
 * - In one process a row is on its way once. Across processes n8n's store holds no lock, and nothing can.
 */
export class NodeMemory {
	private readonly notebook: Notebook;

	private readonly rows = new Map<string, SharedRow>();

	/** Those that are under way, by id */
	private readonly executions = new Map<string, Execution>();

	/** Rows of executions that have ended, well or not, while another one was under way */
	private toForget = new Set<string>();
	private toKeep = new Set<string>();

	/** One of these is in doubt, or rows of its execution were left for later */
	private isUnfinished = false;

	/** The opening of the first execution, and the forgetting after the last: what follows waits for it */
	private changing: Promise<void> = Promise.resolve();

	constructor(store: ProcessedStore) {
		this.notebook = new Notebook(store);
	}

	/** No execution is under way. */
	get isIdle(): boolean {
		return this.executions.size === 0;
	}

	/** Nothing is under way, and nothing of it is worth keeping. */
	get isEmpty(): boolean {
		return this.isIdle && this.rows.size === 0;
	}

	/** Whether anything of another execution counts. */
	hasEarlier({ id }: Execution): boolean {
		if (this.notebook.older.length > 0) return true;
		return [...this.rows.values()].some(({ outcome, by }) => outcome && by !== id);
	}

	/** The hours back in which rows that count may have been sent; at least 1. */
	get hoursBack(): number {
		const times = this.notebook.older.map(({ begunAt }) => begunAt);
		for (const { claimedAt } of this.rows.values()) times.push(claimedAt);
		const first = times.reduce((a, b) => Math.min(a, b), Date.now());
		return Math.max(1, Math.ceil((Date.now() - first) / HOUR_MS));
	}

	/** From when on a row in doubt, of which no call is found, may be sent again, in milliseconds since 1970. */
	get doubtsSettleAt(): number {
		return this.notebook.lastSent + MIN_DOUBT_MS;
	}

	/** The ids of the calls that are known to belong to a row. */
	placedIds(): string[] {
		return [...this.rows.values()].flatMap(({ outcome }) =>
			outcome?.outcome === 'placed' ? [outcome.call.id] : [],
		);
	}

	/** *Start Over*: forgets the rows of executions that have ended. */
	startOver(): void {
		for (const [key, { outcome }] of this.rows) if (outcome) this.rows.delete(key);
	}

	/** Joins an execution, and looks for what others have left. @throws what n8n's store throws */
	async join(context: IExecuteFunctions, id: string): Promise<Execution> {
		const known = this.executions.get(id);
		if (known) {
			known.runs++;
			await this.changing;
			return known;
		}
		await this.dismissThoseThatWait(context);
		const isFirst = this.isIdle;
		const execution = { id, keys: new Set<string>(), runs: 1 };
		this.executions.set(id, execution);
		this.changing = isFirst
			? this.changing.catch(() => undefined).then(async () => await this.open(context, id))
			: this.changing.then(async () => await this.notebook.share(id));
		try {
			await this.changing;
		} finally {
			if (!this.notebook.hasWriter(id)) this.executions.delete(id);
		}
		return execution;
	}

	/** An execution has ended. When it was the last one under way, what ended well is forgotten. */
	async leave({ id, keys, isCutShort }: Execution, endedWell: boolean): Promise<void> {
		this.executions.delete(id);
		const hasDoubts = [...keys].some((key) => this.rows.get(key)?.outcome?.outcome === 'unknown');
		const isUnfinished = hasDoubts || isCutShort === true;
		this.isUnfinished ||= isUnfinished;
		for (const key of keys) (endedWell && !isUnfinished ? this.toForget : this.toKeep).add(key);
		if (!this.isIdle) return;
		this.changing = this.changing.catch(() => undefined).then(async () => await this.forget());
		await this.changing;
	}

	/**
	 * Claims a row, or tells what became of it. Waits where another execution is about to send it. Who gets a claim
	 * that is new, or in doubt, has to `settle`, `release` or `giveBack` it.
	 *
	 * @throws what n8n's store throws: the row must not be sent then
	 */
	async claim(key: string, execution: Execution, onlyOnce: boolean): Promise<Claim> {
		execution.keys.add(key);
		let known = this.rows.get(key);
		while (known && !known.outcome) {
			await known.done;
			known = this.rows.get(key);
		}
		if (known?.outcome?.outcome === 'placed') return { isNew: false, outcome: known.outcome };
		const row = sharedRow(execution.id, this.notebook.pageName, onlyOnce);
		this.rows.set(key, row);
		let written: Written | undefined;
		try {
			written = await this.notebook.writeSent(key, onlyOnce);
		} finally {
			if (written === undefined) this.undoClaim(key, known);
		}
		if (known?.outcome) return { isNew: false, outcome: known.outcome };
		if (written === 'nothing') return { isNew: true };
		if (written === 'forGood') return { isNew: false, isDone: true };
		return { isNew: false, isPlaced: written === 'placed' };
	}

	/** Writes down that a row is being sent now. @throws what n8n's store throws: it must not be sent then */
	async noteSending(): Promise<void> {
		await this.notebook.writeMinute();
	}

	/** Writes down what became of a row that was claimed. */
	settle(key: string, outcome: SentOutcome): void {
		const row = this.rows.get(key);
		if (row === undefined) return;
		row.outcome = outcome;
		row.settled();
		if (outcome.outcome === 'placed') this.notebook.writePlaced(row.page, key);
	}

	/** A row that was claimed certainly was not sent. @throws what n8n's store throws: then it counts as sent */
	async release(key: string): Promise<void> {
		const row = this.rows.get(key);
		this.rows.delete(key);
		row?.settled();
		await this.notebook.takeBack(key, row?.onlyOnce ?? false);
	}

	/** Nothing came of a claim: the row is as it was before. */
	giveBack(key: string, claim: Claim): void {
		const row = this.rows.get(key);
		if (row === undefined || row.outcome) return;
		if ('outcome' in claim) row.outcome = claim.outcome;
		else this.rows.delete(key);
		row.settled();
		if ('isDone' in claim) this.notebook.writePlaced(row.page, key);
	}

	private undoClaim(key: string, before?: SharedRow): void {
		this.rows.get(key)?.settled();
		if (before) this.rows.set(key, before);
		else this.rows.delete(key);
	}

	/**
	 * n8n tells of no end where an execution was put into its database to wait: nothing is under way there any more.
	 * It counts as not ended, and `pages` says for how long.
	 */
	private async dismissThoseThatWait(context: IExecuteFunctions): Promise<void> {
		const idle = [...this.executions.values()].filter(({ runs }) => runs === 0);
		for (const execution of idle.slice(0, MAX_ASKED)) {
			const saved = await context.getExecutionDataById?.(execution.id).catch(() => undefined);
			const end = endOf(saved, context);
			if (end === 'waits' || end === 'well') await this.leave(execution, end === 'well');
		}
	}

	private async open(context: IExecuteFunctions, id: string): Promise<void> {
		await this.notebook.open(context, id);
		const pages = new Set(this.notebook.older.map(({ name }) => name));
		for (const [key, { page }] of this.rows) if (!pages.has(page)) this.rows.delete(key);
	}

	private async forget(): Promise<void> {
		const { toForget, toKeep, isUnfinished } = this;
		this.toForget = new Set();
		this.toKeep = new Set();
		this.isUnfinished = false;
		const forgotten = [...toForget].filter((key) => !toKeep.has(key));
		for (const key of forgotten) this.rows.delete(key);
		for (const row of this.rows.values()) {
			// It may be long until somebody runs it again; the rest of the call stands in the API's list.
			if (row.outcome?.outcome === 'placed') row.outcome = withIdOnly(row.outcome);
		}
		await this.notebook.forget(forgotten, { page: toKeep.size > 0, inSpiteOfN8n: isUnfinished });
	}
}
