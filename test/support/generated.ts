import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { spelledPhone } from './spellings';

/**
 * Generated set-ups of Call → Create, and rows for them: mostly good, some empty, some with what does not belong
 * there, as spreadsheets are. IDs are those of the sandbox's first agent.
 */
const AGENT_ID = '123e4567-e89b-12d3-a456-426614174000';

const empty = fc.constantFrom<unknown>('', '  ', null, undefined);
const misplaced = fc.oneof(
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.string(),
	fc.constantFrom<unknown>({ a: 1 }, {}, [], ['x'], { toISO: 'no' }, 'abc', '=1', '{{x}}', '[[x]]'),
);

/** @param badly one cell in so many holds something that does not belong there; 0: none does */
function cell(good: fc.Arbitrary<unknown>, badly = 40): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ weight: 3 * badly, arbitrary: good },
		{ weight: badly, arbitrary: empty },
		{ weight: 4, arbitrary: misplaced },
	);
}

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const phone = spelledPhone.map(({ written }) => written);
const email = fc
	.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('example.com', 'mail.example.org'))
	.map(([name, host]) => `x.${name}@${host}`);
const uuid = fc.constantFrom(AGENT_ID, AGENT_ID.toUpperCase(), ` ${AGENT_ID} `);
/** What cannot be an ID; any other word is for the API to judge. */
const noId = fc.constantFrom<unknown>(
	'two words',
	'a\nb',
	'https://app.example/agents/1',
	'ada@example.com',
	'\ud800',
	'x'.repeat(201),
	['1'],
	{ id: '1' },
);
const channel = fc.constantFrom('call', 'SMS', 'WhatsApp', ' email', 'webchat', 'Call');
const decimal = fc.oneof(
	fc.double({ min: 0, max: 3, noNaN: true }),
	fc.constantFrom('0.5', ' 1.25 ', 0, 1, '1e-1'),
);
const language = fc.constantFrom('en-US', 'de-DE', ' fr ');
const conditions = fc.oneof(
	fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('high', 1, true, null), {
		noNullPrototype: true,
	}),
	fc.constantFrom('{ "priority": "high" }', '{}', '{ "a": { "b": [1] } }'),
);
const template = fc
	.tuple(words, fc.constantFrom('{{firstName}}', '[[Order ID]]', '', '{{ x }}'), words)
	.map((parts) => parts.join(' '));
const fact = fc.oneof(
	words,
	fc.constantFrom<unknown>('12345', '007', '2025-03-12', 150.75, 0, true, false),
	fc.date({ noInvalidDate: true }),
);

/** The columns that the set-ups read. */
export const anyRow: fc.Arbitrary<IDataObject> = fc.record({
	agent: fc.oneof({ weight: 60, arbitrary: uuid }, { weight: 1, arbitrary: noId }),
	skill: fc.oneof({ weight: 60, arbitrary: uuid }, { weight: 1, arbitrary: noId }),
	channel: fc.oneof({ weight: 60, arbitrary: channel }, { weight: 1, arbitrary: misplaced }),
	// Needed by most channels, so mostly there.
	phone: fc.oneof({ weight: 30, arbitrary: phone }, { weight: 1, arbitrary: cell(phone) }),
	email: fc.oneof({ weight: 30, arbitrary: email }, { weight: 1, arbitrary: cell(email) }),
	otherPhone: cell(phone),
	otherEmail: cell(email),
	text: cell(words, 200),
	language: cell(language, 200),
	decimal: cell(decimal, 200),
	conditions: cell(conditions),
	template: cell(template, 200),
	fact: cell(fact),
	'other fact': cell(fact),
	iso: fc.constantFrom('2025-03-12T10:00:00Z', '2024-02-29'),
	nested: fc.constantFrom<unknown>({ a: 1 }, ['x'], 1, 'text'),
}) as fc.Arbitrary<IDataObject>;

/** One of the ways in which a user can fill in a field, or not at all. */
const filled = (...ways: unknown[]) =>
	fc.option(fc.constantFrom(...ways), { nil: undefined, freq: 3 });

