import { DataDeduplicationService } from 'n8n-core';
import type { IDataDeduplicator } from 'n8n-workflow';

import { ProcessedValues } from './processedValues';

/** Kept with n8n's service: `npm run mutate` loads this file many times, and n8n's packages once. */
const kept = DataDeduplicationService as unknown as { values?: ProcessedValues };

/** Puts an empty store in the place of n8n's. n8n's service takes one only, once. */
export async function useProcessedValues(): Promise<ProcessedValues> {
	const isFirst = kept.values === undefined;
	const current = new ProcessedValues();
	kept.values = current;
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
				await (kept.values![name] as (...all: never[]) => unknown)(...given),
		]);
		await DataDeduplicationService.init(Object.fromEntries(calls) as IDataDeduplicator);
	}
	return current;
}
