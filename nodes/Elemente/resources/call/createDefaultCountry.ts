import type { INodeProperties } from 'n8n-workflow';

/** The country of numbers that are written without a country code. The hooks of the phone fields read it. */
export const defaultCountryField: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'The country of phone numbers without a country code: 020 7946 0123 becomes +442079460123 with United Kingdom. From a column: By ID, with an expression that gives a code such as GB.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a country…',
			typeOptions: { searchListMethod: 'searchCountries', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'GB',
		},
	],
};
