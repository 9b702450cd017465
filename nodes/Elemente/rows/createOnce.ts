import type { IExecutePaginationFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { FAILURES, type Failure } from '../errors/failures';
import { failureBehind } from '../errors/nodeErrors';
import { AskedFor } from './askedFor';
import type { RoutedRow, Work } from './routedRow';
import { memoryOfRuns } from './runMemory';
import { ASKED_TWICE, isTool, requestKey } from './tool';

/** What has become of a row that creates something: what it gave, or the error after which nobody knows. */
type Created = { items: INodeExecutionData[] } | { error: NodeApiError };

/**
 * By row and body: nothing is created twice over the tries of a run. The body belongs to it because a tool of an AI
 * Agent may have the agent's execute data, and the row 0 each time.
 */
const createdIn = memoryOfRuns(() => new Map<string, Created>());

/** The same over the runs of tools, for a model that asks twice. */
const askedFor = new AskedFor<Created>();

/**
 * Does the work of a row that creates something, unless an earlier try of this run did it or may have done it, or a
 * model has asked for the same before.
 *
 * @throws NodeApiError where it failed
 */
export async function createOnce(row: RoutedRow, work: Work): Promise<INodeExecutionData[]> {
	const { context, request, cancellation } = row;
	if (!isTool(context.getNode())) return itemsOf(await createInRun(row, work));
	return await askedFor.inTurn(
		requestKey(context, [request.url, request.body]),
		async (earlier, keep) => {
			const outcome = earlier ?? (await createInRun(row, work));
			if (isDone(outcome)) keep(outcome);
			const items = itemsOf(outcome);
			return earlier ? items.map(markedAsEarlier) : items;
		},
		async (turn) => await cancellation.orCancelled(turn),
	);
}

/** Whether something may have been created although the request failed. */
export function mayBeCreated({ kind }: Failure): boolean {
	return FAILURES[kind].create === 'unknown';
}

async function createInRun(row: RoutedRow, work: Work): Promise<Created> {
	const { context, request } = row;
	const created = createdIn(context.getExecuteData());
	const key = `${context.getItemIndex()} ${JSON.stringify(request.body)}`;
	const outcome =
		created.get(key) ??
		(await work(row).then(
			(items): Created => ({ items }),
			(error: NodeApiError): Created => ({ error }),
		));
	if (isDone(outcome) && !isForgottenInTime(context, outcome)) created.set(key, outcome);
	return outcome;
}

/** What a model has got may be asked for again later in the same run of its agent, which can be long. */
function isForgottenInTime(context: IExecutePaginationFunctions, outcome: Created): boolean {
	return isTool(context.getNode()) && 'items' in outcome;
}

/** It was created, or may have been. */
function isDone(outcome: Created): boolean {
	return !('error' in outcome) || mayBeCreated(failureBehind(outcome.error));
}

/** @throws NodeApiError */
function itemsOf(outcome: Created): INodeExecutionData[] {
	if ('error' in outcome) throw outcome.error;
	return outcome.items;
}

function markedAsEarlier(item: INodeExecutionData): INodeExecutionData {
	return { ...item, json: { ...item.json, ...ASKED_TWICE } };
}
