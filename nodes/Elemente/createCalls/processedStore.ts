import type { IExecuteFunctions } from 'n8n-workflow';

type Helpers = Pick<
	IExecuteFunctions['helpers'],
	'checkProcessedAndRecord' | 'removeProcessed' | 'clearAllProcessedItems' | 'getProcessedDataCount'
>;

const SCOPE = 'node';
const MODE = { mode: 'entries' as const };

/** Values that are removed in one go: n8n searches its whole list for each of them. */
const MAX_REMOVED = 500;

/** What a database says when two processes write the first entry of a node at the same time. Nothing was written then. */
const FIRST_ENTRY_TWICE = /unique|duplicate key/i;

/** Values that wait for their turn, and what comes of it. */
interface Batch<Result> {
	values: Set<string>;
	result: Promise<Result>;
}

/**
 * n8n's store of what a node has processed (the one behind its node Remove Duplicates): it outlives the run and the
 * process, holds hashes, and can only be asked whether a value is there by writing it down. It has no lock, and each
 * call reads and writes the whole list: so all calls of one node go through one queue here, and what waits for the
 * same write goes in one. What is asked for later is done later: a value that is written down again while it waits to
 * be removed is there afterwards.
 */
export class ProcessedStore {
	private queue: Promise<unknown> = Promise.resolve();

	/** The last in the queue, where that is what it does */
	private writing?: Batch<Set<string>>;

	private removing?: Batch<void>;

	private turns = 0;

	/** What this process has written or found, and not removed again: all there is, where nobody else has written since. */
	private readonly written = new Set<string>();

	/** Of that, what `look` has found, and another one had written who may still need it */
	private readonly theirs = new Set<string>();

	constructor(private helpers: Helpers) {}

	/** n8n's helpers belong to an execution; those of the newest are used. */
	use(helpers: Helpers): void {
		this.helpers = helpers;
	}

	/** Writes values down. @returns those that were there before. @throws what n8n's store throws: nothing is written then */
	async record(values: string[]): Promise<Set<string>> {
		if (values.length === 0) return new Set();
		const batch = (this.writing ??= this.newBatch(async (all) => await this.writeNow(all)));
		const already = new Set(values.filter((value) => batch.values.has(value)));
		for (const value of values) batch.values.add(value);
		const before = await batch.result;
		return new Set(values.filter((value) => already.has(value) || before.has(value)));
	}

	/** How many values are there. */
	async count(): Promise<number> {
		return await this.inTurn(async () => await this.countNow());
	}

	/** Which of the values are there. A process that dies in between leaves the others behind as if they had been. */
	async look(values: string[]): Promise<Set<string>> {
		return await this.inTurn(async () => {
			const notOurs = values.filter((value) => !this.written.has(value));
			const before = await this.writeNow(values);
			for (const value of notOurs) this.theirs.add(value);
			await this.removeNow(values.filter((value) => !before.has(value)));
			return before;
		});
	}

	/** @throws what n8n's store throws: some may be left then */
	async remove(values: string[]): Promise<void> {
		if (values.length === 0) return;
		const batch = (this.removing ??= this.newBatch(async (all) => await this.removeNow(all)));
		for (const value of values) batch.values.add(value);
		await batch.result;
	}

	/**
	 * Removes values as `remove` does, in one go where the store holds nothing else that is worth keeping: for a long
	 * list that is a thousand times faster.
	 *
	 * @param isMark tells values that mean nothing without the others
	 */
	async forget(values: string[], isMark: (value: string) => boolean): Promise<void> {
		const forgotten = new Set(values);
		await this.inTurn(async () => {
			const isAll = [...this.written].every((value) => forgotten.has(value) || isMark(value));
			// More than this process has written: another one's, or rows that were in no list since.
			if (!isAll || (await this.countNow()) !== this.written.size) {
				return await this.removeNow(values.filter((value) => this.written.has(value)));
			}
			const theirs = [...this.theirs].filter((value) => !forgotten.has(value));
			await this.clearNow();
			if (theirs.length > 0) await this.writeToN8n(theirs);
		});
	}

	/** Removes all that was ever written for the node. */
	async clear(): Promise<void> {
		await this.inTurn(async () => await this.clearNow());
	}

	private newBatch<Result>(work: (values: string[]) => Promise<Result>): Batch<Result> {
		const values = new Set<string>();
		return { values, result: this.inTurn(async () => await work([...values])) };
	}

	private async countNow(): Promise<number> {
		return await this.helpers.getProcessedDataCount(SCOPE, MODE);
	}

	private async clearNow(): Promise<void> {
		await this.helpers.clearAllProcessedItems(SCOPE, MODE);
		this.written.clear();
		this.theirs.clear();
	}

	private async removeNow(values: string[]): Promise<void> {
		for (let at = 0; at < values.length; at += MAX_REMOVED) {
			const some = values.slice(at, at + MAX_REMOVED);
			await this.helpers.removeProcessed(some, SCOPE, MODE);
			for (const value of some) {
				this.written.delete(value);
				this.theirs.delete(value);
			}
		}
	}

	/** @returns those that were there before */
	private async writeNow(values: string[]): Promise<Set<string>> {
		const processed = await this.writeToN8n(values);
		for (const value of values) this.written.add(value);
		return new Set(processed);
	}

	/** @returns those that were there before */
	private async writeToN8n(values: string[]): Promise<string[]> {
		const once = async () => await this.helpers.checkProcessedAndRecord(values, SCOPE, MODE);
		const { processed } = await once().catch(async (error: unknown) => {
			if (!FIRST_ENTRY_TWICE.test(String(error))) throw error;
			return await once();
		});
		return processed as string[];
	}

	/** What is asked for from now on comes after it. */
	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const close = () => (this.writing = this.removing = undefined);
		close();
		const turn = ++this.turns;
		const result = this.queue.then(async () => {
			// What has begun takes nothing more.
			if (turn === this.turns) close();
			return await work();
		});
		this.queue = result.catch(() => undefined);
		return await result;
	}
}
