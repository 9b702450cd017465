import type { IExecuteFunctions, IRunExecutionData } from 'n8n-workflow';

import type { Execution } from '../../nodes/Elemente/createCalls/endings';
import { NodeMemory } from '../../nodes/Elemente/createCalls/nodeMemory';
import { ProcessedStore } from '../../nodes/Elemente/createCalls/processedStore';
import { ProcessedValues } from './processedValues';

/** n8n as the memory sees it: one store, the executions it has saved, and a process that may die. */
export class World {
	readonly values = new ProcessedValues();

	readonly saved = new Map<string, IRunExecutionData>();

	memory = this.newProcess();

	running = new Map<string, Execution>();

	private executions = 0;

	/** The process dies, and another starts. */
	kill(): void {
		for (const id of this.running.keys()) this.saved.set(id, savedRun({ runData: {} }));
		this.running = new Map();
		this.memory = this.newProcess();
	}

	async start(): Promise<string> {
		const id = String(++this.executions);
		this.running.set(id, await this.memory.join(this.context(), id));
		return id;
	}

	async end(id: string, how: 'well' | 'badly' | 'waits'): Promise<void> {
		const execution = this.running.get(id)!;
		this.running.delete(id);
		execution.runs--;
		if (how === 'waits') {
			this.saved.set(id, { ...savedRun({ runData: { Elemente: [] } }), waitTill: new Date() });
			return;
		}
		const error = how === 'badly' ? { error: new Error('failed') } : {};
		this.saved.set(id, savedRun({ runData: { Elemente: [] }, ...error }));
		await this.memory.leave(execution, how === 'well');
	}

	/** Another process, beside the one that there is. */
	newProcess(): NodeMemory {
		return new NodeMemory(new ProcessedStore(helpersOf(this.values)));
	}

	context(): IExecuteFunctions {
		return contextOf(this.saved);
	}
}

/** What n8n offers a node of its store; this node asks for its own entries only. */
export function helpersOf(values: ProcessedValues, workflowId = 'w'): IExecuteFunctions['helpers'] {
	const context = { workflow: { id: workflowId }, node: { id: 'n' } } as never;
	const own = (scope: string, { mode }: { mode: string }) => {
		if (`${scope} ${mode}` !== 'node entries') throw new Error(`Not its own: ${scope} ${mode}`);
		return [scope, context] as const;
	};
	type Given = [scope: string, options: { mode: string }];
	return {
		checkProcessedAndRecord: async (items: string[], ...given: Given) =>
			await values.checkProcessedAndRecord(items, ...own(...given)),
		removeProcessed: async (items: string[], ...given: Given) =>
			await values.removeProcessed(items, ...own(...given)),
		clearAllProcessedItems: async (...given: Given) =>
			await values.clearAllProcessedItems(...own(...given)),
		getProcessedDataCount: async (...given: Given) =>
			await values.getProcessedDataCount(...own(...given)),
	} as unknown as IExecuteFunctions['helpers'];
}

/** The node `Elemente`, which can ask for executions that n8n has saved. */
export function contextOf(
	saved: Map<string, IRunExecutionData>,
	settings: object = {},
): IExecuteFunctions {
	return {
		getExecutionDataById: async (id: string) => saved.get(id),
		getNode: () => ({ name: 'Elemente' }),
		getWorkflowSettings: () => settings,
	} as unknown as IExecuteFunctions;
}

export function savedRun(resultData: object): IRunExecutionData {
	return { resultData } as IRunExecutionData;
}
