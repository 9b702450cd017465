import { memoryOfRuns } from '../rows/runMemory';
import type { RowOutcome } from './outcome';

/**
 * What this run of the node knows of its rows, by item index, over every try of Retry On Fail. A row without an entry
 * was not sent, or it is certain that sending did nothing.
 *
 * A row is written down as `unknown` before it is sent, and as what it became afterwards: whatever happens in between,
 * it is not sent a second time unnoticed.
 */
export type Ledger = Map<number, Extract<RowOutcome, { outcome: 'placed' | 'unknown' }>>;

export const ledgerOfRun = memoryOfRuns((): Ledger => new Map());
