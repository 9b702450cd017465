import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import {
	choicesOf,
	operationsOf,
	sendsOf,
	type Field,
	type Operation,
} from '../../support/description';
import { loadElemente, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';
import { sendable } from '../../support/specification';

const sandbox = useSandbox();
const { properties } = loadElemente().description;
const operations = operationsOf(properties).map((operation) => ({
	...operation,
	name: `${operation.resource} ${String(operation.option.value)}`,
}));

/** The endpoint of each operation, as the API reference writes it. */
const ENDPOINTS: Record<string, string> = {
	'agent create': '/api/v1/agents',
	'agent get': '/api/v1/agents/{id}',
	'agent getAll': '/api/v1/agents',
	'call create': '/api/v1/calls',
	'call get': '/api/v1/calls/{id}',
	'call getAll': '/api/v1/calls',
	'call getRecording': '/api/v1/calls/{id}',
	'call update': '/api/v1/calls/{id}',
};
/** Sent by code that reads page after page, not by a field. */
const SENT_BY_CODE: Record<string, string[]> = { 'agent getAll': ['page', 'limit'] };

describe.each(operations)('$name and the specification', (operation) => {
	const { method = '', url = '' } = operation.option.routing?.request ?? {};
	const endpoint = ENDPOINTS[operation.name];
	const known = sendable(method, endpoint);
	const sent = operation.fields.flatMap((field) =>
		sendsOf(field).flatMap(({ property, type }) =>
			property === undefined ? [] : [{ field, property, isBody: type === 'body' }],
		),
	);

	it('name the same endpoint', () => {
		expect(known).toBeDefined();
		expect(endpoint.replace('/{id}', '')).toBe(url);
	});

	it('no field sends what the specification does not know', () => {
		const unknown = sent.filter(({ property, field, isBody }) => {
			const names = (isBody ? known?.body : known?.query) ?? [];
			// A field for JSON may hold a whole object.
			const isJson = field.property.type === 'json';
			return !names.some(
				(name) => name === property || (isJson && name.startsWith(`${property}.`)),
			);
		});
		expect(unknown.map(({ property }) => property)).toEqual([]);
	});

	it('everything that the specification knows can be reached', () => {
		const missing = [...(known?.body ?? []), ...(known?.query ?? [])].filter(
			(name) =>
				!sent.some(({ property }) => name === property || name.startsWith(`${property}.`)) &&
				!SENT_BY_CODE[operation.name]?.includes(name),
		);
		expect(missing).toEqual([]);
	});
});

const ID = '123e4567-e89b-12d3-a456-426614174000';
/** What an operation needs besides the field that is tried. */
const NEEDED: IDataObject = {
	agentId: { __rl: true, mode: 'id', value: ID },
	skillId: { __rl: true, mode: 'id', value: ID },
	callId: ID,
	customerPhone: '+14155550100',
	name: 'Ada',
};
/** Values of which each field with a check refuses at least one. */
const BAD: unknown[] = [{ nested: {} }, ['x'], 'not this', -1, '{'];
/** These take whatever comes: a yes or nothing, and texts as typed, in which n8n evaluates no expression. */
const REFUSE_NOTHING = [
	...['agentOverride.initialMessage', 'agentOverride.prompt', 'baseInstructions'],
	'filters.sanitised',
];

function parametersWith(operation: Operation, { path, property, parent }: Field): IDataObject {
	const bad = '={{ $json.bad }}';
	const value =
		property.type === 'resourceLocator'
			? { __rl: true, mode: 'id', value: bad }
			: property.type === 'assignmentCollection'
				? { assignments: [{ id: '1', name: 'Order ID', value: bad, type: '' }] }
				: bad;
	const shownBy = Object.entries(property.displayOptions?.show ?? {}).map(
		([key, values]) => [key, values?.[0]] as const,
	);
	return {
		...NEEDED,
		...(Object.fromEntries(shownBy) as IDataObject),
		resource: operation.resource,
		operation: operation.option.value as string,
		...(parent ? { [parent.path]: { [property.name]: value } } : { [path]: value }),
	};
}

/** The names by which an error may call the field: its own, with its collection's, or that of the choice it belongs to. */
function labelsOf(operation: Operation, { property, parent }: Field): string[] {
	const { displayName } = property;
	const choosers = Object.keys(property.displayOptions?.show ?? {}).flatMap((key) =>
		operation.fields.filter((field) => field.path === key && choicesOf(field.property).length > 0),
	);
	return [
		displayName,
		// The two fields of a text go to the same place, and share the check that it is a text.
		displayName.replace(' (Expression)', ''),
		...(parent ? [`${displayName} (${parent.property.displayName})`] : []),
		...choosers.map((field) => field.property.displayName),
	];
}

describe('an error about a field calls it what the editor calls it', () => {
	const checked = operations.flatMap((operation) =>
		operation.fields
			.filter((field) => sendsOf(field).some(({ preSend, property }) => preSend && property))
			.map((field) => ({ operation, field, name: `${operation.name}: ${field.path}` })),
	);
	it.each(checked)('$name', async ({ operation, field }) => {
		const { items } = await runInEngine({
			credential: sandbox.current,
			parameters: parametersWith(operation, field),
			rows: BAD.map((bad) => ({ bad }) as IDataObject),
			settings: { onError: 'continueRegularOutput' },
		});
		const messages = items.flatMap(({ json }) => {
			const [, message = ''] = /^Row \d+: (.*)/s.exec(String(json.error ?? '')) ?? [];
			// What the API refused, it names in its own words.
			return message && !/\(HTTP \d+\)/.test(message) ? [message] : [];
		});
		// A field of which nothing is refused is named here, so that a check that is lost is noticed.
		expect(messages.length === 0).toBe(REFUSE_NOTHING.includes(field.path));
		const labels = labelsOf(operation, field);
		const called = (message: string) =>
			labels.some((label) => new RegExp(`^${escaped(label)}(:| |$)`).test(message));
		expect(messages.filter((message) => !called(message))).toEqual([]);
	});

	it('and those that refuse nothing are fields', () => {
		const paths = checked.map(({ field }) => field.path);
		expect(REFUSE_NOTHING.filter((path) => !paths.includes(path))).toEqual([]);
	});
});

function escaped(text: string): string {
	return text.replace(/[()]/g, '\\$&');
}
