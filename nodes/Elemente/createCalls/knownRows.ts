import type { IExecuteFunctions } from 'n8n-workflow';

import type { Call } from '../api/call';
import { CALLS } from '../api/elementeApi';
import { readList } from '../api/list';
import { FAILURES } from '../errors/failures';
import { unreadable } from '../errors/readFailure';
import type { Outcome } from '../http/answer';
import { REQUEST_DEFAULTS, sendRequest } from '../http/request';
import { type MayRepeat, whileReading, withRetries } from '../http/retries';
import type { Run } from '../http/run';
import type { CheckedRow } from './checkRows';
import type { Ledger } from './ledger';
import { LookUp } from './lookUp';
import type { Claim, SentOutcome } from './claims';
import { MIN_DOUBT_MS } from './nodeMemory';
import type { RequestSettings } from './settings';

type Unknown = Extract<SentOutcome, { outcome: 'unknown' }>;
/** A claim on a row that was sent before. */
export type Known = Exclude<Claim, { isNew: true } | { isDone: true }>;

interface Given {
	context: IExecuteFunctions;
	settings: RequestSettings;
	ledger: Ledger;
	run: Run;
}

/** The pauses before each look for the calls of rows in doubt, in milliseconds: a list may lag behind. */
const LOOKS_AFTER_MS = [0, 2_000, 4_000];

const HOUR_MS = 3_600_000;

/**
 * The rows of a run that have been sent before, by an earlier execution or, with an answer that was lost, by this
 * run: their calls are looked up in the API's own list, one list for all of them. Reads only.
 */
export class KnownRows {
	/** The list as it was before this run sent anything: no call in it is one of this run's */
	private before?: LookUp;

	private idsBefore: string[] = [];

	private reading?: Promise<void>;

	/** The API refuses to give its list */
	private isClosed = false;

	constructor(
		private readonly given: Given,
		private readonly rows: CheckedRow[],
	) {}

	/**
	 * Reads the API's list, where anything of an earlier execution counts and rows are to follow whose calls must not be
	 * taken for earlier ones. For a single row it is read only when that turns out to be known.
	 *
	 * @throws RunCancelled
	 */
	async prepare(): Promise<void> {
		if (this.rows.length > 1) await this.ready();
	}

	private async ready(): Promise<void> {
		this.reading ??= this.readBefore();
		await this.reading;
	}

	private async readBefore(): Promise<void> {
		const { earlier } = this.given.ledger;
		if (!earlier) return;
		const calls = await this.readCalls(earlier.hoursBack, whileReading());
		if (!calls) return;
		this.before = new LookUp(calls, this.rows);
		this.idsBefore = calls.map(({ id }) => id);
	}

	/** Nobody has sent this row before. */
	isNew(row: CheckedRow): void {
		this.before?.leaveOut(row);
	}

	/**
	 * Writes down what is known of a row that was sent before.
	 *
	 * @returns whether it may be sent again: it was in doubt, and now it is certain enough that there is no call
	 * @throws RunCancelled
	 */
	async resolve(row: CheckedRow, claim: Known): Promise<boolean> {
		await this.ready();
		const { ledger } = this.given;
		const sent = 'outcome' in claim ? claim.outcome : undefined;
		if (sent?.outcome === 'placed') {
			const now = this.before?.byId(row, sent.call.id);
			ledger.settle(row, { ...sent, call: { ...sent.call, ...now }, known: 'earlierRun' });
			return false;
		}
		const isPlaced = 'isPlaced' in claim && claim.isPlaced;
		const found = this.before?.find(row, isPlaced);
		if (found && 'call' in found) {
			ledger.settle(row, { outcome: 'placed', call: found.call, known: 'earlierRun' });
			return false;
		}
		if (isPlaced) {
			// Written down as placed: it is, even where the list does not have it (any more).
			ledger.settle(row, { outcome: 'placed', call: { id: '' }, known: 'earlierRun' });
			return false;
		}
		const settlesAt = sent ? sent.sentAt.getTime() + MIN_DOUBT_MS : this.settlesAt;
		if (found?.candidates === 0 && found.isComplete && Date.now() >= settlesAt) {
			this.before?.leaveOut(row);
			return true;
		}
		ledger.settle(row, sent ? { ...sent, isEarlier: true } : this.cutOff());
		return false;
	}

	/** Looks a few times for the calls of rows in doubt, until each has one. @throws RunCancelled */
	async settle(rows: CheckedRow[]): Promise<void> {
		const { run } = this.given;
		let left = rows;
		for (const pauseMs of LOOKS_AFTER_MS) {
			// Where the list may not be read, another look helps nobody.
			if (left.length === 0 || this.isClosed) return;
			await run.cancellation.pause(pauseMs);
			left = await this.lookFor(left);
		}
	}

	/** One look. @returns the rows that are still in doubt */
	private async lookFor(rows: CheckedRow[]): Promise<CheckedRow[]> {
		const { ledger } = this.given;
		const doubts = rows.map((row) => ({ row, doubt: ledger.get(row.itemIndex) as Unknown }));
		const first = Math.min(...doubts.map(({ doubt }) => doubt.sentAt.getTime()));
		const calls = await this.readCalls(hoursSince(first), () => false);
		const taken = ledger.placedIds;
		const ofRun = calls && new LookUp(calls, rows, [...taken, ...this.idsBefore]);
		const ofEarlier = calls && new LookUp(calls, rows, taken);
		return doubts.flatMap(({ row, doubt }) => {
			const found = (doubt.isEarlier ? ofEarlier : ofRun)?.find(row, false);
			if (found && 'call' in found) {
				const known = doubt.isEarlier ? 'earlierRun' : 'foundByLookUp';
				ledger.settle(row, { outcome: 'placed', call: found.call, known });
				return [];
			}
			const settlesAt = ledger.isForgetful
				? undefined
				: new Date(doubt.sentAt.getTime() + MIN_DOUBT_MS);
			ledger.settle(row, { ...doubt, look: { at: new Date(), settlesAt, ...found } });
			return [row];
		});
	}

	/** An earlier execution claimed the row, and died before it could write down what became of it. */
	private cutOff(): Unknown {
		const sentAt = new Date(this.settlesAt - MIN_DOUBT_MS);
		return { outcome: 'unknown', sentAt, failure: { kind: 'cutOff' }, isEarlier: true };
	}

	private get settlesAt(): number {
		return this.given.ledger.earlier?.doubtsSettleAt ?? Date.now();
	}

	private async readCalls(hours: number, mayRepeat: MayRepeat): Promise<Call[] | undefined> {
		const { run } = this.given;
		const once = async () => await run.once(async () => await this.readOnce(hours));
		const outcome = await withRetries(once, run.pace, mayRepeat);
		if ('value' in outcome) return outcome.value;
		this.isClosed = FAILURES[outcome.failure.kind].read === 'giveUp';
		return undefined;
	}

	private async readOnce(hours: number): Promise<Outcome<Call[]>> {
		const { context, settings } = this.given;
		const answer = await sendRequest(context, {
			...structuredClone(REQUEST_DEFAULTS),
			url: CALLS,
			qs: { hrs: hours },
			...settings.request,
		});
		if ('failure' in answer) return answer;
		const value = readList(answer.value.body);
		return value ? { value } : { failure: unreadable(answer.value) };
	}
}

function hoursSince(time: number): number {
	return Math.min(48, Math.max(1, Math.ceil((Date.now() - time) / HOUR_MS)));
}
