import type { INodeProperties } from 'n8n-workflow';

const hours: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		placeholder: '09:00',
		default: '09:00',
		description: "From when on customers may be contacted, by the customer's clock",
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		placeholder: '20:00',
		default: '20:00',
		description: 'Until when. A time before From is on the next day.',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'multiOptions',
		options: [
			{ name: 'Friday', value: 'friday' },
			{ name: 'Monday', value: 'monday' },
			{ name: 'Saturday', value: 'saturday' },
			{ name: 'Sunday', value: 'sunday' },
			{ name: 'Thursday', value: 'thursday' },
			{ name: 'Tuesday', value: 'tuesday' },
			{ name: 'Wednesday', value: 'wednesday' },
		],
		default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
		description: 'The days on which the hours begin',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		placeholder: 'America/New_York',
		default: '',
		description:
			"The customer's time zone by its IANA name; an expression may give one for each row. Left empty: the workflow's. It is never guessed from the phone number.",
	},
];

/** Who is contacted, and when (`createCalls/contactRules`). */
export const contactRules: INodeProperties[] = [
	{
		displayName: 'Calling Hours',
		name: 'callingHours',
		type: 'fixedCollection',
		placeholder: 'Add Calling Hours',
		default: {},
		description:
			'When customers may be contacted. Judged when it is the turn of a row: outside of its hours it comes out as skipped, with dueAt.',
		options: [{ displayName: 'Hours', name: 'hours', values: hours }],
	},
	{
		displayName: 'Do Not Contact',
		name: 'doNotContact',
		type: 'string',
		typeOptions: { rows: 3 },
		placeholder: '+12025550111, name@example.com',
		default: '',
		description:
			'Phone numbers and email addresses, one for each line or separated by commas, or a list from an expression. It is read once, and rows with any of them are skipped.',
	},
	{
		displayName: 'Same Customer Twice',
		name: 'sameCustomer',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Contact Each Row',
				value: 'each',
				description: 'Contact a customer once for each row that goes to them',
			},
			{
				name: 'Contact Once',
				value: 'once',
				description: 'Contact the first of these rows and skip the later ones',
			},
			{
				name: 'Refuse',
				value: 'refuse',
				description: 'Take the later rows as bad rows',
			},
		],
		default: 'each',
		description:
			'What to do with rows that go to the same number or address on the same channel as an earlier row',
	},
	{
		displayName: 'Stop After Failures',
		name: 'stopAfterFailures',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 20,
		description:
			'After how many rows in a row that the API failed the rest is skipped, where On Error of this node is set to continue. It is 20 without this rule, and 0 means never.',
	},
	{
		displayName: 'Stop Placing At',
		name: 'stopPlacingAt',
		type: 'dateTime',
		default: '',
		description:
			"The moment after which nothing more is placed, by the workflow's time zone. The rest is skipped.",
	},
];
