import type { IDataObject, INode } from 'n8n-workflow';

import type { RowContext } from '../../nodes/Elemente/rows/row';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';

/** A row as the bulk runner hands it to the checks of its fields. */
export function rowOf(parameters: IDataObject = {}, itemIndex = 0): RowContext {
	const node: INode = {
		id: '1',
		name: 'Elemente',
		type: 'n8n-nodes-elemente.elemente',
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
	return {
		getExecuteData: () => ({ node, data: { main: [[{ json: {} }]] }, source: null }),
		getNode: () => node,
		getItemIndex: () => itemIndex,
		getInputData: () => ({ json: {} }),
		getNodeParameter: ((name: string, fallback?: unknown) =>
			getPath(parameters, name) ?? fallback) as RowContext['getNodeParameter'],
	};
}
