import { NodeOperationError } from 'n8n-workflow';
import type {
	INodeProperties,
	INodePropertyOptions,
	NodeApiError,
	PreSendAction,
} from 'n8n-workflow';

import { LINE_BREAK } from '../errors/editorText';
import { apiError } from '../errors/nodeErrors';
import { type RowContext, rowName } from './row';

/**
 * Something in a row that keeps it from being sent: which field, what is wrong with it, what to write instead.
 * Throwing it means that nothing was sent for the row.
 */
export class RowProblem extends NodeOperationError {
	constructor(
		context: Pick<RowContext, 'getItemIndex' | 'getNode'>,
		/** For example `Customer Phone "abc" is not a phone number` */
		readonly problem: string,
		/** For example `Write it with + and the country code, such as +12025550111.` */
		readonly remedy: string,
	) {
		super(context.getNode(), problem, { description: remedy });
		// Set afterwards: n8n replaces a message that contains an error code such as EPERM, even inside a word.
		this.message = `${rowName(context.getItemIndex())}: ${problem}`;
	}
}

/** What is wrong with the fields of a row, by the request that they go into. */
const problems = new WeakMap<object, RowProblem[]>();

/**
 * Has all fields of an operation checked before one of them fails the row; and has the row itself report it
 * (`problemsOf`): what a hook throws, n8n links to no row.
 */
export function checkTogether(fields: INodeProperties[]): INodeProperties[] {
	return fields.map(noted);
}

/** A field, an entry of a collection or a choice: each may have hooks. */
function noted<Field extends INodeProperties | INodePropertyOptions>(field: Field): Field {
	const send = field.routing?.send;
	const options = 'options' in field ? field.options : undefined;
	const preSend = send?.preSend?.map(noting);
	return {
		...field,
		...(preSend ? { routing: { ...field.routing, send: { ...send, preSend } } } : {}),
		...(options ? { options: (options as INodeProperties[]).map(noted) } : {}),
	};
}

function noting(hook: PreSendAction): PreSendAction {
	return async function (request) {
		try {
			return await hook.call(this, request);
		} catch (error) {
			const { message } = error as Error;
			const isProblem = error instanceof RowProblem;
			const problem = isProblem
				? error
				: new RowProblem(this, message, 'Correct the row, or leave it out.');
			problems.set(request, [...problemsIn(request), problem]);
			return request;
		}
	};
}

/** What the checks of a row's fields have found wrong, in the order of the fields; empty when they are all good. */
export function problemsIn(request: object): RowProblem[] {
	return problems.get(request) ?? [];
}

/** The error of a row with bad fields, which is not sent; undefined when they are all good. */
export function problemsOf(
	context: Pick<RowContext, 'getNode' | 'getItemIndex'>,
	request: object,
): NodeApiError | undefined {
	const found = problemsIn(request);
	if (found.length === 0) return undefined;
	const [{ message, remedy }] = found;
	const all = found.map((each) => `${each.problem}. ${each.remedy}`).join(LINE_BREAK);
	const description = found.length === 1 ? remedy : all;
	return apiError(context.getNode(), message, description);
}
