import type { IExecuteFunctions } from 'n8n-workflow';

import type { Run } from '../http/run';
import type { ClaimsAhead } from './claimsAhead';
import type { ContactRules } from './contactRules';
import type { KeptLines } from './keptLines';
import type { KnownRows } from './knownRows';
import type { Ledger } from './ledger';
import type { RowOutcome } from './outcome';
import type { RequestPlan } from './requestPlan';
import type { RequestSettings } from './settings';
import type { WhoseAnswer } from './whoseAnswer';

/** A run of Call → Create as the user set it up, and what it knows of its rows. */
export interface Setup {
	context: IExecuteFunctions;
	plan: RequestPlan;
	settings: RequestSettings;
	rules: ContactRules;
	ledger: Ledger;
	/**
	 * n8n's Stop Workflow: after the first row that is not placed no other row is sent; those that are under way are
	 * waited for, so that their ids are known
	 */
	stopAtFailure: boolean;
}

/** What all its rows share. */
export interface Placing extends Setup {
	run: Run;
	/** Rows that may have been sent before */
	known: KnownRows;
	whose: WhoseAnswer;
	ahead: ClaimsAhead;
	/** Those of calls that are waited for */
	lines: KeptLines;
	/** When this try of the run began, in milliseconds on a clock that nobody can set */
	startedAt: number;
}

/** The outcomes by item index; a row without one was not sent. */
export type Outcomes = Map<number, RowOutcome>;

export interface Placed {
	outcomes: Outcomes;
	wasCancelled: boolean;
}
