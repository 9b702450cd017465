import { LoadOptionsContext, PollContext, TriggersAndPollers } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	WorkflowActivateMode,
} from 'n8n-workflow';

import { ElementeTrigger } from '../../nodes/Elemente/ElementeTrigger.node';
import { additionalData, loadElemente } from './engine';
import { place } from './operation';
import type { Sandbox } from './sandbox';

type Credential = Parameters<typeof additionalData>[0];

function workflowOf(
	type: INodeType,
	name: string,
	parameters: IDataObject,
	staticData?: IDataObject,
) {
	const byName = () => type;
	return new Workflow({
		id: 'test',
		name: 'Test',
		active: true,
		nodeTypes: { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) },
		nodes: [
			{
				id: '1',
				name,
				type: `n8n-nodes-elemente.${type.description.name}`,
				typeVersion: 1,
				position: [0, 0],
				parameters: parameters as INode['parameters'],
				credentials: { elementeApi: { id: '1', name: 'Elemente' } },
			},
		],
		connections: {},
		staticData,
	});
}

/** The trigger in an active workflow, polled by n8n-core when a test says so. */
export class ActiveTrigger {
	private workflow: Workflow;

	constructor(
		private readonly credential: Credential,
		private parameters: IDataObject = {},
	) {
		this.workflow = this.load();
	}

	private load(staticData?: IDataObject) {
		return workflowOf(new ElementeTrigger(), 'Elemente Trigger', this.parameters, staticData);
	}

	/** @returns the items that n8n would start the workflow with; none where it would not */
	async poll(
		mode: 'trigger' | 'manual' = 'trigger',
		activation: WorkflowActivateMode = 'activate',
	): Promise<INodeExecutionData[]> {
		const node = this.workflow.getNode('Elemente Trigger') as INode;
		const context = new PollContext(
			this.workflow,
			node,
			additionalData(this.credential),
			mode,
			activation,
		);
		const output = await new TriggersAndPollers().runPollFunction(this.workflow, node, context);
		const items = output?.[0] ?? [];
		if (output && items.length === 0) throw new Error('n8n would start the workflow for nothing');
		return items;
	}

	/** Ends n8n and starts it again: only what it has stored is left. */
	restart(parameters = this.parameters) {
		this.parameters = parameters;
		this.workflow = this.load(JSON.parse(JSON.stringify(this.workflow.staticData)));
	}

	/** What n8n stores for the node. */
	get stored(): string {
		return JSON.stringify(this.workflow.staticData);
	}

	/** Lets n8n think that the last poll was so many hours earlier than it was. */
	lastPollWas(hours: number) {
		const data = this.workflow.getStaticData(
			'node',
			this.workflow.getNode('Elemente Trigger') as INode,
		);
		const memory = JSON.parse(String(data.memory));
		data.memory = JSON.stringify({ ...memory, polledAt: memory.polledAt - hours * 3_600_000 });
	}
}

/** An active trigger that has seen what there is. */
export async function activeTrigger(credential: Credential, parameters: IDataObject = {}) {
	const trigger = new ActiveTrigger(credential, parameters);
	await trigger.poll();
	return trigger;
}

export const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.id);

/** Each as id, status before, status now. */
export const changesOf = (items: INodeExecutionData[]) =>
	items.map(({ json }) => [json.id, json.previousStatus, json.status]);

/** Runs with all clocks of this process, n8n's and the sandbox's, so many hours ahead; behind where negative. */
export async function hoursAhead<Result>(hours: number, run: () => Promise<Result>) {
	const now = Date.now;
	Date.now = () => now() + hours * 3_600_000;
	try {
		return await run();
	} finally {
		Date.now = now;
	}
}

/** Places calls as if so many hours ago. */
export async function placeHoursAgo(sandbox: Sandbox, hours: number, ...recipients: string[]) {
	return await hoursAhead(-hours, async () => await place(sandbox, ...recipients));
}

/** What a poll failed with; undefined where it did not. */
export async function errorOf(promise: Promise<unknown>) {
	return await promise.then(
		() => undefined,
		(error: Error & { description?: string }) => error,
	);
}

/** What a picker's list search gets as `this` in the editor. @param parameters the node's, as set so far */
export function pickerContext(credential: Credential, parameters: IDataObject = {}) {
	const workflow = workflowOf(loadElemente(), 'Elemente', parameters);
	const data = { ...additionalData(credential), currentNodeParameters: parameters };
	return new LoadOptionsContext(workflow, workflow.getNode('Elemente') as INode, data as never, '');
}
