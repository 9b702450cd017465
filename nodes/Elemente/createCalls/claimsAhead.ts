import type { CheckedRow } from './checkRows';
import type { Claim } from './claims';
import type { ContactRules } from './contactRules';
import type { Ledger } from './ledger';

/** Rows are claimed so long before their turn comes, in milliseconds. */
const AHEAD_MS = 2_000;

/**
 * Claims the rows of a long list some at a time. n8n's store writes its whole list for every claim: one by one, a row
 * takes longer the longer the list has become.
 *
 * What a process that dies has claimed and not sent is in doubt for whoever runs the list again, and who is about to
 * send the same row waits for it: so there are no more than `Ledger.rowsAtOnce`, and few where each call is waited for.
 */
export class ClaimsAhead {
	private readonly claims = new Map<CheckedRow, Promise<Claim>>();

	private readonly positions: Map<CheckedRow, number>;

	/** When the first row was asked for, on a clock that nobody can set */
	private startedAt?: number;

	private asked = 0;

	constructor(
		private readonly given: { ledger: Ledger; rules: ContactRules },
		private readonly rows: CheckedRow[],
	) {
		this.positions = new Map(rows.map((row, position) => [row, position]));
	}

	/** Claims a row, and some that come after it. @throws Error when it cannot be written down: it must not be sent */
	async claim(row: CheckedRow): Promise<Claim> {
		const { ledger } = this.given;
		this.startedAt ??= performance.now();
		this.asked++;
		const claimed = this.claims.get(row);
		this.claims.delete(row);
		// What failed for many may do for one, later.
		if (claimed) return await claimed.catch(async () => await ledger.claim(row));
		const claiming = ledger.claim(row);
		this.claimAfter(row);
		return await claiming;
	}

	/** Hands back what nobody came for. */
	async close(): Promise<void> {
		await Promise.all(
			[...this.claims].map(async ([row, claiming]) => {
				const claim = await claiming.catch(() => undefined);
				if (claim) await this.given.ledger.giveBack(row, claim);
			}),
		);
		this.claims.clear();
	}

	private claimAfter(row: CheckedRow): void {
		const { ledger, rules } = this.given;
		const first = this.positions.get(row)! + 1;
		const askedInTime = (this.asked * AHEAD_MS) / (performance.now() - this.startedAt!);
		const atOnce = Math.min(ledger.rowsAtOnce, Math.ceil(askedInTime));
		for (const next of this.rows.slice(first, first + atOnce - 1)) {
			if (this.claims.has(next) || ledger.has(next.itemIndex)) continue;
			if (rules.heldBack(next.itemIndex)) continue;
			const claiming = ledger.claim(next);
			claiming.catch(() => undefined);
			this.claims.set(next, claiming);
		}
	}
}
