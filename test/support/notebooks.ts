import { afterEach, beforeEach, jest } from '@jest/globals';
import type { IRunExecutionData } from 'n8n-workflow';

import { Notebook } from '../../nodes/Elemente/createCalls/notebook';
import { ProcessedStore } from '../../nodes/Elemente/createCalls/processedStore';
import { contextOf, helpersOf, savedRun } from './memoryWorld';
import { ProcessedValues } from './processedValues';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** When each test begins, in milliseconds since 1970. */
export const BEGUN = 200 * HOUR_MS;

export const BADLY = savedRun({ error: new Error('failed') });
export const WELL = savedRun({ runData: { Elemente: [] } });

/** n8n's store and a clock for each test, and processes that open notebooks in it. */
export function useNotebooks() {
	const n8n = {
		now: BEGUN,
		values: new ProcessedValues(),
		saved: new Map<string, IRunExecutionData>(),
	};
	/** That of the notebook that was opened last */
	let store: ProcessedStore;
	beforeEach(() => {
		Object.assign(n8n, { now: BEGUN, values: new ProcessedValues(), saved: new Map() });
		jest.spyOn(Date, 'now').mockImplementation(() => n8n.now);
	});
	afterEach(() => void jest.restoreAllMocks());

	return Object.assign(n8n, {
		/** The notebook of another process, as an execution with this id opens it; the one before is as it is given. */
		async opened(id: string, before?: IRunExecutionData): Promise<Notebook> {
			if (before) n8n.saved.set(String(Number(id) - 1), before);
			store = new ProcessedStore(helpersOf(n8n.values));
			const notebook = new Notebook(store);
			await notebook.open(contextOf(n8n.saved), id);
			return notebook;
		},
		/** Lets what nobody waits for come to its end: the store does one thing after another. */
		soon: async () => await store.count().catch(() => undefined),
		marks: (start: string) => n8n.values.valuesOf('w').filter((value) => value.startsWith(start)),
	});
}
