import type { IDataObject } from 'n8n-workflow';

import { type Cleaner, isEmpty } from './values';
import { getPath } from './bodyPath';
import { refuseBroken } from './brokenValue';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { quote } from '../errors/editorText';

/** `[[Order ID]]`: how Elemente's placeholder `{{Order ID}}` is written where n8n would take the braces for itself. */
const SQUARE_PLACEHOLDER = /\[\[([^[\]{}]+)\]\]/g;

/** What stands in an n8n expression at its start: a literal, a bracket, an operator, a keyword, one of its global objects. */
const N8N_START =
	/^(["'`([{!+\d.-]|(new|typeof)\s|(true|false|null|undefined|NaN|Infinity)$|(Math|JSON|Date|DateTime|Duration|Interval|Object|Array|String|Number|Boolean|BigInt|RegExp|Intl|Set|Map|parseInt|parseFloat|isNaN|(en|de)codeURI(Component)?)\s*[.([])/;

/** `$json`, `$('Rows')`, `$now`: what only n8n has. */
const N8N_DATA = /\$[\w(]/;

/**
 * The first `{{…}}` of an expression that n8n would replace by nothing, or fail on, because it is a placeholder of
 * Elemente: whatever does not begin as an n8n expression does, in any script and with any punctuation.
 *
 * @returns the name in it; undefined where there is none
 */
export function elementePlaceholder(written: unknown): string | undefined {
	if (typeof written !== 'string' || !written.startsWith('=')) return undefined;
	// By hand: an expression with blanks around the name would take a time that grows with the square of their number.
	for (let open = written.indexOf('{{'); open !== -1; open = written.indexOf('{{', open)) {
		const close = written.indexOf('}}', open + 2);
		if (close === -1) return undefined;
		const inside = written.slice(open + 2, close).trim();
		if (inside !== '' && !N8N_DATA.test(inside) && !N8N_START.test(inside)) return inside;
		open = close + 2;
	}
	return undefined;
}

/** What is wrong with such a placeholder, and what to write instead. */
export function placeholderProblem(
	context: Pick<RowContext, 'getItemIndex' | 'getNode'>,
	name: string,
	field: string,
) {
	return new RowProblem(
		context,
		`${field} holds {{${name}}}, which n8n evaluates itself`,
		`Write [[${name}]] there: it is sent to Elemente as {{${name}}}.`,
	);
}

/** A prompt as typed: not one character is changed, because Elemente fills in the placeholders. */
export const literalPrompt: Cleaner = (context, value, field) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'string') return value;
	throw new RowProblem(context, `${field} ${quote(value)} is not a text`, 'Write the text to say.');
};

/**
 * A prompt that came out of an n8n expression: `[[Order ID]]` becomes Elemente's `{{Order ID}}`.
 *
 * @param parameter the parameter's path, to read what the user wrote before n8n evaluated it
 * @param literalParameter the path of the field that holds the same text as typed
 * @throws RowProblem when the expression holds Elemente's own braces (n8n has already replaced them by nothing,
 *   and the customer would hear "Hello ,"), or when both fields are filled in
 */
export function promptFromExpression(parameter: string, literalParameter: string): Cleaner {
	return (context, value, field) => {
		// Both fields go to the same place, so the value may be the other field's, or have been replaced by an empty one.
		const literal = context.getNodeParameter(literalParameter, '');
		if (!isEmpty(literal)) {
			if (isEmpty(context.getNodeParameter(parameter, ''))) {
				return literalPrompt(context, literal, field);
			}
			throw new RowProblem(
				context,
				`${field} and the field of the same name without "(Expression)" are both filled in`,
				'Remove one of the two: only one text can be sent.',
			);
		}
		const written = getPath(context.getNode().parameters as IDataObject, parameter);
		const lost = elementePlaceholder(written);
		if (lost !== undefined) throw placeholderProblem(context, lost, field);
		const prompt = literalPrompt(context, value, field) as string | undefined;
		if (prompt !== undefined) refuseBroken(context, prompt, field);
		return prompt?.replace(SQUARE_PLACEHOLDER, (_, name: string) => `{{${name.trim()}}}`);
	};
}
