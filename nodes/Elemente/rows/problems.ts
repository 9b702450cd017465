import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * What a hook may ask about its row. n8n's routing engine offers more, the bulk runner exactly this,
 * so a hook written against it runs unchanged in both.
 */
export type RowContext = Pick<
	IExecuteSingleFunctions,
	'getInputData' | 'getItemIndex' | 'getNode' | 'getNodeParameter'
>;

const LONGEST_QUOTE = 60;

/** Quotes a value for an error, shortened, so that one long cell does not bury the sentence. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `"${noTags(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text)}"`;
}

/** n8n's editor reads an error's description as HTML, so a cell such as `<n/a>` would vanish from it. */
export function noTags(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}

/** Rows are counted from 1, as people count them; n8n's item index counts from 0. */
export function rowName(itemIndex: number): string {
	return `Row ${itemIndex + 1}`;
}

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
