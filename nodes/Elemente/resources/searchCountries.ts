import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { allCountries, countryName } from '../fields/countryFacts';

/** From List for countries, sorted by name, such as "United Kingdom (GB, +44)"; a filter finds name, code and calling code. */
export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results = allCountries()
		.map(({ code, callingCode }) => ({
			name: `${countryName(code)} (${code}, +${callingCode})`,
			value: code,
		}))
		.filter(({ name }) => name.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
	return { results };
}
