import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IRunExecutionData } from 'n8n-workflow';

import {
	FOR_GOOD_MARK,
	type Page,
	beginPage,
	endOf,
	findPages,
	isPageMark,
	keepPage,
	marksOf,
	sharePage,
} from '../../nodes/Elemente/createCalls/pages';
import { ProcessedStore } from '../../nodes/Elemente/createCalls/processedStore';
import { contextOf, helpersOf, savedRun } from '../support/memoryWorld';
import { ProcessedValues } from '../support/processedValues';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The bucket 100, which holds for two hours. */
const BEGUN = 200 * HOUR_MS;

let now: number;
let values: ProcessedValues;
let store: ProcessedStore;
let saved: Map<string, IRunExecutionData>;

beforeEach(() => {
	now = BEGUN;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	values = new ProcessedValues();
	store = new ProcessedStore(helpersOf(values));
	saved = new Map();
});

afterEach(() => void jest.restoreAllMocks());

const find = async (settings?: object) => await findPages(store, contextOf(saved, settings));

const WELL = savedRun({ runData: { Elemente: [] } });
const BADLY = savedRun({ runData: { Elemente: [] }, error: new Error('failed') });
const WAITS = { ...WELL, waitTill: new Date(0) } as IRunExecutionData;
const DIED = savedRun({ runData: {} });

describe('a page', () => {
	it('is written down with its two hours, its name, and its execution digit by digit', async () => {
		now += 119 * MINUTE_MS;
		expect(await beginPage(store, '207', [])).toEqual({ name: '100.0', begunAt: BEGUN });
		expect(values.valuesOf('w')).toEqual([
			...['bucket 100', 'page 100.0'],
			...Array.from({ length: 9 }, (_, place) => `execution 100.0 ${place} 0`),
			...['execution 100.0 9 2', 'execution 100.0 10 0', 'execution 100.0 11 7'],
		]);
	});

	it.each([
		['1', 12],
		['123456789012', 12],
		['1234567890123', 0],
		['', 0],
		['a1', 0],
		['1a', 0],
	])('of the execution %p has %i digits', async (id, count) => {
		await beginPage(store, id, []);
		expect(values.valuesOf('w')).toHaveLength(2 + count);
	});

	it('has a name of its own as long as there is one, and shares the last of the eight', async () => {
		const begun: Page[] = [];
		for (let n = 0; n < 9; n++) begun.push(await beginPage(store, '1', begun));
		expect(begun.map(({ name }) => name)).toEqual([
			...['100.0', '100.1', '100.2', '100.3', '100.4', '100.5', '100.6', '100.7'],
			'100.7',
		]);
		saved.set('1', BADLY);
		expect((await find()).map(({ name }) => name)).toEqual(
			begun.slice(0, 8).map(({ name }) => name),
		);
	});

	it('leaves only its two hours behind, in which another may have been begun', async () => {
		const page = await beginPage(store, '9876543210', []);
		await sharePage(store, page, '1234567890');
		await keepPage(store, page);
		expect(values.valuesOf('w').every(isPageMark)).toBe(true);
		await store.remove(marksOf(page));
		expect(values.valuesOf('w')).toEqual(['bucket 100']);
	});

	it.each(['sent 100.0 a', 'a page 1', 'pages 1', 'page', FOR_GOOD_MARK])(
		'has no mark such as %p',
		(value) => expect(isPageMark(value)).toBe(false),
	);
});

