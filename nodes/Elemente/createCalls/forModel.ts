import { Cancellation, RunCancelled } from '../http/cancellation';
import { AskedFor } from '../rows/askedFor';
import { isTool, requestKey } from '../rows/tool';
import type { CheckedRow } from './checkRows';
import { type SentOutcome, withIdOnly } from './claims';
import type { RowOutcome } from './outcome';
import { placeCalls } from './placeCalls';
import type { Placed, Setup } from './placing';

/** What became of the rows of a run, in their order; undefined for one that certainly was not placed. */
const askedFor = new AskedFor<Array<SentOutcome | undefined>>();

/**
 * Places the calls of all rows; those for a model that has asked for the same less than ten minutes ago come out with
 * the calls of that time. That is told apart from rows of a list, of which two equal ones are two calls.
 */
export async function placeOrRepeat(setup: Setup, rows: CheckedRow[]): Promise<Placed> {
	const { context } = setup;
	if (!isTool(context.getNode())) return await placeCalls(setup, rows);
	const cancellation = new Cancellation(context.getExecutionCancelSignal());
	const key = requestKey(
		context,
		rows.map(({ body }) => body),
	);
	return await askedFor
		.inTurn(
			key,
			async (earlier = [], keep) => {
				rows.forEach((row, at) => settleAsEarlier(setup, row, earlier[at]));
				const placed = await placeCalls(setup, rows);
				const sent = rows.map(({ itemIndex }) => sentOutcome(placed.outcomes.get(itemIndex)));
				if (sent.some((outcome) => outcome !== undefined)) keep(sent);
				return placed;
			},
			async (turn) => await cancellation.orCancelled(turn),
		)
		.catch((error: unknown) => {
			if (!(error instanceof RunCancelled)) throw error;
			return { outcomes: new Map(), wasCancelled: true };
		});
}

/** What has become of the row counts for this run as well. A call that is waited for is looked at once more. */
function settleAsEarlier({ ledger, settings }: Setup, row: CheckedRow, earlier?: SentOutcome) {
	if (earlier?.outcome === 'placed') {
		const call = settings.waitLimitMs === undefined ? earlier : withIdOnly(earlier);
		ledger.settle(row, { ...call, known: 'askedTwice' });
	} else if (earlier) {
		ledger.settle(row, earlier);
	}
}

function sentOutcome(outcome?: RowOutcome): SentOutcome | undefined {
	return outcome?.outcome === 'placed' || outcome?.outcome === 'unknown' ? outcome : undefined;
}
