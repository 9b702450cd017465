import type { IHttpRequestOptions, INodePropertyRouting } from 'n8n-workflow';

import { text } from './values';
import type { RowContext } from '../rows/row';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

/**
 * The routing of a field whose value is the last part of the request's path.
 *
 * @param parameter the field's name
 * @param field the field's name in errors, as the editor shows it
 */
export function idInPath(parameter: string, field: string): INodePropertyRouting {
	async function addId(this: RowContext, request: IHttpRequestOptions) {
		const given = this.getNodeParameter(parameter, '', { extractValue: true });
		const id = text(this, given, field) as string | undefined;
		if (id === undefined) {
			throw new RowProblem(
				this,
				`${field} is empty`,
				`Enter the ${field}, or drag the column that holds it into the field.`,
			);
		}
		// Path segments that a URL resolves to another path, whatever they are escaped to.
		if (id === '.' || id === '..') {
			throw new RowProblem(this, `${field} ${quote(id)} is not an ID`, `Enter the whole ${field}.`);
		}
		request.url += `/${encodeURIComponent(id)}`;
		return request;
	}
	return { send: { preSend: [addId] } };
}