describe('the pages that others have left', () => {
	it.each<[string, number, IRunExecutionData | undefined]>([
		['failed', 48, BADLY],
		['died', 48, DIED],
		['is not kept', 20, undefined],
		['waits', 2, WAITS],
	])('count, where the execution %s, for %i hours', async (_, hours, execution) => {
		await beginPage(store, '7', []);
		if (execution) saved.set('7', execution);
		const page = { name: '100.0', begunAt: BEGUN, until: BEGUN + hours * HOUR_MS };
		for (const passed of [0, hours * HOUR_MS - 1]) {
			now = BEGUN + passed;
			expect(await find()).toEqual([page]);
		}
		now = BEGUN + hours * HOUR_MS;
		expect(await find()).toEqual([]);
		expect(values.valuesOf('w').length > 0).toBe(execution === WAITS);
	});

	it('count again where the execution has waited, and then failed', async () => {
		await beginPage(store, '7', []);
		saved.set('7', WAITS);
		now = BEGUN + 3 * HOUR_MS;
		expect(await find()).toEqual([]);
		saved.set('7', BADLY);
		expect(await find()).toHaveLength(1);
	});

	it('do not count where the execution ended well, and nothing stays of them', async () => {
		await beginPage(store, '7', []);
		saved.set('7', WELL);
		expect(await find()).toEqual([]);
		expect(values.valuesOf('w')).toEqual([]);
	});

	it('count two days where rows of them are in doubt, though the execution ended well', async () => {
		const page = await beginPage(store, '7', []);
		await keepPage(store, page);
		saved.set('7', WELL);
		now = BEGUN + 48 * HOUR_MS - 1;
		expect(await find()).toEqual([{ ...page, until: BEGUN + 48 * HOUR_MS }]);
	});

	it.each([
		['7', '8'],
		['7', '78'],
		['7', '70'],
		['78', '7'],
	])(
		'count for 20 hours where two executions share one, and both ended well: %s, %s',
		async (...ids) => {
			const page = await beginPage(store, ids[0], []);
			await sharePage(store, page, ids[1]);
			const context = { ...contextOf(saved), getExecutionDataById: async () => WELL };
			expect(await findPages(store, context)).toEqual([{ ...page, until: BEGUN + 20 * HOUR_MS }]);
		},
	);

	it('count by the end of the execution, also where its id is long', async () => {
		for (const id of ['900000000009', '90']) {
			const page = await beginPage(store, id, await find());
			saved.set(id, BADLY);
			expect(await find()).toContainEqual({ ...page, until: BEGUN + 48 * HOUR_MS });
		}
	});

	it('are looked at one by one, each by its own execution', async () => {
		const first = await beginPage(store, '10', []);
		const second = await beginPage(store, '11', [first]);
		now += 4 * HOUR_MS;
		const third = await beginPage(store, '12', [first, second]);
		saved.set('10', WELL).set('11', BADLY).set('12', BADLY);
		expect((await find()).map(({ name }) => name)).toEqual([third.name, second.name]);
	});

	it('are not written to by looking', async () => {
		await beginPage(store, '10', []);
		saved.set('10', BADLY);
		const before = values.valuesOf('w');
		await find();
		expect(values.valuesOf('w')).toEqual(before);
	});

	it('are not looked for in an empty store', async () => {
		expect(await find()).toEqual([]);
		expect(values.writes).toBe(0);
	});

	it('count where n8n cannot be asked, or fails to answer, for 20 hours', async () => {
		const page = await beginPage(store, '7', []);
		const found = [{ ...page, until: BEGUN + 20 * HOUR_MS }];
		const context = contextOf(saved);
		const { getNode, getWorkflowSettings } = context;
		expect(await findPages(store, { getNode, getWorkflowSettings } as never)).toEqual(found);
		const failing = async () => await Promise.reject(new Error('gone'));
		expect(await findPages(store, { ...context, getExecutionDataById: failing })).toEqual(found);
	});

	it('leave what counts for good, though none of them counts', async () => {
		await beginPage(store, '7', []);
		saved.set('7', WELL);
		await store.record([FOR_GOOD_MARK, 'once Ana']);
		expect(await find()).toEqual([]);
		expect(values.valuesOf('w')).toContain('once Ana');
	});

	it('leave the rest where one of them counts', async () => {
		await beginPage(store, '7', []);
		saved.set('7', BADLY);
		await store.record(['sent 100.0 a']);
		await find();
		expect(values.valuesOf('w')).toContain('sent 100.0 a');
	});
});

describe('how an execution ended', () => {
	const SAVES = { saveExecutionProgress: true };
	it.each<[string, IRunExecutionData | undefined, object]>([
		['well', WELL, {}],
		['well', WELL, { saveExecutionProgress: 'DEFAULT' }],
		['unknown', WELL, SAVES],
		['unknown', undefined, {}],
		['badly', BADLY, SAVES],
		['badly', DIED, {}],
		['badly', savedRun({}), {}],
		['badly', {} as IRunExecutionData, {}],
		['badly', { ...BADLY, waitTill: new Date(0) } as IRunExecutionData, {}],
		['waits', WAITS, SAVES],
		['waits', { ...DIED, waitTill: new Date(0) } as IRunExecutionData, {}],
	])('%s: %j, %j', (end, execution, settings) => {
		expect(endOf(execution, contextOf(saved, settings))).toBe(end);
	});

	it('is known of an older n8n, which tells no settings', () => {
		const { getNode } = contextOf(saved);
		expect(endOf(WELL, { getNode } as never)).toBe('well');
	});
});
