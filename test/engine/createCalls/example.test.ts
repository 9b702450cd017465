import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';
import { documentedRequest } from '../../support/sandboxClient';

const sandbox = useSandbox();
const { agentId, skillId, agentOverride, customerOverride } = documentedRequest;
const { prompt } = agentOverride;

/** Everything typed into the fields of the node, as somebody would who copies the API reference's example. */
const literals: IDataObject = {
	resource: 'call',
	operation: 'create',
	agentId: { __rl: true, mode: 'id', value: agentId },
	skillId: { __rl: true, mode: 'list', value: skillId, cachedResultName: 'Order Confirmation' },
	channel: 'call',
	customerName: 'John Does',
	customerPhone: '+1234567890',
	customerEmail: 'customer@email.com',
	customFieldsMode: 'mapEachField',
	customFields: {
		assignments: [
			{ id: '1', name: 'Order ID', value: '12345', type: 'string' },
			{ id: '2', name: 'Order Date', value: '2025-03-12', type: 'string' },
			{ id: '3', name: 'Order Amount', value: 150.75, type: 'number' },
			{ id: '4', name: 'Active Status', value: true, type: 'boolean' },
		],
	},
	customerOverride: {
		firstName: 'John',
		lastName: 'Doe',
		phoneNumber: '+1234567890',
		email: 'admin@email.com',
		language: 'en-US',
	},
	agentOverride: {
		name: 'John Doe',
		phone: '+12673624524',
		imageURL: 'https://example.com/image.jpg',
		language: 'en-US',
		voiceStability: 0.5,
		voiceSpeed: 1.5,
		initialMessage: prompt.initialMessage,
		prompt: prompt.prompt,
		routingConditions: '{ "priority": "high" }',
	},
};

/** The same values in the columns of a spreadsheet, in the spellings that spreadsheets have. */
const row: IDataObject = {
	agent: agentId,
	skill: ` ${skillId} `,
	by: 'Call',
	name: ' John Does ',
	phone: '+1 (234) 567-890',
	mail: 'customer@email.com ',
	'Order ID': '12345',
	'Order Date': '2025-03-12',
	'Order Amount': 150.75,
	'Active Status': true,
	first: 'John',
	last: 'Doe',
	mobile: '001 234 567 890',
	admin: 'admin@email.com',
	language: 'en-US',
	agentName: 'John Doe',
	agentPhone: '+1.267.362.4524',
	image: 'https://example.com/image.jpg',
	stability: '0.5',
	speed: 1.5,
	goal: 'notify',
	conditions: { priority: 'high' },
};

const fieldNames = ['Order ID', 'Order Date', 'Order Amount', 'Active Status'];

const expressions: IDataObject = {
	resource: 'call',
	operation: 'create',
	agentId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' },
	skillId: { __rl: true, mode: 'id', value: '={{ $json.skill }}' },
	channel: '={{ $json.by }}',
	customerName: '={{ $json.name }}',
	customerPhone: '={{ $json.phone }}',
	customerEmail: '={{ $json.mail }}',
	customFieldsMode: 'mapEachField',
	customFields: {
		assignments: fieldNames.map((name, index) => ({
			id: String(index),
			name,
			value: `={{ $json['${name}'] }}`,
			type: ['string', 'string', 'number', 'boolean'][index],
		})),
	},
	customerOverride: {
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
		phoneNumber: '={{ $json.mobile }}',
		email: '={{ $json.admin }}',
		language: '={{ $json.language }}',
	},
	agentOverride: {
		name: '={{ $json.agentName }}',
		phone: '={{ $json.agentPhone }}',
		imageURL: '={{ $json.image }}',
		language: '={{ $json.language }}',
		voiceStability: '={{ $json.stability }}',
		voiceSpeed: '={{ $json.speed }}',
		initialMessageExpression:
			'=Hello [[firstName]], My name is [[aiName]]. I am calling you about your order ID [[Order ID]]',
		promptExpression:
			'=Your sponsibility is to {{ $json.goal }} the customer: [[firstName]] about his  order ID [[Order ID]] and the total cost  of [[Order Amount]]  with delivery date [[Delivery Date]]. That is all',
		routingConditions: '={{ $json.conditions }}',
	},
};

const asJson = (value: string) => ({ customFieldsMode: 'json', customFieldsJson: value });
const asObject = Object.fromEntries(
	customerOverride.customFields.map(({ name, value }) => [name, value]),
);
const otherColumns = Object.keys(row).filter((column) => !fieldNames.includes(column));

const ways: Array<[string, IDataObject]> = [
	['typed into the fields', literals],
	['from expressions over an input row', expressions],
	[
		'with the custom fields as a JSON list',
		{ ...literals, ...asJson(JSON.stringify(customerOverride.customFields)) },
	],
	['with the custom fields as a JSON object', { ...literals, ...asJson(JSON.stringify(asObject)) }],
	[
		'with the custom fields as JSON from an expression',
		{
			...expressions,
			...asJson(
				"={{ { 'Order ID': $json['Order ID'], 'Order Date': $json['Order Date'], 'Order Amount': $json['Order Amount'], 'Active Status': $json['Active Status'] } }}",
			),
		},
	],
	[
		'with the custom fields from all input columns but some',
		{
			...expressions,
			customFieldsMode: 'allInputColumns',
			columnsToLeaveOut: otherColumns.join(', '),
		},
	],
];

describe.each([
	['the bulk runner', false],
	["n8n's routing engine", true],
])("the API reference's example, sent by %s", (_, viaRoutingEngine) => {
	it.each(ways)('%s, arrives whole and unchanged', async (__, parameters) => {
		const { items, error } = await runInEngine({
			credential: sandbox.current,
			parameters,
			rows: [row],
			viaRoutingEngine,
		});

		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [request, ...others] = createsOf(sandbox.current);
		expect(others).toEqual([]);
		expect(request.body).toStrictEqual(documentedRequest);
		expect(request).toMatchObject({
			method: 'POST',
			path: '/api/v1/calls',
			query: {},
			headers: { accept: 'application/json', 'content-type': 'application/json' },
		});
	});
});

describe('what is left empty', () => {
	it.each([
		['the bulk runner', false],
		["n8n's routing engine", true],
	])('is not sent by %s, and customerOverride is always sent', async (_, viaRoutingEngine) => {
		const fieldsOf = (name: string, value: string) =>
			Object.fromEntries(Object.keys(literals[name] as object).map((field) => [field, value]));
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: {
				...literals,
				channel: 'webchat',
				customerName: '',
				customerPhone: '={{ $json.nothing }}',
				customerEmail: ' ',
				customFields: { assignments: [{ id: '1', name: 'Gone', value: '', type: 'string' }] },
				customerOverride: fieldsOf('customerOverride', '={{ $json.nothing }}'),
				agentOverride: fieldsOf('agentOverride', ''),
			},
			rows: [row],
			viaRoutingEngine,
		});

		expect(error).toBeUndefined();
		expect(createsOf(sandbox.current)[0].body).toStrictEqual({
			agentId,
			skillId,
			channel: 'webchat',
			customerOverride: {},
		});
	});
});
