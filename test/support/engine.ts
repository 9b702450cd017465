import { DirectoryLoader, ExecutionLifecycleHooks, RoutingNode, WorkflowExecute } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
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
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { ElementeApi } from '../../credentials/ElementeApi.credentials';
import { Elemente } from '../../nodes/Elemente/Elemente.node';

/** What a test says about one run of the node in n8n's own engine. */
export interface EngineRun {
	/** Base URL, user name and password; a sandbox has all three */
	credential: { url: string; username: string; password: string };
	parameters: IDataObject;
	/** The input items' `json` */
	rows: IDataObject[];
	/** Settings of the node: onError, retryOnFail, maxTries, waitBetweenTries */
	settings?: Partial<INode>;
	/** Has n8n's routing engine send the requests in place of the bulk runner */
	viaRoutingEngine?: boolean;
	/** Called with the running engine, for example to cancel it */
	onStart?: (engine: { cancel: () => void }) => void;
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

/** Parameters of Call → Create that every test needs; IDs are those of the sandbox's first agent. */
export function createParameters(
	sandbox: { agents: Array<{ id: string; skills?: Array<{ id?: string | null }> | null }> },
	more: IDataObject = {},
): IDataObject {
	const [agent] = sandbox.agents;
	return {
		resource: 'call',
		operation: 'create',
		agentId: { __rl: true, mode: 'id', value: agent.id },
		skillId: { __rl: true, mode: 'id', value: agent.skills?.[0].id },
		customerPhone: '={{ $json.phone }}',
		...more,
	};
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

/** Runs Rows → Elemente in n8n-core's WorkflowExecute, with real HTTP and real credentials code. */
export async function runInEngine(given: EngineRun): Promise<EngineResult> {
	const nodeTypes = nodeTypesFor(given.viaRoutingEngine ?? false);
	const workflow = new Workflow({
		id: 'test',
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
		],
		connections: { Rows: { main: [[{ node: 'Elemente', type: 'main', index: 0 }]] } },
	});
	const engine = new WorkflowExecute(additionalData(given.credential), 'manual');
	const running = engine.run({
		workflow,
		startNode: workflow.getNode('Rows') as INode,
		pinData: { Rows: given.rows.map((json) => ({ json })) },
	});
	given.onStart?.({ cancel: () => running.cancel() });
	const run = await running;
	const taskData = run.data.resultData.runData.Elemente?.[0];
	return {
		items: taskData?.data?.main[0] ?? [],
		errorItems: taskData?.data?.main[1] ?? [],
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
	const byName = (name: string) => (name === 'test.rows' ? ROWS : elemente);
	return { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) };
}

export function additionalData(
	credential: EngineRun['credential'],
): IWorkflowExecuteAdditionalData {
	const type = new ElementeApi();
	const decrypted: ICredentialDataDecryptedObject = {
		username: credential.username,
		password: credential.password,
		baseUrl: credential.url,
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
		hooks: new ExecutionLifecycleHooks('manual', '1', { nodes: [], connections: {} } as never),
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
