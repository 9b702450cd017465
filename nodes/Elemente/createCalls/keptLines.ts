import type { Release } from '../http/lines';

/** The lines of the calls of a run that are live, by item index: each is kept until its call has ended, or the run has. */
export class KeptLines {
	private readonly kept = new Map<number, Release>();

	private isClosed = false;

	has(itemIndex: number): boolean {
		return this.kept.has(itemIndex);
	}

	/** Keeps a line; after the run has ended, nobody is there to give it back. */
	keep(itemIndex: number, release: Release): void {
		if (this.isClosed) release();
		else this.kept.set(itemIndex, release);
	}

	giveBack(itemIndex: number): void {
		this.kept.get(itemIndex)?.();
		this.kept.delete(itemIndex);
	}

	/** The run has ended, however. */
	close(): void {
		this.isClosed = true;
		for (const itemIndex of [...this.kept.keys()]) this.giveBack(itemIndex);
	}
}
