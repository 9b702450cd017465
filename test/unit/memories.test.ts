import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import {
	type Membership,
	hasEarlierRuns,
	joinMemory,
} from '../../nodes/Elemente/createCalls/memories';
import { NEVER_SAVED } from '../../nodes/Elemente/rows/tool';
import { ExecutionInN8n } from '../support/execution';
import { World, savedRun } from '../support/memoryWorld';

const WELL = savedRun({ runData: { Elemente: [] } });
const BADLY = savedRun({ error: new Error('failed') });
const WAITS = { ...WELL, waitTill: new Date(0) } as IRunExecutionData;

const GOOD = { hasError: false, isCutShort: false };

let world: World;
let workflow: string;
let workflows = 0;
let executions = 0;

beforeEach(() => {
	world = new World();
	workflow = `workflow ${++workflows}`;
});

async function begin(given: Partial<ConstructorParameters<typeof ExecutionInN8n>[1]> = {}) {
	const id = String(++executions);
	const n8n = new ExecutionInN8n(world, { id, workflow, ...given });
	const membership = (await joinMemory(n8n.context, false))!;
	return { id, n8n, membership };
}

/** @returns whether it was new */
async function send({ memory, execution }: Membership, key = 'a'): Promise<boolean> {
	const { isNew } = await memory.claim(key, execution, false);
	if (isNew) memory.settle(key, { outcome: 'placed', call: { id: key } });
	return isNew;
}

/** Whether the next execution is to send a row that this one has sent. */
async function isForgotten(): Promise<boolean> {
	const { membership } = await begin();
	return await send(membership);
}

describe('there is no memory', () => {
	it.each<[string, object]>([
		['for a workflow that was never saved', { workflow: NEVER_SAVED }],
		['for a workflow without an id', { workflow: undefined }],
		['without an execution', { id: undefined }],
		['in an n8n without a store', { hasNoStore: true }],
	])('%s', async (_, given) => {
		const { context } = new ExecutionInN8n(world, { id: '1', workflow, ...given });
		expect(await joinMemory(context, false)).toBeUndefined();
	});
});

describe('earlier runs', () => {
	it('are known without writing anything down', async () => {
		const { context } = new ExecutionInN8n(world, { workflow });
		expect(await hasEarlierRuns(context)).toBe(false);
		await send((await begin()).membership);
		const { writes } = world.values;
		expect(await hasEarlierRuns(context)).toBe(true);
		expect(world.values.writes).toBe(writes);
		const unsaved = new ExecutionInN8n(world, { workflow: NEVER_SAVED });
		expect(await hasEarlierRuns(unsaved.context)).toBe(false);
	});
});

describe('a memory', () => {
	it('is one for all executions of a node, and gone when there is nothing to remember', async () => {
		const [one, two] = [await begin(), await begin()];
		expect(two.membership.memory).toBe(one.membership.memory);
		world.saved.set(one.id, WELL).set(two.id, WELL);
		await send(one.membership);
		await one.n8n.finish();
		await two.n8n.finish();
		expect((await begin()).membership.memory).not.toBe(one.membership.memory);
	});

	it('stays where there is something', async () => {
		const { membership, n8n, id } = await begin();
		await send(membership);
		world.saved.set(id, BADLY);
		await n8n.finish();
		expect((await begin()).membership.memory).toBe(membership.memory);
	});

	it('is not that of another workflow', async () => {
		await send((await begin()).membership);
		world = new World();
		const other = await begin({ workflow: `${workflow} and another` });
		expect(await send(other.membership)).toBe(true);
	});

	it('is written with what n8n has given to the newest execution', async () => {
		const one = await begin();
		const before = world;
		world = new World();
		const two = await begin();
		await send(two.membership);
		expect(world.values.valuesOf('w')).toContainEqual(expect.stringMatching(/^sent .* a$/));
		expect(before.values.valuesOf('w')).not.toContainEqual(expect.stringMatching(/^sent .* a$/));
		expect(one.membership.memory).toBe(two.membership.memory);
	});
});

