import type { IExecuteFunctions } from 'n8n-workflow';

import { type Claim, type SentOutcome, type SharedRow, isOld, sharedRow, shorten } from './claims';
import { Endings, type Execution } from './endings';
import { Notebook } from './notebook';
import { endOf } from './pages';
import type { ProcessedStore } from './processedStore';
import { SharedRows } from './sharedRows';

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
 * - What an execution has sent, those that were under way with it must know until they have ended; then it is forgotten,
 *   also where there is always one under way.
 * - An execution with a row in doubt, or with rows left for later in an outage, has not ended well, whatever n8n says:
 *   who runs the list again settles it.
 * - In one process a row is on its way once. Across processes n8n's store holds no lock, and nothing can.
 */
export class NodeMemory {
	private readonly notebook: Notebook;
	readonly rows = new SharedRows();
	/** Those that are under way, by id */
	readonly executions = new Map<string, Execution>();
	private readonly endings = new Endings();

	/** A row of an execution that has ended is in doubt, or rows of it were left for later */
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

	/** How many rows are remembered, and of executions that have ended. */
	get size(): number {
		return this.rows.size + this.endings.size;
	}

	/**
	 * How many rows to write down in one go. No more than one where others are under way: whoever holds rows that are not
	 * sent yet must never wait for somebody who waits for one of them.
	 */
	get rowsAtOnce(): number {
		return this.executions.size === 1 ? this.rows.atOnce : 1;
	}

	/** Whether anything of another execution counts. */
	hasEarlier({ id }: Execution): boolean {
		return this.notebook.older.length > 0 || this.rows.hasOutcomeOfOthersThan(id);
	}

	/** The hours back in which rows that count may have been sent; at least 1. */
	get hoursBack(): number {
		const pages = this.notebook.older.map(({ begunAt }) => begunAt);
		const first = Math.min(Date.now(), this.rows.firstClaim, ...pages);
		return Math.max(1, Math.ceil((Date.now() - first) / HOUR_MS));
	}

	/** From when on a row in doubt, of which no call is found, may be sent again, in milliseconds since 1970. */
	get doubtsSettleAt(): number {
		return this.notebook.lastSent + MIN_DOUBT_MS;
	}

	/** *Start Over*: forgets the rows of executions that have ended. */
	startOver(): void {
		for (const [key, { outcome }] of this.rows.all) if (outcome) this.rows.delete(key);
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
		const execution = { id, keys: new Set<string>(), runs: 1, begun: this.endings.begin() };
		this.executions.set(id, execution);
		this.changing = isFirst
			? this.changing.catch(() => undefined).then(async () => await this.open(context, id))
			: this.changing.then(async () => await this.notebook.share(id));
		try {
			await this.changing;
		} finally {
			if (!this.notebook.hasWriter(id)) {
				this.executions.delete(id);
				this.endings.withdraw(id);
			}
		}
		return execution;
	}

	/** An execution has ended. What ended well is forgotten when nobody needs it any more. */
	async leave(execution: Execution, endedWell: boolean): Promise<void> {
		const { id, keys, isCutShort } = execution;
		if (!this.executions.delete(id)) return;
		this.notebook.flush();
		this.notebook.leave(id);
		const hasDoubts = [...keys].some((key) => this.rows.get(key)?.outcome?.outcome === 'unknown');
		const isUnfinished = hasDoubts || isCutShort === true;
		this.isUnfinished ||= isUnfinished;
		const over = this.endings.end(execution, endedWell && !isUnfinished, this.executions.keys());
		const isLast = this.isIdle;
		const met = over.flatMap((each) => [...each.keys]);
		const forget = async () => await this.forget(this.endings.settled(over), met, isLast);
		this.changing = this.changing.catch(() => undefined).then(forget);
		await this.changing;
	}

	/**
	 * Claims a row, or tells what became of it. Waits where another execution is about to send it. Who gets a claim that is
	 * new, or in doubt, has to `settle`, `release` or `giveBack` it. @throws what n8n's store throws: it must not be sent then
	 */
	async claim(key: string, execution: Execution, onlyOnce: boolean): Promise<Claim> {
		execution.keys.add(key);
		let known = this.rows.get(key);
		while (known && !known.outcome) {
			await known.done;
			known = this.rows.get(key);
		}
		const before = known?.outcome;
		if (known && before?.outcome === 'placed') {
			this.notebook.takeOver(known, key);
			return { isNew: false, outcome: before };
		}
		const row = sharedRow(execution.id, this.notebook.pageName, onlyOnce);
		this.rows.set(key, row);
		const written = await this.notebook.writeSent(key, onlyOnce).catch((error: unknown) => {
			this.undoClaim(key, row, known);
			throw error;
		});
		if (before) return { isNew: false, outcome: before };
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
		this.rows.tell(key, outcome);
		const row = this.rows.get(key);
		if (row && outcome.outcome === 'placed') {
			this.notebook.writePlaced(row.page, key, this.rowsAtOnce);
		}
	}

	/** A run of an execution has ended. */
	endRun(execution: Execution): void {
		execution.runs--;
		this.notebook.flush();
	}

	/** A row that was claimed certainly was not sent. @throws what n8n's store throws: then it counts as sent */
	async release(key: string): Promise<void> {
		const row = this.rows.get(key);
		this.rows.delete(key);
		row?.settled();
		await this.notebook.takeBack(key, row?.onlyOnce ?? false);
	}

	/** Nothing came of a claim: the row is as it was before, also where asking has made a doubt of what others wrote. */
	giveBack(key: string, claim: Claim): void {
		const row = this.rows.get(key);
		if (row === undefined || row.outcome) return;
		if ('outcome' in claim) this.rows.tell(key, claim.outcome);
		else this.rows.delete(key);
		row.settled();
		const isPlaced = 'isDone' in claim || ('isPlaced' in claim && claim.isPlaced);
		if (isPlaced) this.notebook.writePlaced(row.page, key, 1);
	}

	private undoClaim(key: string, row: SharedRow, before?: SharedRow): void {
		row.settled();
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
		for (const [key, { page }] of this.rows.all) if (!pages.has(page)) this.rows.delete(key);
	}

	/**
	 * @param settled rows that nobody needs any more
	 * @param met all rows of executions of which nobody needs the whole call any more
	 * @param isLast none was under way any more
	 */
	private async forget(settled: string[], met: string[], isLast: boolean): Promise<void> {
		const underWay = [...this.executions.values()];
		const isFree = (key: string) => !underWay.some(({ keys }) => keys.has(key));
		const old = this.rows.all.filter(([, row]) => isOld(row)).map(([key]) => key);
		const forgotten = [...settled, ...old].filter(isFree);
		for (const key of forgotten) {
			this.rows.delete(key);
			this.endings.drop(key);
		}
		// It may be long until somebody runs these again; the rest of the calls stands in the API's list.
		for (const key of met.filter(isFree)) shorten(this.rows.get(key));
		const page = !isLast || this.endings.hasFailed;
		const inSpiteOfN8n = isLast && this.isUnfinished;
		if (isLast) {
			this.isUnfinished = false;
			this.endings.clear();
		}
		await this.notebook.forget(forgotten, { page, inSpiteOfN8n });
	}
}
