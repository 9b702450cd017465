import type { IDataObject } from 'n8n-workflow';

import { type Cleaner, isEmpty } from './values';
import { getPath } from './bodyPath';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

/** `[[Order ID]]`: how Elemente's placeholder `{{Order ID}}` is written where n8n would take the braces for itself. */
const SQUARE_PLACEHOLDER = /\[\[([^[\]{}]+)\]\]/g;

/** `{{ firstName }}` or `{{Order ID}}` inside an n8n expression: words only, nothing that an n8n expression could mean. */
const ELEMENTE_PLACEHOLDER = /\{\{\s*([\p{L}_][\p{L}\p{N}_ -]*?)\s*\}\}/u;

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
		const lost = ELEMENTE_PLACEHOLDER.exec(
			writtenExpression(context.getNode().parameters, parameter),
		);
		if (lost) {
			throw new RowProblem(
				context,
				`${field} holds ${lost[0]}, which n8n evaluates itself`,
				`Write [[${lost[1]}]] there: it is sent to Elemente as {{${lost[1]}}}.`,
			);
		}
		const prompt = literalPrompt(context, value, field) as string | undefined;
		return prompt?.replace(SQUARE_PLACEHOLDER, (_, name: string) => `{{${name.trim()}}}`);
	};
}

function writtenExpression(parameters: object, parameter: string): string {
	const written = getPath(parameters as IDataObject, parameter);
	return typeof written === 'string' && written.startsWith('=') ? written : '';
}