describe('Start Over', () => {
	const startOver = async () => {
		const { context } = new ExecutionInN8n(world, { id: String(++executions), workflow });
		return (await joinMemory(context, true))!;
	};

	it('forgets what this process and the store have', async () => {
		const { membership, n8n, id } = await begin();
		await send(membership);
		world.saved.set(id, BADLY);
		await n8n.finish();
		expect(await send(await startOver())).toBe(true);
	});

	it('forgets nothing while another execution is under way', async () => {
		const { membership } = await begin();
		await send(membership);
		expect(await send(await startOver())).toBe(false);
	});
});

describe('the end of an execution', () => {
	const MANUAL = { mode: 'manual' };
	it.each<[boolean, string, IRunExecutionData | undefined, object]>([
		[true, 'well', WELL, {}],
		[false, 'badly', BADLY, {}],
		[false, 'and waits', WAITS, {}],
		[true, 'and is not kept', undefined, {}],
		[false, 'and none that fails is kept', undefined, { saveDataErrorExecution: 'none' }],
		[true, 'and those that fail are kept', undefined, { saveDataErrorExecution: 'all' }],
		[true, 'though a manual one is kept as well', undefined, { saveManualExecutions: false }],
		[true, 'by hand', undefined, MANUAL],
		[false, 'by hand, and none is kept', undefined, { ...MANUAL, saveManualExecutions: false }],
		[true, 'by hand, as if', undefined, { ...MANUAL, saveDataErrorExecution: 'none' }],
	])('lets its rows be forgotten: %s, where it ended %s', async (forgotten, _, run, given) => {
		const { mode, ...settings } = given as IDataObject;
		const { membership, n8n, id } = await begin({ mode: mode as string, settings });
		await send(membership);
		if (run) world.saved.set(id, run);
		await membership.endOfRun(GOOD);
		await n8n.finish();
		expect(await isForgotten()).toBe(forgotten);
	});

	it('is not that of a run of the node', async () => {
		const { membership } = await begin();
		await send(membership);
		await membership.endOfRun(GOOD);
		expect(await isForgotten()).toBe(false);
	});

	it('is waited for once, however often the node runs in it', async () => {
		const { membership, n8n } = await begin();
		const again = (await joinMemory(n8n.context, false))!;
		expect(again.execution).toBe(membership.execution);
		expect([n8n.watchers, again.execution.runs]).toEqual([1, 2]);
		await membership.endOfRun(GOOD);
		expect(again.execution.runs).toBe(1);
	});

	it.each([
		['was cancelled', GOOD, true],
		['failed', { ...GOOD, hasError: true }, false],
		['left rows for later', { ...GOOD, isCutShort: true }, false],
	])('is none where a run %s, though n8n keeps nothing of it', async (_, end, isCancelled) => {
		const { membership, n8n } = await begin();
		await send(membership);
		await membership.endOfRun(end);
		if (isCancelled) n8n.cancel();
		await n8n.finish();
		expect(await isForgotten()).toBe(false);
	});

	it.each([
		['failed before', { ...GOOD, hasError: true }, true],
		['left rows for later before', { ...GOOD, isCutShort: true }, false],
	])('is well after a run that %s: %p', async (_, end, forgotten) => {
		const { membership, n8n, id } = await begin();
		await send(membership);
		await membership.endOfRun(end);
		await membership.endOfRun(GOOD);
		world.saved.set(id, WELL);
		await n8n.finish();
		expect(await isForgotten()).toBe(forgotten);
	});

	it.each([
		[true, GOOD],
		[false, { ...GOOD, hasError: true }],
	])('is that of the run in an older n8n: forgotten %p', async (forgotten, end) => {
		const { membership } = await begin({ isOld: true });
		await send(membership);
		await membership.endOfRun(end);
		expect(await isForgotten()).toBe(forgotten);
	});

	it('is told by an n8n that keeps nothing and can be asked nothing', async () => {
		const { membership, n8n } = await begin();
		const { context } = n8n as { context: object };
		Object.assign(context, {
			getExecutionDataById: undefined,
			getWorkflowSettings: undefined,
			getExecutionCancelSignal: () => undefined,
		});
		await send(membership);
		await n8n.finish();
		expect(await isForgotten()).toBe(true);
	});

	it('is not known where n8n fails to answer, and would have kept one that failed', async () => {
		const { membership, n8n } = await begin();
		const fails = async () => await Promise.reject(new Error('gone'));
		Object.assign(n8n.context, { getExecutionDataById: fails });
		await send(membership);
		await n8n.finish();
		expect(await isForgotten()).toBe(true);
	});
});
