import type { IDataObject, IHttpRequestOptions, INodePropertyRouting } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { getPath, setPath } from './bodyPath';
import { cellText } from './cellText';
import { type Cleaner, isEmpty, text } from './values';

/**
 * The routing of a field that goes to one place in the request body.
 *
 * @param property where in the body, in dot notation, for example `customerOverride.firstName`
 * @param field the field's name in errors, as the editor shows it
 * @param clean checks and converts the value of one row
 */
export function sendAs(property: string, field: string, clean: Cleaner): INodePropertyRouting {
	async function cleanField(this: RowContext, request: IHttpRequestOptions) {
		const body = request.body as IDataObject;
		setPath(body, property, clean(this, getPath(body, property), field));
		return request;
	}
	return { send: { type: 'body', property, preSend: [cleanField] } };
}

/** The routing of a field that goes into the query string. See `sendAs` for the parameters. */
export function sendInQuery(property: string, field: string, clean: Cleaner): INodePropertyRouting {
	async function cleanField(this: RowContext, request: IHttpRequestOptions) {
		const query = request.qs as IDataObject;
		setPath(query, property, clean(this, getPath(query, property), field));
		return request;
	}
	return { send: { type: 'query', property, preSend: [cleanField] } };
}

/**
 * The routing of a field whose value is the last part of the request's path.
 *
 * @param parameter the field's name
 * @param field the field's name in errors, as the editor shows it
 */
export function idInPath(parameter: string, field: string): INodePropertyRouting {
	async function addId(this: RowContext, request: IHttpRequestOptions) {
		const given = this.getNodeParameter(parameter, '', { extractValue: true });
		const written = text(this, given, field) as string | undefined;
		const id = written === undefined ? '' : cellText(written);
		if (isEmpty(id)) {
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
