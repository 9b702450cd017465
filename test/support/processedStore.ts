import { DataDeduplicationService } from 'n8n-core';
import type { IDataDeduplicator } from 'n8n-workflow';

import { ProcessedValues } from './processedValues';

/**
 * Where the store stands: at n8n's service, which takes one only, once. `npm run mutate` loads this file again and again
 * in one process, and n8n's once.
 */
const service: { current?: ProcessedValues } = DataDeduplicationService as object;

/** Puts an empty store in the place of n8n's. */
export async function useProcessedValues(): Promise<ProcessedValues> {
	const isFirst = service.current === undefined;
	const current = new ProcessedValues();
	service.current = current;
	if (isFirst) {
		const names = [
			'checkProcessedAndRecord',
			'removeProcessed',
			'clearAllProcessedItems',
			'getProcessedDataCount',
		] as const;
		const calls = names.map((name) => [
			name,
			async (...given: never[]) =>
				await (service.current?.[name] as (...all: never[]) => unknown)(...given),
		]);
		await DataDeduplicationService.init(Object.fromEntries(calls) as IDataDeduplicator);
	}
	return current;
}
