import type { IExecuteFunctions } from 'n8n-workflow';

import type { SharedRow } from './claims';
import {
	type Page,
	FOR_GOOD_MARK,
	LIFE_MS,
	WRITTEN_ON_MS,
	beginPage,
	begunNow,
	findPages,
	isPageMark,
	keepPage,
	marksOf,
	sharePage,
} from './pages';
import type { ProcessedStore } from './processedStore';

/** What n8n's store has of a row. */
export type Written =
	| 'nothing'
	/** An execution that does not count as ended well was about to send it, or has sent it */
	| 'sent'
	/** And has written down that it was placed */
	| 'placed'
	/** *Contact Each Only Once*: an execution that ended well has contacted it */
	| 'forGood';

const MINUTE_MS = 60_000;

/** What is written down of sent rows is looked at so many minutes back. */
const MINUTES_BACK = 12;

/** So long, in milliseconds, a row that was placed waits for others to be written down with. */
const PLACED_WAITS_MS = 2_000;

/**
 * What one node writes down in n8n's store, on the page that all executions share which are under way at the same
 * time, and what it finds on the pages of others.
 */
export class Notebook {
	/** What others had left when the page was begun */
	private found: Page[] = [];

	/** When one of them last sent a row, in milliseconds since 1970; 0 where that is longer ago than matters */
	lastSent = 0;

	/** Those that are written down, in minutes since 1970 */
	private minutes: number[] = [];

	private page?: Page;

	/** Those that this process wrote on before, as there was always an execution under way */
	private full: Page[] = [];

	/** A new page is being begun */
	private renewing?: Promise<void>;

	/** Of rows that were placed, what is not written down yet */
	private readonly placed: string[] = [];

	/** When the first of them was placed, on a clock that nobody can set */
	private placedAt = 0;

	/** The executions under way that write on the page */
	private readonly writers = new Set<string>();

	constructor(private readonly store: ProcessedStore) {}

	/** What others have left, and still counts. */
	get older(): Page[] {
		const now = Date.now();
		return this.found.filter(({ until = Infinity }) => now < until);
	}

	/** The name of the page that is written on. */
	get pageName(): string {
		return this.page?.name ?? '';
	}

	/** Looks for the pages of others, and begins one. @throws what n8n's store throws */
	async open(context: IExecuteFunctions, executionId: string): Promise<void> {
		this.writers.clear();
		this.minutes = [];
		this.full = [];
		this.found = await findPages(this.store, context);
		this.lastSent = this.older.length > 0 ? await this.findLastSent() : 0;
		this.page = await beginPage(this.store, executionId, this.found);
		this.writers.add(executionId);
	}

	/** Another execution writes on the page, also where another page is begun meanwhile. */
	async share(executionId: string): Promise<void> {
		let page: Page | undefined;
		do {
			page = this.page;
			if (page) await sharePage(this.store, page, executionId);
		} while (page !== this.page);
		this.writers.add(executionId);
	}

	hasWriter(executionId: string): boolean {
		return this.writers.has(executionId);
	}

	/** It has ended. */
	leave(executionId: string): void {
		this.writers.delete(executionId);
	}

	/** Writes down that a row is about to be sent. @returns what was written of it before @throws what n8n's store throws */
	async writeSent(key: string, onlyOnce: boolean): Promise<Written> {
		const { older, found, pageName } = this;
		this.flush();
		const before = await this.store.record([
			...[pageName, ...found.map(({ name }) => name)].map((name) => sentMark(name, key)),
			...older.flatMap(({ name }) => [askedMark(name, key), placedMark(name, key)]),
			...(onlyOnce ? [onceMark(key), FOR_GOOD_MARK] : []),
		]);
		const senders = older.filter(({ name }) => before.has(sentMark(name, key)));
		if (senders.some(({ name }) => saysPlaced(before, name, key))) return 'placed';
		if (senders.length > 0) return 'sent';
		return before.has(onceMark(key)) ? 'forGood' : 'nothing';
	}

	/**
	 * Begins another page where there has been an execution under way for long: a page counts from its beginning, and what
	 * is sent days later would stand on one that nobody reads any more. @throws what n8n's store throws
	 */
	private async renew(): Promise<void> {
		const { page, writers } = this;
		if (!page || Date.now() - page.begunAt < WRITTEN_ON_MS) return;
		const [first] = writers;
		// Another process may have begun one at the same time.
		const next = await beginPage(this.store, first, await begunNow(this.store));
		// It must not pass for the page of the first alone: those who join meanwhile come last.
		for (const writer of writers) if (writer !== first) await sharePage(this.store, next, writer);
		// What was sent at the end of one counts for two days from then.
		const isOver = ({ begunAt }: Page) => Date.now() - begunAt > LIFE_MS + 2 * WRITTEN_ON_MS;
		this.store.remove(this.full.filter(isOver).flatMap(marksOf)).catch(() => undefined);
		this.full = [...this.full.filter((each) => !isOver(each)), page];
		this.page = next;
	}

