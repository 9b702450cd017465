import { DataDeduplicationService } from 'n8n-core';
import type { IDataDeduplicator } from 'n8n-workflow';

import { ProcessedValues } from './processedValues';

let current: ProcessedValues;

/** Puts an empty store in the place of n8n's. n8n's service takes one only, once. */
export async function useProcessedValues(): Promise<ProcessedValues> {
	const isFirst = current === undefined;
	current = new ProcessedValues();
	if (isFirst) {
		const names = [
			'checkProcessedAndRecord',
			'removeProcessed',
			'clearAllProcessedItems',
			'getProcessedDataCount',
		] as const;
		const calls = names.map((name) => [
			name,
			async (...given: never[]) => await (current[name] as (...all: never[]) => unknown)(...given),
		]);
		await DataDeduplicationService.init(Object.fromEntries(calls) as IDataDeduplicator);
	}
	return current;
}
