import { sleep } from 'n8n-workflow';

import type { Cancellation } from './cancellation';

/** So soon does a row that waits for a line notice that its run ends anyway, in milliseconds. */
const STEP_MS = 1_000;

/** Gives a line back; more than once does nothing. */
export type Release = () => void;

/** A run, as the lines see it. */
interface Holder {
	held: number;
	/** Rows that wait, first come first served */
	waiting: Array<() => void>;
	/** The number of the turn in which it last got a line */
	turn: number;
}

/**
 * The lines of an account: how many calls it may have at a time, over all runs of this process. A line that is free goes
 * to the run that has the fewest, so that a list of ten thousand rows does not keep the one call of a form waiting.
 */
export class Lines {
	/** How many there are; 0 where there is no limit */
	limit = 0;

	private readonly holders = new Map<object, Holder>();

	private turns = 0;

	/**
	 * Takes a line as soon as there is one.
	 *
	 * @param run whose row it is
	 * @param isOver whether the run ends anyway
	 * @returns undefined when the run was over first
	 * @throws RunCancelled
	 */
	async take(
		run: object,
		cancellation: Cancellation,
		isOver: () => boolean,
	): Promise<Release | undefined> {
		const holder = this.holderOf(run);
		let isGiven = false;
		let give = () => {};
		const given = new Promise<void>((resolve) => (give = resolve));
		const onGiven = () => {
			isGiven = true;
			holder.held++;
			give();
		};
		const release = this.releaseOf(run, holder);
		holder.waiting.push(onGiven);
		this.giveFree();
		let isWanted = false;
		try {
			while (!isGiven && !isOver()) {
				await cancellation.orCancelled(Promise.race([given, sleep(STEP_MS)]));
			}
			isWanted = true;
		} finally {
			if (isGiven && !isWanted) release();
			if (!isGiven) this.withdraw(run, holder, onGiven);
		}
		return isGiven ? release : undefined;
	}

	/** Counts a call that is live already: whatever the limit, nobody can end it. */
	hold(run: object): Release {
		const holder = this.holderOf(run);
		holder.held++;
		return this.releaseOf(run, holder);
	}

	/** Nobody has a line or waits for one. */
	get isIdle(): boolean {
		return this.holders.size === 0;
	}

	private holderOf(run: object): Holder {
		const holder = this.holders.get(run) ?? { held: 0, waiting: [], turn: 0 };
		this.holders.set(run, holder);
		return holder;
	}

	private releaseOf(run: object, holder: Holder): Release {
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			holder.held--;
			this.forgetIdle(run, holder);
			this.giveFree();
		};
	}

	private withdraw(run: object, holder: Holder, waiter: () => void): void {
		holder.waiting = holder.waiting.filter((each) => each !== waiter);
		this.forgetIdle(run, holder);
	}

	private forgetIdle(run: object, { held, waiting }: Holder): void {
		if (held === 0 && waiting.length === 0) this.holders.delete(run);
	}

	private giveFree(): void {
		while (this.limit <= 0 || this.taken < this.limit) {
			const [next] = [...this.holders.values()]
				.filter(({ waiting }) => waiting.length > 0)
				.sort((a, b) => a.held - b.held || a.turn - b.turn);
			if (next === undefined) return;
			next.turn = ++this.turns;
			next.waiting.shift()?.();
		}
	}

	private get taken(): number {
		return [...this.holders.values()].reduce((sum, { held }) => sum + held, 0);
	}
}
