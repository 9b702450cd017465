import type { IExecuteFunctions } from 'n8n-workflow';

import { NEVER_SAVED } from '../rows/tool';
import { NodeMemory } from './nodeMemory';
import { endOf } from './pages';
import { ProcessedStore } from './processedStore';

/** The part that an execution has in the memory of a node. */
export interface Membership {
	memory: NodeMemory;
	execution: Parameters<NodeMemory['claim']>[1];
	/** For n8n before 2.41, which does not tell of the end of an execution: the run's end takes its place */
	endOfRun: (end: EndOfRun) => Promise<void>;
}

/** How a run of the node has ended. */
export interface EndOfRun {
	hasError: boolean;
	/** Without an error, but rows were left for later, as the API failed: running it again goes on from there */
	isCutShort: boolean;
}

/** What a node remembers, and where. */
interface NodeMemories {
	store: ProcessedStore;
	memory: NodeMemory;
}

/** By workflow and node, as long as there is something to remember. */
const memories = new Map<string, NodeMemories>();

/**
 * Joins the memory of the node.
 *
 * @returns undefined where there is none: older n8n, or a workflow that was never saved
 * @throws what n8n's store throws
 */
export async function joinMemory(
	context: IExecuteFunctions,
	startOver: boolean,
): Promise<Membership | undefined> {
	const workflowId = rememberedWorkflow(context);
	const executionId = context.getExecutionId();
	const { helpers } = context;
	if (!workflowId || !executionId) return undefined;

	const key = `${workflowId} ${context.getNode().id}`;
	const { store, memory } = memories.get(key) ?? newMemories(helpers);
	memories.set(key, { store, memory });
	store.use(helpers);
	if (startOver && memory.isIdle) {
		memory.startOver();
		await store.clear();
	}
	const execution = await memory.join(context, executionId);
	const leave = async (isWell: boolean) => {
		await memory.leave(execution, isWell);
		if (memory.isEmpty) memories.delete(key);
	};
	if (context.onExecutionFinish && !execution.isWatched) {
		execution.isWatched = true;
		context.onExecutionFinish(async () => {
			// Where n8n keeps nothing of an execution, this run at least knows of itself.
			await leave(!execution.hasFailed && (await endedWell(context, executionId)));
		});
	}
	return {
		memory,
		execution,
		async endOfRun({ hasError, isCutShort }) {
			memory.endRun(execution);
			execution.hasFailed = hasError;
			execution.isCutShort ||= isCutShort;
			if (!context.onExecutionFinish) await leave(!hasError);
		},
	};
}

/**
 * Whether n8n holds anything of earlier runs of the node, without writing anything down: which rows that are can only
 * be asked by doing so.
 *
 * @throws what n8n's store throws
 */
export async function hasEarlierRuns(context: IExecuteFunctions): Promise<boolean> {
	if (!rememberedWorkflow(context)) return false;
	return (await context.helpers.getProcessedDataCount('node', { mode: 'entries' })) > 0;
}

/** The workflow's id, where it was saved and n8n has a memory for it. */
function rememberedWorkflow(context: IExecuteFunctions): string | undefined {
	const { id } = context.getWorkflow();
	const hasMemory = typeof context.helpers.checkProcessedAndRecord === 'function';
	return hasMemory && id !== NEVER_SAVED ? id : undefined;
}

function newMemories(helpers: IExecuteFunctions['helpers']): NodeMemories {
	const store = new ProcessedStore(helpers);
	return { store, memory: new NodeMemory(store) };
}

/** Whether an execution that has just ended has ended well. */
async function endedWell(context: IExecuteFunctions, executionId: string): Promise<boolean> {
	if (context.getExecutionCancelSignal()?.aborted) return false;
	const saved = await context.getExecutionDataById?.(executionId).catch(() => undefined);
	const end = endOf(saved, context);
	// Where n8n keeps nothing of an execution but would have kept one that failed, it did not fail.
	return end === 'well' || (end === 'unknown' && keepsFailed(context));
}

function keepsFailed(context: IExecuteFunctions): boolean {
	const settings = context.getWorkflowSettings?.() ?? {};
	return context.getMode() === 'manual'
		? settings.saveManualExecutions !== false
		: settings.saveDataErrorExecution !== 'none';
}
