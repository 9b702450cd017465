import type { INodeParameters } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { cellText } from './cellText';
import { allCountries, countryByCode, countryName } from './countryFacts';

let byName: Map<string, string> | undefined;

/**
 * *Default Country* (Options) of a row: its code, ISO 3166-1; undefined where none is set, or the row's cell is empty.
 *
 * @throws RowProblem where it is no country
 */
export function defaultCountry(context: RowContext): string | undefined {
	const { options } = context.getNode().parameters as INodeParameters;
	if ((options as INodeParameters | undefined)?.defaultCountry === undefined) return undefined;
	const given: unknown = context.getNodeParameter('options.defaultCountry', '', {
		extractValue: true,
	});
	const written = cellText(String(given ?? ''));
	if (written === '') return undefined;
	byName ??= new Map(allCountries().map(({ code }) => [countryName(code).toLowerCase(), code]));
	const code = countryByCode(written)?.code ?? byName.get(written.toLowerCase());
	if (code !== undefined) return code;
	throw new RowProblem(
		context,
		`Default Country ${quote(given)} is not a country`,
		'Choose it from the list, or write its code of two letters, such as GB, DE or US.',
	);
}
