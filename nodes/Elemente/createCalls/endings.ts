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
	/** Its beginning, in the order of all beginnings and ends of executions */
	begun: number;
}

/** An execution that has ended. */
interface Ended extends Pick<Execution, 'keys' | 'begun'> {
	endedWell: boolean;
	/** Those that were under way with it and still are: what it has sent, they must know */
	others: Set<string>;
}

/**
 * When the rows of executions may be forgotten: when one that met them has ended well, none has failed with them since
 * it began, and all have ended that were under way at its end. So nothing is kept for long where there is always
 * one under way.
 */
export class Endings {
	private ended: Ended[] = [];

	/** Rows of executions that have not ended well, with the end of the last of them */
	private readonly failed = new Map<string, number>();

	private order = 0;

	/** Rows are kept of an execution that has not ended well. */
	get hasFailed(): boolean {
		return this.failed.size > 0;
	}

	/** How many rows are remembered for that. */
	get size(): number {
		return this.failed.size + this.ended.reduce((sum, { keys }) => sum + keys.size, 0);
	}

	/** An execution begins. @returns its place in the order */
	begin(): number {
		return ++this.order;
	}

	/**
	 * An execution has ended.
	 *
	 * @param others those that are under way
	 * @returns all of which nobody needs anything any more
	 */
	end({ id, keys, begun }: Execution, endedWell: boolean, others: Iterable<string>): Ended[] {
		this.order++;
		if (!endedWell) for (const key of keys) this.failed.set(key, this.order);
		this.ended.push({ keys, begun, endedWell, others: new Set(others) });
		this.withdraw(id);
		const over = this.ended.filter((each) => each.others.size === 0);
		this.ended = this.ended.filter((each) => each.others.size > 0);
		return over;
	}

	/** Nobody need keep anything for this execution. */
	withdraw(id: string): void {
		for (const { others } of this.ended) others.delete(id);
	}

	/**
	 * The rows that may be forgotten: not those that another one has met which is still needed; and of one who began before
	 * a row failed elsewhere, the good end says nothing of that.
	 */
	settled(over: Ended[]): string[] {
		const isNeeded = (key: string) => this.ended.some(({ keys }) => keys.has(key));
		return over
			.filter(({ endedWell }) => endedWell)
			.flatMap(({ keys, begun }) =>
				[...keys].filter((key) => (this.failed.get(key) ?? 0) <= begun && !isNeeded(key)),
			);
	}

	/** This row is remembered no longer. */
	drop(key: string): void {
		this.failed.delete(key);
	}

	/** None is under way: what failed stands on its page. */
	clear(): void {
		this.failed.clear();
	}
}
