import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { canonical } from './canonical';

type ToolContext = Pick<IExecuteFunctions, 'getNode' | 'getWorkflow'>;

/** What n8n gives a workflow that was never saved in place of an id. */
export const NEVER_SAVED = '__EMPTY__';

/**
 * Whether the node is the tool of a model: n8n gives such a node a type of its own. (`isToolExecution` of the context is
 * false where n8n's engine runs the tool, and missing where its routing engine asks.)
 */
export function isTool({ type }: Pick<INode, 'type'>): boolean {
	return type.endsWith('Tool');
}

/**
 * Whether what failed comes out as an item, for a model to read: of an error that is thrown, AI Agent 3.1 and n8n's own
 * Agents hand on the message alone, and AI Agent 2.2 nothing. Who has chosen that a tool that fails stops the workflow
 * gets that, where n8n's engine runs the tool (it has written on the node then where the output goes).
 */
export function answersModel(node: INode): boolean {
	return isTool(node) && !(node.onError === 'stopWorkflow' && node.rewireOutputLogTo !== undefined);
}

/** The same for the same request of one tool; n8n's own Agents have no workflow, and there it is that of a credential. */
export function requestKey(context: ToolContext, request: unknown): string {
	const { id: workflow } = context.getWorkflow();
	const node = context.getNode();
	const isSaved = Boolean(workflow) && workflow !== NEVER_SAVED;
	const tool = isSaved ? [workflow, node.id] : [node.credentials?.elementeApi?.id];
	return canonical([...tool, request]);
}

/** Beside the result of the first time: so that the model knows that nobody was contacted a second time. */
export const ASKED_TWICE: IDataObject = {
	earlierRun: true,
	reason:
		'You asked for exactly the same less than ten minutes ago. It was done then and was not done a second time: this is the result of the first time.',
};
