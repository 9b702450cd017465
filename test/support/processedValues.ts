import type {
	DeduplicationItemTypes,
	ICheckProcessedContextData,
	IDataDeduplicator,
} from 'n8n-workflow';

/**
 * n8n's store of processed values, in memory: a list for each workflow and node, which is read, changed and written
 * as a whole. What stands behind an @ in the workflow's id is the process: two processes share one store.
 */
export class ProcessedValues implements IDataDeduplicator {
	private readonly lists = new Map<string, string[]>();

	/** How often it was written to */
	writes = 0;

	/** Makes every call fail */
	failure?: Error;

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		_scope: string,
		context: ICheckProcessedContextData,
	) {
		const list = this.read(context) ?? [];
		const known = new Set(list);
		const texts = items.map(String);
		this.write(context, [...list, ...texts.filter((item) => !known.has(item))]);
		return {
			new: texts.filter((item) => !known.has(item)),
			processed: texts.filter((item) => known.has(item)),
		};
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		_scope: string,
		context: ICheckProcessedContextData,
	) {
		const list = [...(this.read(context) ?? [])];
		for (const item of items.map(String)) {
			if (list.includes(item)) list.splice(list.indexOf(item), 1);
		}
		this.write(context, list);
	}

	async clearAllProcessedItems(_scope: string, context: ICheckProcessedContextData) {
		this.read(context);
		this.lists.delete(nameOf(context));
	}

	async getProcessedDataCount(_scope: string, context: ICheckProcessedContextData) {
		return this.read(context)?.length ?? 0;
	}

	async checkProcessedItemsAndRecord(): Promise<never> {
		throw new Error('Not used by this node');
	}

	/** What is written down for a workflow. */
	valuesOf(workflowId: string): string[] {
		return [...this.lists].flatMap(([name, list]) =>
			name.startsWith(`${workflowId} `) ? list : [],
		);
	}

	private read(context: ICheckProcessedContextData): string[] | undefined {
		if (this.failure) throw this.failure;
		return this.lists.get(nameOf(context));
	}

	private write(context: ICheckProcessedContextData, list: string[]): void {
		this.writes++;
		this.lists.set(nameOf(context), list);
	}
}

function nameOf({ workflow, node }: ICheckProcessedContextData): string {
	return `${String(workflow?.id).split('@')[0]} ${node?.id}`;
}
