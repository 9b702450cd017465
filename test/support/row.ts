import type { IDataObject, IExecuteData, INode } from 'n8n-workflow';

import type { RowContext } from '../../nodes/Elemente/rows/row';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';

/** A row as the bulk runner hands it to the checks of its fields; `rows` are the columns of all rows of the run. */
export function rowOf(
	parameters: IDataObject = {},
	itemIndex = 0,
	rows: IDataObject[] = [{}],
): RowContext {
	const node: INode = {
		id: '1',
		name: 'Elemente',
		type: 'n8n-nodes-elemente.elemente',
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
	const items = rows.map((json) => ({ json }));
	const run: IExecuteData = { node, data: { main: [items] }, source: null };
	return {
		getExecuteData: () => run,
		getNode: () => node,
		getItemIndex: () => itemIndex,
		getInputData: () => items[itemIndex] ?? { json: {} },
		getNodeParameter: ((name: string, fallback?: unknown) =>
			getPath(parameters, name) ?? fallback) as RowContext['getNodeParameter'],
	};
}
