import type { IExecuteData } from 'n8n-workflow';

/**
 * A memory of one run of the node, over every try of Retry On Fail: n8n hands over the same execute data for each of
 * them, and drops it with the run, so nothing is kept afterwards.
 *
 * @returns a function that gives the memory of a run, empty at first
 */
export function memoryOfRuns<Memory>(empty: () => Memory): (run: IExecuteData) => Memory {
	const memories = new WeakMap<IExecuteData, Memory>();
	return (run) => {
		const memory = memories.get(run) ?? empty();
		memories.set(run, memory);
		return memory;
	};
}
