import { beforeEach } from '@jest/globals';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import { type EngineRun, createParameters, runInEngine } from './engine';
import { useProcessedValues } from './processedStore';
import type { ProcessedValues } from './processedValues';
import { createsOf, ordinaryRows, type useSandbox } from './sandbox';

interface Again {
	rows?: IDataObject[];
	parameters?: IDataObject;
	settings?: EngineRun['settings'];
	execution?: Partial<EngineRun['execution']>;
	/** Another process, which knows only what the store holds */
	process?: string;
	onStart?: EngineRun['onStart'];
	nextBatch?: IDataObject[];
}

/** Where the workflow runs again. */
export const CUT_OFF = [
	['in the same process', '1'],
	['in another process', '2'],
];

/** One workflow with Call → Create for each test, executed as often as the test says. */
export function useRunsAgain(sandbox: ReturnType<typeof useSandbox>) {
	let store: ProcessedValues;
	let workflow = 0;
	let executions: Map<string, IRunExecutionData>;
	let nextExecution = 1000;
	beforeEach(async () => {
		store = await useProcessedValues();
		workflow++;
		executions = new Map();
	});
	return {
		get store() {
			return store;
		},
		/** What n8n's store holds of the workflow. */
		remembered: () => store.valuesOf(`w${workflow}`),
		/** How many calls were asked for. */
		requests: () => createsOf(sandbox.current).length,
		/** The API fails the call to one number, once. */
		refuse(phone: unknown, fault: object = { status: 400 }) {
			sandbox.current.inject({ match: ({ body }) => body?.customerPhone === phone, ...fault });
		},
		/** One execution of the workflow. */
		async run({ rows = ordinaryRows(4), process = '1', ...given }: Again = {}) {
			const id = String(nextExecution++);
			return await runInEngine({
				credential: sandbox.current,
				parameters: createParameters(sandbox.current, given.parameters),
				rows,
				settings: given.settings,
				onStart: given.onStart,
				nextBatch: given.nextBatch,
				execution: {
					id,
					workflowId: `w${workflow}@${process}`,
					saved: executions,
					...given.execution,
				},
			});
		},
	};
}

/** As if it were so many milliseconds later. */
export async function later(ms: number, work: () => Promise<void>) {
	const now = Date.now;
	Date.now = () => now() + ms;
	try {
		await work();
	} finally {
		Date.now = now;
	}
}
