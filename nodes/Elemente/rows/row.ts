import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * What a hook may ask about its row. n8n's routing engine offers more, the bulk runner exactly this,
 * so a hook written against it runs unchanged in both.
 */
export type RowContext = Pick<
	IExecuteSingleFunctions,
	'getExecuteData' | 'getInputData' | 'getItemIndex' | 'getNode' | 'getNodeParameter'
>;

/** Rows are counted from 1, as people count them; n8n's item index counts from 0. */
export function rowName(itemIndex: number): string {
	return `Row ${itemIndex + 1}`;
}
