import { ExecuteContext, RoutingNode } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { IDataObject, IExecuteData, INode, INodeType, IRunExecutionData } from 'n8n-workflow';

import { type EngineRun, additionalData, loadElemente } from './engine';

/** The type of a node that n8n runs as the tool of a model. */
export const TOOL = 'n8n-nodes-elemente.elementeTool';

/**
 * The node as the tool of an AI Agent that asks for several things: each is a run of its own in n8n's routing engine,
 * of one row, and all have the agent's execute data.
 *
 * @param workflowId of a workflow that was saved; n8n's own Agents have none
 * @returns a function that runs the node once
 */
export function agentTool(credential: EngineRun['credential'], workflowId?: string) {
	const type: INodeType = loadElemente();
	const node: INode = {
		id: '2',
		name: 'Elemente',
		type: TOOL,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { elementeApi: { id: '1', name: 'Elemente' } },
	};
	const items = [{ json: {} }];
	const executeData: IExecuteData = { data: { main: [items] }, node, source: null };
	const execution = {
		resultData: { runData: {} },
		executionData: { contextData: {}, nodeExecutionStack: [], metadata: {} },
	} as unknown as IRunExecutionData;
	return async (parameters: IDataObject) => {
		const asked = { ...node, parameters } as INode;
		const nodeTypes = {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({
			id: workflowId,
			name: 'Agent',
			active: false,
			nodeTypes,
			nodes: [asked],
			connections: {},
		});
		const context = new ExecuteContext(
			workflow,
			asked,
			additionalData(credential),
			'manual',
			execution,
			0,
			items,
			executeData.data,
			executeData,
			[],
		);
		return (await new RoutingNode(context, type).runNode())?.[0] ?? [];
	};
}
