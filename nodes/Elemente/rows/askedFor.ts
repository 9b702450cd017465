/** So long is the same request of a model answered with what came of it the first time, in milliseconds. */
export const ASKED_AGAIN_MS = 10 * 60_000;

/** More than that is asked for by no model in ten minutes; beyond it the oldest is forgotten. */
const MAX_KEPT = 1_000;

interface Asked<T> {
	kept?: T;
	/** When it was done, in milliseconds on a clock that nobody can set */
	keptAt: number;
	/** Who asks next waits for it */
	turn: Promise<void>;
	/** Who works on it or waits */
	busy: number;
}

/**
 * What models have asked a tool for, and what came of it, for ten minutes from when it was done. A model asks twice when
 * it overlooks an answer, when it was asked twice itself, and when it asks for two things at once and one of them
 * twice: so who asks for the same waits for his turn.
 *
 * It belongs to the process, as a model's runs have nothing else in common: an agent of n8n's own has no workflow.
 */
export class AskedFor<T> {
	private readonly all = new Map<string, Asked<T>>();

	/** @param now milliseconds on a clock that nobody can set */
	constructor(private readonly now: () => number = () => performance.now()) {}

	get size(): number {
		return this.all.size;
	}

	/**
	 * Does what is asked for when nobody else is doing the same.
	 *
	 * @param key the same for the same request
	 * @param work is told what came of it before, and keeps what may not be done a second time
	 * @param wait waits for the one before, and throws where waiting is over
	 */
	async inTurn<R>(
		key: string,
		work: (earlier: T | undefined, keep: (value: T) => void) => Promise<R>,
		wait: (turn: Promise<void>) => Promise<void> = async (turn) => await turn,
	): Promise<R> {
		const asked = this.all.get(key) ?? { keptAt: 0, turn: Promise.resolve(), busy: 0 };
		this.all.set(key, asked);
		const before = asked.turn;
		let done = () => {};
		const own = new Promise<void>((resolve) => (done = resolve));
		asked.turn = before.then(async () => await own);
		asked.busy++;
		this.forgetOld();
		try {
			await wait(before);
			const earlier = this.isOver(asked) ? undefined : asked.kept;
			return await work(earlier, (value) => {
				asked.kept = value;
				// Asking again does not make it last longer.
				if (earlier === undefined) asked.keptAt = this.now();
			});
		} finally {
			asked.busy--;
			done();
			if (asked.busy === 0 && asked.kept === undefined) this.all.delete(key);
		}
	}

	private isOver({ keptAt }: Asked<T>): boolean {
		return this.now() - keptAt >= ASKED_AGAIN_MS;
	}

	private forgetOld(): void {
		for (const [key, asked] of this.all) {
			if (asked.busy > 0) continue;
			if (this.isOver(asked) || this.all.size > MAX_KEPT) this.all.delete(key);
		}
	}
}
