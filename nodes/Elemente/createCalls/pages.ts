import type { IExecuteFunctions, IRunExecutionData } from 'n8n-workflow';

import type { ProcessedStore } from './processedStore';

/**
 * What one execution (or several at the same time) writes down of its rows in n8n's store. That store can only be
 * asked for a value, so a page is named by the time at which it was begun, and the few names that are possible are
 * asked for.
 */
export interface Page {
	name: string;
	/** When it was begun at the earliest, in milliseconds since 1970 */
	begunAt: number;
	/** Of a page that others have left: until when it counts, in milliseconds since 1970 */
	until?: number;
}

/** Stands in the store where anything in it counts for good (*Contact Each Only Once*). */
export const FOR_GOOD_MARK = 'for good';

const HOUR_MS = 3_600_000;

/** A name holds for so long. */
const BUCKET_MS = 2 * HOUR_MS;

/** Two days at the longest: next week's reminder with the same words is sent. */
export const LIFE_MS = 48 * HOUR_MS;

/** Where nobody can say how the execution ended, as n8n does not keep it: a daily workflow sends daily. */
const SHORT_LIFE_MS = 20 * HOUR_MS;

/**
 * A page is written on for so long where there is always an execution under way: what is sent at the end of that counts
 * for as long again at least.
 */
export const WRITTEN_ON_MS = SHORT_LIFE_MS / 2;

/**
 * While the execution waits (Wait node, the last page of a form): long enough for a button that is pressed twice, and
 * no longer, as nothing has gone wrong. If it fails afterwards, the page counts as any other.
 */
const WAITING_LIFE_MS = BUCKET_MS;

/** Pages that are begun in the same two hours; more executions than that which all fail share the last. */
const MAX_PAGES = 8;

/** An execution's id is kept digit by digit, with zeros in front: two ids differ in one place at least. */
const MAX_DIGITS = 12;

/** The pages that anybody has begun in these two hours, whether they count or not. */
export async function begunNow(store: ProcessedStore): Promise<Array<Pick<Page, 'name'>>> {
	const names = namesOf(Math.floor(Date.now() / BUCKET_MS));
	const begun = await store.look(names.map(({ name }) => pageMark(name)));
	return names.filter(({ name }) => begun.has(pageMark(name)));
}

/** Begins a page. Where all names of these two hours are taken, the last is shared. */
export async function beginPage(
	store: ProcessedStore,
	executionId: string,
	begun: Array<Pick<Page, 'name'>>,
): Promise<Page> {
	const bucket = Math.floor(Date.now() / BUCKET_MS);
	const names = namesOf(bucket).map(({ name }) => name);
	const taken = new Set(begun.map(({ name }) => name));
	const name = names.find((each) => !taken.has(each)) ?? names[names.length - 1];
	await store.record([bucketMark(bucket), pageMark(name), ...digitsOf(name, executionId)]);
	return { name, begunAt: bucket * BUCKET_MS };
}

/**
 * Another execution writes on a page: whose page it is can no longer be read then (two digits in one place), and how
 * it ended is not asked.
 */
export async function sharePage(
	store: ProcessedStore,
	page: Page,
	executionId: string,
): Promise<void> {
	await store.record(digitsOf(page.name, executionId));
}

/** The page counts although its execution ended well for n8n: rows of it are in doubt. */
export async function keepPage(store: ProcessedStore, { name }: Page): Promise<void> {
	await store.record([keepMark(name)]);
}

/** What stands in the store of a page itself. Its two hours stay: another process may have begun a page in them since. */
export function marksOf({ name }: Page): string[] {
	return [pageMark(name), keepMark(name), ...possibleDigits(name).flat()];
}

export function isPageMark(value: string): boolean {
	return /^(?:bucket|page|keep|execution) /.test(value);
}

