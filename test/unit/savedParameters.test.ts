import { describe, expect, it } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';

import { Elemente } from '../../nodes/Elemente/Elemente.node';
import { ElementeTrigger } from '../../nodes/Elemente/ElementeTrigger.node';
import { OPERATION_NODES } from '../support/upgrade/savedNodes';
import { isOurs, savedBy, savedVersions } from '../support/upgrade/saved';
import { type Field, choicesOf, fieldsOf, operationsOf } from '../support/description';

// n8n takes no notice of a parameter that the description does not have: it is lost without a word. test/n8n/upgrade.test.ts runs
// the workflows; this one looks at all that is in them.

type Parameters = Record<string, unknown>;

/** What n8n adds to every node of the kind. */
const OF_N8N = ['requestOptions', 'pollTimes'];

const { properties } = new Elemente().description;
const operations = operationsOf(properties);

describe.each(savedVersions())('workflows that were saved with version %s', (version) => {
	it.each(savedBy(version).map(({ name, workflow }) => [name, workflow] as const))(
		'%s: every parameter and every choice is still there',
		(_name, { nodes }) => {
			const problems = nodes
				.filter(isOurs)
				.flatMap(({ name, type, parameters }) =>
					problemsIn(parameters, fieldsFor(type, parameters)).map(
						(problem) => `${name}: ${problem}`,
					),
				);
			expect(problems).toEqual([]);
		},
	);
});

it('the next version saves every operation, as test/support/upgrade/savedNodes.js fills it in', () => {
	const filledIn = new Set(OPERATION_NODES.map(({ action }) => action));
	expect([...filledIn].sort()).toEqual(operations.map(({ option }) => option.action).sort());
});

/** The fields that a node has with its resource and operation. */
function fieldsFor(type: string, parameters: Parameters): Field[] {
	if (type.endsWith('Trigger')) return fieldsOf(new ElementeTrigger().description.properties);
	const { resource = defaultOf('resource') } = parameters;
	const { operation = defaultOf('operation', resource) } = parameters;
	const found = operations.find(
		(each) => each.resource === resource && each.option.value === operation,
	);
	const selectors = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
	return [...fieldsOf(selectors), ...(found?.fields ?? [])];
}

function defaultOf(name: string, resource?: unknown): unknown {
	return properties.find(
		({ name: each, displayOptions }) =>
			each === name &&
			(resource === undefined || displayOptions?.show?.resource?.includes(resource as string)),
	)?.default;
}

function problemsIn(parameters: Parameters, fields: Field[], parent = ''): string[] {
	return Object.entries(parameters)
		.filter(([name]) => !OF_N8N.includes(name))
		.flatMap(([name, value]) => {
			const path = `${parent}${name}`;
			const found = fields.filter((field) => field.path === path).map(({ property }) => property);
			if (found.length === 0) return [`there is no parameter ${path} any more`];
			if (found.some(({ type }) => type === 'collection')) {
				return problemsIn(value as Parameters, fields, `${path}.`);
			}
			return lostChoices(found, value).map((lost) => `${path} has no ${String(lost)} any more`);
		});
}

function lostChoices(found: INodeProperties[], value: unknown): unknown[] {
	const known = found.flatMap((property) => [
		...choicesOf(property).map((choice) => choice.value),
		...(property.modes ?? []).map(({ name }) => name),
	]);
	if (known.length === 0 || (typeof value === 'string' && value.startsWith('='))) return [];
	const chosen = isLocator(value) ? [value.mode] : [value].flat();
	return chosen.filter((each) => !known.includes(each as string));
}

function isLocator(value: unknown): value is { mode: string } {
	return typeof value === 'object' && value !== null && '__rl' in value;
}