	/** Writes down, once a minute, that rows are being sent in it. @throws what n8n's store throws */
	async writeMinute(): Promise<void> {
		const minute = Math.floor(Date.now() / MINUTE_MS);
		if (minute === this.minutes.at(-1)) return;
		this.renewing ??= this.renew().finally(() => (this.renewing = undefined));
		await this.renewing;
		await this.store.record([minuteMark(minute)]);
		this.minutes.push(minute);
		const old = this.minutes.filter((each) => each <= minute - MINUTES_BACK);
		this.minutes = this.minutes.filter((each) => each > minute - MINUTES_BACK);
		// What stays is looked for by nobody: only the last minutes are.
		this.store.remove(old.map(minuteMark)).catch(() => undefined);
	}

	/**
	 * Writes down that a row was placed, without anybody waiting for it: where that fails, who finds the page takes the
	 * row as one in doubt. Where rows are claimed `atOnce`, it goes with the next claim: only where that does not come, it
	 * is written when there are twice as many, or with the first that is placed two seconds later.
	 */
	writePlaced(page: string, key: string, atOnce: number): void {
		if (this.placed.length === 0) this.placedAt = performance.now();
		this.placed.push(placedMark(page, key));
		const isLate = performance.now() - this.placedAt >= PLACED_WAITS_MS;
		if (isLate || this.placed.length >= (atOnce > 1 ? 2 * atOnce : 1)) this.flush();
	}

	/** Writes down which rows were placed. */
	flush(): void {
		this.store.record(this.placed.splice(0)).catch(() => undefined);
	}

	/**
	 * An execution has met a row that was placed before, on a page that may count for less long than its own. Nobody waits
	 * for it to be written down.
	 */
	takeOver(row: SharedRow, key: string): void {
		if (row.page === this.pageName) return;
		row.page = this.pageName;
		this.store.record([sentMark(row.page, key), placedMark(row.page, key)]).catch(() => undefined);
	}

	/** The row was not sent. @throws what n8n's store throws: then it counts as sent */
	async takeBack(key: string, onlyOnce: boolean): Promise<void> {
		await this.store.remove([
			...this.pages().map(({ name }) => sentMark(name, key)),
			...(onlyOnce ? [onceMark(key)] : []),
		]);
	}

	/**
	 * Forgets rows; and the page, unless it counts on.
	 *
	 * @param counts whether rows on the page belong to an execution that has not ended well, although n8n may say so
	 */
	async forget(keys: string[], counts: { page: boolean; inSpiteOfN8n: boolean }): Promise<void> {
		const names = this.pages().map(({ name }) => name);
		const rows = keys.flatMap((key) =>
			names.flatMap((name) => [sentMark(name, key), placedMark(name, key), askedMark(name, key)]),
		);
		const own = this.page ? [this.page, ...this.full] : [];
		if (counts.inSpiteOfN8n) for (const page of own) await keepPage(this.store, page);
		if (counts.page || !this.page) return await this.store.remove(rows);
		await this.store.forget([...rows, ...own.flatMap(marksOf)], isMark);
	}

	private async findLastSent(): Promise<number> {
		const now = Math.floor(Date.now() / MINUTE_MS);
		const minutes = Array.from({ length: MINUTES_BACK }, (_, ago) => now - ago);
		const found = await this.store.look(minutes.map(minuteMark));
		const last = minutes.find((minute) => found.has(minuteMark(minute)));
		return last === undefined ? 0 : (last + 1) * MINUTE_MS;
	}

	private pages(): Page[] {
		return [...(this.page ? [this.page] : []), ...this.full, ...this.found];
	}
}

/**
 * Whether a page says that a row was placed. Asking for that writes it down as if it were so: hence the asking is
 * written down with it, and where somebody has asked before, only what he wrote on his own page is believed.
 */
function saysPlaced(before: Set<string>, page: string, key: string): boolean {
	return before.has(placedMark(page, key)) && !before.has(askedMark(page, key));
}

const sentMark = (page: string, key: string) => `sent ${page} ${key}`;
const placedMark = (page: string, key: string) => `placed ${page} ${key}`;
const askedMark = (page: string, key: string) => `asked ${page} ${key}`;
const onceMark = (key: string) => `once ${key}`;
const minuteMark = (minute: number) => `minute ${minute}`;
const isMark = (value: string) => isPageMark(value) || value.startsWith('minute ');
