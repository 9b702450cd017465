import type { IExecuteFunctions } from 'n8n-workflow';

import { memoryOfRuns } from '../rows/runMemory';
import type { CheckedRow } from './checkRows';
import { type EndOfRun, type Membership, joinMemory } from './memories';
import type { Claim, SentOutcome } from './claims';
import type { NodeMemory } from './nodeMemory';
import { countsIn, numbered, onceKey, rowKey } from './rowKey';
import type { WhenRunAgain } from './settings';

/** A tenth of a millisecond each, in which n8n answers nobody; one by one they take twice as long. */
const KEYS_AT_A_TIME = 200;

/** More different rows than that in one node run are no batch of a loop, and are not counted on. */
const MAX_COUNTED = 20_000;

/**
 * What is known of the rows of a run: by item index what this run has sent, over every try of Retry On Fail, and by
 * key what other executions have (`NodeMemory`), where n8n has a memory for that.
 *
 * A row is claimed before it is sent, and then either settled, as placed or unknown, or released: whatever happens in
 * between, it is not sent a second time unnoticed.
 */
export class Ledger {
	private readonly rows = new Map<number, SentOutcome>();

	/** Rows that this run has claimed: a new one is given back once, as another run may have it then */
	private readonly claimed = new Set<number>();

	/** The row that an id came with first */
	private readonly rowsById = new Map<string, number>();

	/** The rows' keys by item index: those of the first try, also where an expression gives another value later */
	private readonly keys = new Map<number, string>();

	/** How often each row has come up in this execution, with those of this run */
	private counts?: Record<string, number>;

	private mode?: WhenRunAgain;

	private membership?: Membership;

	/** Why nothing can be written down, where n8n's memory fails */
	private failure?: Error;

	/** n8n has no memory that outlives this run */
	get isForgetful(): boolean {
		return this.membership === undefined && this.failure === undefined;
	}

	get size(): number {
		return this.rows.size;
	}

	has(itemIndex: number): boolean {
		return this.rows.has(itemIndex);
	}

	get(itemIndex: number): SentOutcome | undefined {
		return this.rows.get(itemIndex);
	}

	/** The row (n8n's item index) of this run whose call has this id. */
	rowOf(id: string): number | undefined {
		return this.rowsById.get(id);
	}

	/** What became of the rows that were sent. */
	get outcomes(): SentOutcome[] {
		return [...this.rows.values()];
	}

	/** Joins the memory of the node. */
	async open(context: IExecuteFunctions, rows: CheckedRow[], mode: WhenRunAgain): Promise<void> {
		this.failure = undefined;
		this.mode = mode;
		try {
			this.membership ??= await joinMemory(context, mode === 'startOver');
		} catch (error) {
			this.failure = error as Error;
		}
		const unknown = rows.filter(({ itemIndex }) => !this.keys.has(itemIndex));
		const isOnce = mode === 'onlyOnce';
		const ofRows: string[] = [];
		for (let at = 0; at < unknown.length; at += KEYS_AT_A_TIME) {
			const some = unknown.slice(at, at + KEYS_AT_A_TIME);
			const made = some.map(async (row) => await (isOnce ? onceKey(row) : rowKey(row.body)));
			ofRows.push(...(await Promise.all(made)));
		}
		this.counts ??= countsOf(context);
		const keys = isOnce ? ofRows : numbered(ofRows, this.counts);
		unknown.forEach(({ itemIndex }, at) => this.keys.set(itemIndex, keys[at]));
	}

	/** What other executions have left, where anything of it counts. */
	get earlier(): Pick<NodeMemory, 'hoursBack' | 'doubtsSettleAt'> | undefined {
		if (!this.membership) return undefined;
		const { memory, execution } = this.membership;
		return memory.hasEarlier(execution) ? memory : undefined;
	}

	/** The ids of all calls that are known to belong to a row. */
	get placedIds(): Set<string> {
		const ids = new Set(this.membership?.memory.rows.placedIds);
		for (const known of this.rows.values()) if (known.outcome === 'placed') ids.add(known.call.id);
		return ids;
	}

	/** How many rows to claim in one go. */
	get rowsAtOnce(): number {
		return this.membership?.memory.rowsAtOnce ?? 1;
	}

	/** Whether a row is new; else what is known of it. @throws Error when it cannot be written down: it must not be sent */
	async claim({ itemIndex }: CheckedRow): Promise<Claim> {
		if (this.failure) throw this.failure;
		if (!this.membership) return { isNew: true };
		const { memory, execution } = this.membership;
		const claim = await memory.claim(this.keyOf(itemIndex), execution, this.mode === 'onlyOnce');
		this.claimed.add(itemIndex);
		return claim;
	}

	/** Hands back a claim that nothing came of. */
	async giveBack(row: CheckedRow, claim: Claim): Promise<void> {
		if (claim.isNew) await this.release(row);
		else this.membership?.memory.giveBack(this.keyOf(row.itemIndex), claim);
	}

	/** A claimed row is about to be sent. @throws Error when that cannot be written down: it must not be sent */
	async noteSending(): Promise<void> {
		await this.membership?.memory.noteSending();
	}

	/** A claimed row is on its way; until its answer is read, this run says of it what is given here. */
	sending({ itemIndex }: CheckedRow, until: SentOutcome): void {
		this.rows.set(itemIndex, until);
	}

	/** It certainly placed no call; the claim stays. */
	notSent({ itemIndex }: CheckedRow): void {
		this.rows.delete(itemIndex);
	}

	/** Writes down what became of a row. */
	settle({ itemIndex }: Pick<CheckedRow, 'itemIndex'>, outcome: SentOutcome): void {
		this.rows.set(itemIndex, outcome);
		if (outcome.outcome === 'placed' && !this.rowsById.has(outcome.call.id)) {
			this.rowsById.set(outcome.call.id, itemIndex);
		}
		this.membership?.memory.settle(this.keyOf(itemIndex), outcome);
	}

	/** The row certainly was not sent. What cannot be removed from n8n's memory is a doubt for who runs it again. */
	async release({ itemIndex }: CheckedRow): Promise<void> {
		this.rows.delete(itemIndex);
		if (!this.claimed.delete(itemIndex)) return;
		await this.membership!.memory.release(this.keyOf(itemIndex)).catch(() => undefined);
	}

	/** This run has ended. */
	async close(context: IExecuteFunctions, end: EndOfRun): Promise<void> {
		if (!end.hasError) this.countOn(context);
		if (this.membership) await this.membership.endOfRun(end);
	}

	/** Equal rows of the next batch of a loop are counted on from here. */
	private countOn(context: IExecuteFunctions): void {
		if (this.keys.size <= MAX_COUNTED) context.getContext('node').rowCounts = this.counts;
	}

	private keyOf(itemIndex: number): string {
		return this.keys.get(itemIndex)!;
	}
}

export const ledgerOfRun = memoryOfRuns(() => new Ledger());

/**
 * How often each row has come up in this execution, in the batches of a loop before this one. n8n keeps a node's
 * context with an execution that fails, and hands it to the one that its Retry button starts.
 */
function countsOf(context: IExecuteFunctions): Record<string, number> {
	return countsIn(context.getContext('node').rowCounts);
}
