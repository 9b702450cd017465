import type { IExecuteData } from 'n8n-workflow';

import type { Call } from './callRequests';
import type { Failure } from '../errors/failures';

/** What is known of a row's call. A row without an entry was not sent, or it is certain that sending did nothing. */
export type SentRow =
	| { state: 'sending'; since: Date }
	| { state: 'placed'; call: Call }
	| { state: 'unknown'; since: Date; failure: Failure };

/** The rows sent in one run of the node, by item index. */
export type RunMemory = Map<number, SentRow>;

const memories = new WeakMap<IExecuteData, RunMemory>();

/**
 * The memory of this run of the node. n8n hands over the same execute data for every try of Retry On Fail, so what
 * was placed in the first try is known in the second; and it drops it with the run, so nothing is kept afterwards.
 */
export function memoryOfRun(executeData: IExecuteData): RunMemory {
	const memory = memories.get(executeData) ?? new Map<number, SentRow>();
	memories.set(executeData, memory);
	return memory;
}
