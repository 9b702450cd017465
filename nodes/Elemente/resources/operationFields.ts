import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { checkTogether } from '../rows/problems';

/** The fields of one operation: shown there only, so that no field has to repeat it, and all checked together. */
export function operationFields(
	resource: string,
	operation: string,
	fields: INodeProperties[],
): INodeProperties[] {
	const show = { resource: [resource], operation: [operation] };
	return checkTogether(updateDisplayOptions({ show }, fields));
}
