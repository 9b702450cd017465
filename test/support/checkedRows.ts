import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';
import { rowOf } from './row';

/** Good rows, each with somebody else to call. */
export function checkedRows(count: number): CheckedRow[] {
	return Array.from({ length: count }, (_, itemIndex) => {
		const body = { channel: 'call', customerPhone: `+1202${5_550_000 + itemIndex}` };
		return { itemIndex, body, problems: [], context: rowOf({}, itemIndex) };
	});
}

/** What n8n hands to a run of the node, as far as its parameters go. */
export function contextWith(parameters: IDataObject): IExecuteFunctions {
	return {
		getNode: () => ({ id: 'n', name: 'Elemente', parameters }),
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown) =>
			getPath(parameters, name) ?? fallback,
		getTimezone: () => 'America/New_York',
	} as unknown as IExecuteFunctions;
}
