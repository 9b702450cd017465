import type { IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';

/**
 * Checks *Once Per*: an expression has to give something for every row, or all rows without it would be taken for one.
 *
 * @throws RowProblem
 */
export async function checkOncePer(this: RowContext, request: IHttpRequestOptions) {
	const { contactRules } = this.getNode().parameters as INodeParameters;
	const { oncePer: written } = (contactRules ?? {}) as INodeParameters;
	if (typeof written !== 'string' || !written.startsWith('=')) return request;
	const value: unknown = this.getNodeParameter('contactRules.oncePer', '');
	const isText = ['string', 'number', 'boolean'].includes(typeof value);
	if (isText && String(value).trim() !== '') return request;
	throw new RowProblem(
		this,
		'Once Per is empty, so it cannot be told who was contacted before',
		'Choose a column that every row has, such as an order number, or leave Once Per empty to go by the recipient.',
	);
}