function withoutUndefined(object: object): IDataObject {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

const assignment = fc.record({
	name: fc.constantFrom('Order ID', 'Order Amount', 'constructor', 'Größe', '={{ $json.text }}'),
	value: fc.constantFrom<unknown>(
		...[
			'={{ $json.fact }}',
			"={{ $json['fact'] }}",
			'={{ $json["other fact"] }}',
			'={{$json.fact}}',
		],
		...['={{ $json.decimal }}', '={{ $json.text }}', '={{ $json.nested }}'],
		...['={{ $json.iso.toDateTime() }}', '12345', 150.75, true, ''],
	),
	// With a type of its own, the value is converted; without one it has to come through as it is.
	type: fc.constantFrom('string', 'string', 'number', 'boolean', 'dateTime', undefined, undefined),
});

const customFields: fc.Arbitrary<IDataObject> = fc.oneof(
	fc.constant({}),
	fc.uniqueArray(assignment, { maxLength: 3, selector: ({ name }) => name }).map(
		(assignments) =>
			({
				customFieldsMode: 'mapEachField',
				customFields: { assignments: assignments.map((one, id) => ({ id: String(id), ...one })) },
			}) as IDataObject,
	),
	fc
		.constantFrom('', 'text, fact', 'nested,conditions , iso')
		.map((columnsToLeaveOut) => ({ customFieldsMode: 'allInputColumns', columnsToLeaveOut })),
	fc
		.constantFrom(
			'{ "Order ID": "007", "Order Amount": 150.75, "__proto__": true }',
			'[{ "name": "Order ID", "value": "12345" }]',
			'{}',
			'{ "broken": ',
			"={{ { 'Order ID': $json.fact, Text: $json.text } }}",
			"={{ [{ name: 'Order ID', value: $json.fact }] }}",
			'={{ $json.nested }}',
		)
		.map((customFieldsJson) => ({ customFieldsMode: 'json', customFieldsJson })),
);

const customerOverride = fc
	.record({
		email: filled('', '={{ $json.otherEmail }}', 'x@example.com'),
		firstName: filled('', '={{ $json.text }}', 'John'),
		language: filled('', '={{ $json.language }}', 'en-US'),
		lastName: filled('', '={{ $json.text }}', 'Doe'),
		phoneNumber: filled('', '={{ $json.otherPhone }}', '+1 (234) 567-890'),
	})
	.map(withoutUndefined);

const agentOverride = fc
	.record({
		imageURL: filled('', '={{ $json.text }}', 'https://example.com/image.jpg'),
		// Most often one of the two fields of a text only: both together are refused.
		initialMessage: filled('', 'Hello {{firstName}}, [[this]] stays', undefined, undefined),
		initialMessageExpression: filled(
			'',
			'={{ $json.template }}',
			'=Hello [[x]] {{ $json.text }}',
			undefined,
		),
		language: filled('', '={{ $json.language }}', 'en-US'),
		name: filled('', '={{ $json.text }}', 'Ada'),
		phone: filled('', '={{ $json.otherPhone }}', '0012673624524'),
		prompt: filled('', ' Say {{Order ID}} \n twice ', undefined, undefined),
		promptExpression: filled('', '={{ $json.template }}', undefined, undefined),
		routingConditions: filled('{}', '={{ $json.conditions }}', '{ "priority": "high" }'),
		voiceSpeed: filled(1.5, '={{ $json.decimal }}'),
		voiceStability: filled(0.5, '={{ $json.decimal }}'),
	})
	.map(withoutUndefined);

const locator = (...values: string[]) =>
	fc
		.tuple(fc.constantFrom('id', 'list'), fc.constantFrom(...values))
		.map(([mode, value]) => ({ __rl: true, mode, value }));

/** A set-up of the node, as n8n stores it. */
export const anySetUp: fc.Arbitrary<IDataObject> = fc
	.tuple(
		fc.record({
			agentId: locator('={{ $json.agent }}', AGENT_ID),
			skillId: locator('={{ $json.skill }}', AGENT_ID, AGENT_ID.toUpperCase()),
			channel: fc.constantFrom('={{ $json.channel }}', 'call', 'email', 'webchat'),
			customerName: filled('', '={{ $json.text }}', 'John'),
			customerPhone: fc.constantFrom('={{ $json.phone }}', '={{ $json.phone }}', '+1 234 567 890'),
			customerEmail: fc.constantFrom('={{ $json.email }}', 'x@example.com', '={{ $json.email }}'),
			customerOverride,
			agentOverride,
		}),
		customFields,
	)
	.map(([fields, custom]) => ({
		resource: 'call',
		operation: 'create',
		...withoutUndefined(fields),
		...custom,
	}));
