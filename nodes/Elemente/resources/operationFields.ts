import type { INodeProperties } from 'n8n-workflow';

import { checkTogether } from '../rows/problems';

/** The fields of one operation: shown there only, so that no field has to repeat it, and all checked together. */
export function operationFields(
	resource: string,
	operation: string,
	fields: INodeProperties[],
): INodeProperties[] {
	const operations = { resource: [resource], operation: [operation] };
	// n8n's updateDisplayOptions merges deeply, which took a fifth of the time that this package needs to load.
	return checkTogether(
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, ...operations },
			},
		})),
	);
}
