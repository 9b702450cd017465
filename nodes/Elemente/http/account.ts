import type { IDataObject } from 'n8n-workflow';

import { Lines } from './lines';
import { Pauses } from './pauses';

/**
 * What all runs of one account share in this process: the pauses that the API asks for, and the lines that it may have at
 * a time.
 */
export interface Account {
	readonly pauses: Pauses;
	readonly lines: Lines;
	/** The run has ended. */
	leave: () => void;
}

interface Shared {
	pauses: Pauses;
	lines: Lines;
	runs: number;
}

/** Those with a run or a pause that is not over, by Base URL and user name. */
const accounts = new Map<string, Shared>();

/** How many accounts are known: no more than have something under way, and those that were asked to pause. */
export function countOfAccounts(): number {
	return accounts.size;
}

/**
 * Joins the account of a credential, for one run.
 *
 * @param context whose credential cannot be read shares with nobody: its requests say why
 */
export async function joinAccount(context: {
	getCredentials: (type: string) => Promise<object>;
}): Promise<Account> {
	const credential = (await context.getCredentials('elementeApi').catch(() => undefined)) as
		| IDataObject
		| undefined;
	if (!credential) return alone();
	forgetIdle();
	const key = JSON.stringify([hostOf(credential.baseUrl), credential.username]);
	const shared = accounts.get(key) ?? { pauses: new Pauses(), lines: new Lines(), runs: 0 };
	accounts.set(key, shared);
	shared.runs++;
	// As it stands in the credential now, also for runs that are under way.
	shared.lines.limit = Math.max(0, Math.floor(Number(credential.lines) || 0));
	let hasLeft = false;
	return {
		pauses: shared.pauses,
		lines: shared.lines,
		leave() {
			if (!hasLeft) shared.runs--;
			hasLeft = true;
			forgetIdle();
		},
	};
}

/** An account that nobody else has. */
export function alone(): Account {
	return { pauses: new Pauses(), lines: new Lines(), leave: () => {} };
}

function forgetIdle(): void {
	for (const [key, { runs, pauses, lines }] of accounts) {
		// Of a run that was cancelled, requests may still be on their way.
		const isIdle = runs === 0 && lines.isIdle && pauses.until <= performance.now();
		if (isIdle) accounts.delete(key);
	}
}

/** Where it is, however the address is written; the credential says what is wrong with one that is none. */
function hostOf(baseUrl: unknown): string {
	const text = String(baseUrl ?? '').trim();
	return URL.canParse(text) ? new URL(text).origin : text;
}
