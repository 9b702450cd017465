import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { type World, contextOf, helpersOf } from './memoryWorld';

interface Given {
	/** Of the execution; none where n8n gives none */
	id?: string;
	workflow?: string;
	mode?: string;
	settings?: IDataObject;
	/** n8n before 2.41, which does not tell of the end of an execution */
	isOld?: boolean;
	/** n8n before it had a store */
	hasNoStore?: boolean;
}

/** An execution of the node as n8n shows it to the node, with its end. */
export class ExecutionInN8n {
	readonly context: IExecuteFunctions;

	private readonly finishing: Array<() => Promise<void>> = [];

	private readonly cancelling = new AbortController();

	constructor(world: World, given: Given) {
		const own: IDataObject = {};
		const helpers = given.hasNoStore ? {} : helpersOf(world.values);
		this.context = {
			...contextOf(world.saved, given.settings),
			...{ helpers, getExecutionId: () => given.id },
			getNode: () => ({ id: 'n', name: 'Elemente' }),
			getWorkflow: () => ({ id: given.workflow }),
			getMode: () => given.mode ?? 'trigger',
			getContext: () => own,
			getExecutionCancelSignal: () => this.cancelling.signal,
			onExecutionFinish: given.isOld
				? undefined
				: (handler: () => Promise<void>) => void this.finishing.push(handler),
		} as unknown as IExecuteFunctions;
	}

	/** How many wait for its end. */
	get watchers(): number {
		return this.finishing.length;
	}

	cancel(): void {
		this.cancelling.abort();
	}

	/** n8n tells of its end. */
	async finish(): Promise<void> {
		for (const handler of this.finishing) await handler();
	}
}