/** The pages that count: begun in the last two days by executions that, as far as can be known, have not ended well. */
export async function findPages(
	store: ProcessedStore,
	context: IExecuteFunctions,
): Promise<Page[]> {
	if ((await store.count()) === 0) return [];
	const now = Date.now();
	const newest = Math.floor(now / BUCKET_MS);
	const buckets = Array.from({ length: LIFE_MS / BUCKET_MS }, (_, age) => newest - age);
	const used = await store.look([...buckets.map(bucketMark), FOR_GOOD_MARK]);
	const possible = buckets.filter((bucket) => used.has(bucketMark(bucket))).flatMap(namesOf);
	const begun = await store.look(possible.flatMap(({ name }) => [pageMark(name), keepMark(name)]));
	const pages: Page[] = [];
	let mayFail = false;
	for (const { name, bucket } of possible) {
		const begunAt = bucket * BUCKET_MS;
		if (!begun.has(pageMark(name))) continue;
		const isKept = begun.has(keepMark(name));
		const lifeMs = isKept ? LIFE_MS : await lifeOf(name, store, context);
		if (now < begunAt + lifeMs) pages.push({ name, begunAt, until: begunAt + lifeMs });
		mayFail ||= lifeMs === WAITING_LIFE_MS;
	}
	// What is left then is of executions of long ago.
	if (pages.length === 0 && !mayFail && !used.has(FOR_GOOD_MARK)) await store.clear();
	return pages;
}

/** How long a page counts, by how its execution ended. */
async function lifeOf(
	name: string,
	store: ProcessedStore,
	context: IExecuteFunctions,
): Promise<number> {
	const id = await executionOf(name, store);
	if (id === undefined) return SHORT_LIFE_MS;
	const execution = await context.getExecutionDataById?.(id).catch(() => undefined);
	switch (endOf(execution, context)) {
		case 'well':
			return 0;
		case 'unknown':
			return SHORT_LIFE_MS;
		case 'waits':
			return WAITING_LIFE_MS;
		default:
			return LIFE_MS;
	}
}

/**
 * How an execution ended, by what n8n has saved of it: of one that died while this node was running there is nothing
 * of the node, and of one that was not to be saved there is nothing at all.
 */
export function endOf(
	execution: IRunExecutionData | undefined,
	context: Pick<IExecuteFunctions, 'getNode' | 'getWorkflowSettings'>,
): 'well' | 'badly' | 'waits' | 'unknown' {
	if (execution === undefined) return 'unknown';
	const { error, runData = {} } = execution.resultData ?? {};
	if (error !== undefined) return 'badly';
	if (execution.waitTill) return 'waits';
	if (!(context.getNode().name in runData)) return 'badly';
	// What is saved after every node looks the same in the middle as at the end.
	const savesProgress = context.getWorkflowSettings?.().saveExecutionProgress === true;
	return savesProgress ? 'unknown' : 'well';
}

async function executionOf(name: string, store: ProcessedStore): Promise<string | undefined> {
	const possible = possibleDigits(name);
	const found = await store.look(possible.flat());
	const digits = possible.map((marks) =>
		marks.flatMap((mark, digit) => (found.has(mark) ? [digit] : [])),
	);
	// Two digits in one place: a process died while it looked.
	if (digits.some(({ length }) => length > 1)) return undefined;
	return digits.flat().join('').replace(/^0+/, '') || undefined;
}

/** By place, the marks of all ten digits. */
function possibleDigits(name: string): string[][] {
	return Array.from({ length: MAX_DIGITS }, (_, place) =>
		Array.from('0123456789', (digit) => digitMark(name, place, digit)),
	);
}

function digitsOf(name: string, executionId: string): string[] {
	if (!/^\d+$/.test(executionId) || executionId.length > MAX_DIGITS) return [];
	return [...executionId.padStart(MAX_DIGITS, '0')].map((digit, place) =>
		digitMark(name, place, digit),
	);
}

function namesOf(bucket: number): Array<{ name: string; bucket: number }> {
	return Array.from({ length: MAX_PAGES }, (_, page) => ({ name: `${bucket}.${page}`, bucket }));
}

const bucketMark = (bucket: number) => `bucket ${bucket}`;
const pageMark = (name: string) => `page ${name}`;
const keepMark = (name: string) => `keep ${name}`;
const digitMark = (name: string, place: number, digit: string) =>
	`execution ${name} ${place} ${digit}`;
