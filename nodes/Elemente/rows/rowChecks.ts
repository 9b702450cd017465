import type {
	IHttpRequestOptions,
	INodeProperties,
	NodeApiError,
	PreSendAction,
} from 'n8n-workflow';

import { LINE_BREAK, apiError } from '../errors/nodeErrors';
import { type RowContext, RowProblem } from './problems';

/** What is wrong with the fields of a row, by the request that they go into. */
const problems = new WeakMap<object, RowProblem[]>();

/**
 * Has all fields of an operation checked before one of them fails the row, so that the user sees all that is wrong
 * with it; and has the row itself report it (`problemsOf`): what a hook throws, n8n links to no row.
 */
export function checkTogether(fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => {
		const { routing, options } = field;
		const preSend = routing?.send?.preSend?.map(noting);
		return {
			...field,
			...(preSend ? { routing: { ...routing, send: { ...routing?.send, preSend } } } : {}),
			...(field.type === 'collection'
				? { options: checkTogether(options as INodeProperties[]) }
				: {}),
		};
	});
}

function noting(hook: PreSendAction): PreSendAction {
	return async function (request) {
		try {
			return await hook.call(this, request);
		} catch (error) {
			const problem =
				error instanceof RowProblem
					? error
					: new RowProblem(this, (error as Error).message, 'Correct the row, or leave it out.');
			problems.set(request, [...(problems.get(request) ?? []), problem]);
			return request;
		}
	};
}

/** The error of a row with bad fields, which is not sent; undefined when they are all good. */
export function problemsOf(
	context: Pick<RowContext, 'getNode' | 'getItemIndex'>,
	request: object,
): NodeApiError | undefined {
	const found = problems.get(request as IHttpRequestOptions);
	if (!found) return undefined;
	const [{ message, remedy }] = found;
	const all = found.map((each) => `${each.problem}. ${each.remedy}`).join(LINE_BREAK);
	const description = found.length === 1 ? remedy : all;
	return apiError(context.getNode(), message, description);
}
