import { DirectoryLoader, ExecutionLifecycleHooks, RoutingNode, WorkflowExecute } from 'n8n-core';
import { NodeOperationError, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { ElementeApi } from '../../credentials/ElementeApi.credentials';
import { Elemente } from '../../nodes/Elemente/Elemente.node';

export { createParameters } from '../../scripts/n8n/rowWorkflow';

/** What a test says about one run of the node in n8n's own engine. */
export interface EngineRun {
	/** Base URL, user name and password, which a sandbox has, and Lines */
	credential: { url: string; username: string; password: string; lines?: number };
	parameters: IDataObject;
	/** The input items' `json` */
	rows: IDataObject[];
	/** Rows of a second run of the node in the same execution, as of the next batch of a loop; its outcome is what comes out */
	nextBatch?: IDataObject[];
	/** Settings of the node: onError, retryOnFail, maxTries, waitBetweenTries */
	settings?: Partial<INode>;
	/** Has n8n's routing engine send the requests in place of the bulk runner */
	viaRoutingEngine?: boolean;
	/** The execution, where it is to have a memory: that of a workflow which was saved */
	execution?: SavedExecution;
	/** Called with the running engine, for example to cancel it */
	onStart?: (engine: { cancel: () => void }) => void;
}

/** An execution of a saved workflow. */
export interface SavedExecution {
	id: string;
	workflowId: string;
	/** Where n8n saves executions when they have ended, by id; one that is not to be saved leaves nothing here */
	saved: Map<string, IRunExecutionData>;
	isSaved?: boolean;
	/** A node behind this one fails */
	laterNodeFails?: boolean;
}

export interface EngineResult {
	/** Items of the first output */
	items: INodeExecutionData[];
	/** Items of the error output, for `onError: 'continueErrorOutput'` */
	errorItems: INodeExecutionData[];
	/** The error that stopped the workflow */
	error?: { message: string; description?: string; httpCode?: string; context?: IDataObject };
	/** The whole run as n8n would store it */
	run: IRun;
}

const ROWS: INodeType = {
	description: {
		displayName: 'Rows',
		name: 'rows',
		group: ['input'],
		version: 1,
		description: 'Stands for the step before',
		defaults: { name: 'Rows' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		return [[]];
	},
};

const FAILING: INodeType = {
	description: { ...ROWS.description, name: 'failing', inputs: ['main'] },
	async execute(this: IExecuteFunctions) {
		throw new NodeOperationError(this.getNode(), 'This node always fails');
	},
};

const FAILING_NODE: INode = {
	id: '3',
	name: 'Later',
	type: 'test.failing',
	typeVersion: 1,
	position: [400, 0],
	parameters: {},
};

/** Hands the node its next rows in the same execution, as a loop does. */
const NEXT_BATCH: INode = {
	...{ id: '4', name: 'Next Batch', type: 'test.rows', typeVersion: 1 },
	...{ position: [0, 200] as [number, number], parameters: {} },
};

const TO_ELEMENTE = { node: 'Elemente', type: 'main', index: 0 } as const;
const TO_NEXT_BATCH = { node: NEXT_BATCH.name, type: 'main', index: 0 } as const;

/** Runs Rows → Elemente in n8n-core's WorkflowExecute, with real HTTP and real credentials code. */
export async function runInEngine(given: EngineRun): Promise<EngineResult> {
	const nodeTypes = nodeTypesFor(given.viaRoutingEngine ?? false);
	const workflow = new Workflow({
		id: given.execution?.workflowId,
		name: 'Test',
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				id: '1',
				name: 'Rows',
				type: 'test.rows',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '2',
				name: 'Elemente',
				type: 'n8n-nodes-elemente.elemente',
				typeVersion: 1,
				position: [200, 0],
				parameters: given.parameters as INode['parameters'],
				credentials: { elementeApi: { id: '1', name: 'Elemente' } },
				...given.settings,
			},
			...(given.nextBatch ? [NEXT_BATCH] : []),
			...(given.execution?.laterNodeFails ? [FAILING_NODE] : []),
		],
		connections: {
			Rows: { main: [[TO_ELEMENTE, ...(given.nextBatch ? [TO_NEXT_BATCH] : [])]] },
			[NEXT_BATCH.name]: { main: [[TO_ELEMENTE]] },
			...(given.execution?.laterNodeFails
				? { Elemente: { main: [[{ node: 'Later', type: 'main', index: 0 }]] } }
				: {}),
		},
	});
	const engine = new WorkflowExecute(
		additionalData(given.credential, given.execution),
		given.execution ? 'trigger' : 'manual',
	);
	const running = engine.run({
		workflow,
		startNode: workflow.getNode('Rows') as INode,
		pinData: {
			Rows: given.rows.map((json) => ({ json })),
			[NEXT_BATCH.name]: (given.nextBatch ?? []).map((json) => ({ json })),
		},
	});
	given.onStart?.({ cancel: () => running.cancel() });
	const run = await running;
	const taskData = run.data.resultData.runData.Elemente?.at(-1);
	// n8n writes what the tool of a model gives somewhere else.
	const outputs = taskData?.data?.main ?? taskData?.data?.ai_tool;
	return {
		items: outputs?.[0] ?? [],
		errorItems: outputs?.[1] ?? [],
		error: taskData?.error as EngineResult['error'],
		run,
	};
}

/** The node as n8n loads it: with Request Options added, as for every declarative node. */
export function loadElemente(): Elemente {
	const node = new Elemente();
	DirectoryLoader.applyDeclarativeNodeOptionParameters(node);
	return node;
}

function nodeTypesFor(viaRoutingEngine: boolean): INodeTypes {
	const elemente: INodeType = loadElemente();
	if (viaRoutingEngine) elemente.customOperations = undefined;
	// What n8n's own loader does (cli's NodeTypes): without it, the engine would serve the node without a cancel signal.
	elemente.execute = async function () {
		return (await new RoutingNode(this as never, elemente).runNode()) ?? [];
	};
	const others: Record<string, INodeType> = { 'test.rows': ROWS, 'test.failing': FAILING };
	const byName = (name: string) => others[name] ?? elemente;
	return { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) };
}

export function additionalData(
	credential: EngineRun['credential'],
	execution?: SavedExecution,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('manual', execution?.id ?? '1', {
		nodes: [],
		connections: {},
	} as never);
	hooks.addHandler('workflowExecuteAfter', (run) => {
		if (execution && execution.isSaved !== false) execution.saved.set(execution.id, run.data);
	});
	const type = new ElementeApi();
	const decrypted: ICredentialDataDecryptedObject = {
		username: credential.username,
		password: credential.password,
		baseUrl: credential.url,
		lines: credential.lines ?? 0,
	};
	const url = 'http://127.0.0.1';
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			authenticate: async (
				data: ICredentialDataDecryptedObject,
				_name: string,
				request: IHttpRequestOptions,
			) => await type.authenticate(data, request),
			preAuthentication: async () => undefined,
			getDecrypted: async () => ({ ...decrypted }),
			getCredentialsProperties: () => type.properties,
		} as unknown as ICredentialsHelper,
		hooks,
		executionId: execution?.id,
		getRunExecutionData: async (id: string) => execution?.saved.get(id),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookTestBaseUrl: url,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}
