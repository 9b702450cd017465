import { describe, expect, it } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';

import { handleError } from '../../../nodes/Elemente/rows/handleError';
import {
	type Field,
	choicesOf,
	entriesOf,
	fieldsOf,
	operationsOf,
} from '../../support/description';
import { loadCredentials, loadNodes, namesIn, typeScriptFiles } from '../../support/package';

/**
 * n8n's guidelines, asserted on what n8n loads. Its lint rules see only what is written out in one place, and most
 * of the description is put together from parts.
 */
const nodes = loadNodes();
const owners = [...nodes, ...loadCredentials()].map(({ name, instance }) => {
	const properties =
		'description' in instance ? instance.description.properties : instance.properties;
	return { owner: name, properties: properties as INodeProperties[] };
});
const all = owners.flatMap(({ owner, properties }) =>
	fieldsOf(properties).map((field) => ({
		...field,
		owner,
		where: whereOf(owner, field),
		siblings: siblingsOf(properties, field),
	})),
);
const choices = all.flatMap(({ property, where }) =>
	choicesOf(property).map((choice) => ({ choice, where: `${where}: ${choice.name}` })),
);
const operations = nodes.flatMap(({ instance }) => operationsOf(instance.description.properties));

function whereOf(owner: string, { property, path }: Field): string {
	const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
	return [owner, ...(resource as string[]), ...(operation as string[]), path].join(' ');
}

function siblingsOf(properties: INodeProperties[], { parent }: Field): INodeProperties[] {
	return parent ? entriesOf(parent.property) : properties;
}

function expectWellSaid(said: string) {
	expect(said).toMatch(/^[A-Z"]/);
	expect(said).not.toMatch(/ {2}|\be\.g\.|\bi\.e\./i);
	// One sentence ends without a full stop, several end with one each.
	const severalSentences = /[.!?] [A-Z]/.test(said);
	expect([said, said.endsWith('.')]).toEqual([said, severalSentences]);
}

/** Words that are not capitalised inside a title. */
const SMALL = /^(a|an|and|as|at|but|by|for|from|in|into|nor|of|on|or|per|the|to|up|via|with)$/;

function isTitle(title: string): boolean {
	const words = title.replace(/[(),]/g, '').split(/[ -]/);
	return words.every(
		(word, index) =>
			/^[A-Z0-9]/.test(word) || (index > 0 && SMALL.test(word)) || word === 'WhatsApp',
	);
}

const sorted = (names: string[]) =>
	[...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));

describe('operations', () => {
	it('are those of the design', () => {
		expect(
			operations.map(({ resource, option }) => `${resource} ${String(option.value)}`).sort(),
		).toEqual([
			...['agent create', 'agent get', 'agent getAll', 'call create', 'call get', 'call getAll'],
			...['call getRecording', 'call update'],
		]);
	});

	it.each(operations.map((operation) => ({ ...operation, name: operation.option.name })))(
		'$resource → $name says what it does, and turns errors into help first of all',
		({ option }) => {
			// Sentence case: names of products and abbreviations keep their capitals.
			expect(option.action).toMatch(/^[A-Z][a-z]+(,? ([a-z]+|[A-Z]{2,}|WhatsApp))+$/);
			expect(option.description).toMatch(/^[A-Z]/);
			const { request, output } = option.routing ?? {};
			expect(output?.postReceive?.[0]).toBe(handleError);
			expect(request).toMatchObject({ ignoreHttpStatusErrors: true, disableFollowRedirect: true });
			expect(request?.method).toMatch(/^(GET|POST|PUT)$/);
		},
	);

	it('that list are named Get Many', () => {
		const lists = operations.filter(({ option }) => option.value === 'getAll');
		expect(lists.length).toBeGreaterThan(0);
		for (const { option } of lists) {
			expect(option.name).toBe('Get Many');
			expect(option.action).toMatch(/^Get many /);
		}
	});

	it('are each reachable: their resource and themselves can be chosen', () => {
		for (const { instance } of nodes) {
			const { properties } = instance.description;
			const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);
			const used = new Set(operationsOf(properties).map(({ resource }) => resource));
			expect(resources.map(({ value }) => value).sort()).toEqual([...used].sort());
		}
	});
});

describe.each(all)('$where', ({ property, path, parent, siblings }) => {
	const { displayName, name, type, description, placeholder, typeOptions } = property;

	it('has a display name in Title Case', () => {
		expect([displayName, isTitle(displayName)]).toEqual([displayName, true]);
		expect(name).toMatch(/^[a-z][A-Za-z]*$/);
	});

	it('says what it is for', () => {
		const isSelector =
			['resource', 'operation'].includes(name) || ['options', 'filters'].includes(path);
		if (isSelector) return;
		const said = description ?? property.hint ?? '';
		expectWellSaid(said);
	});

	it('keeps the rules of its type', () => {
		expect(property.default).not.toBeUndefined();
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
		if (type === 'collection' || type === 'fixedCollection') expect(placeholder).toMatch(/^Add /);
		if (name === 'limit') {
			expect(property).toMatchObject({
				displayName: 'Limit',
				type: 'number',
				default: 50,
				typeOptions: { minValue: 1 },
			});
			expect(description).toBe('Max number of results to return');
		}
		if (name === 'returnAll') {
			expect(description).toBe('Whether to return all results or only up to a given limit');
		}
		if (/email/i.test(name) && type === 'string') expect(placeholder).toMatch(/@/);
		if (type === 'json') expect(typeof property.default).toBe('string');
		if (typeOptions?.minValue !== undefined)
			expect(Number(property.default)).toBeGreaterThanOrEqual(typeOptions.minValue);
	});

	it('has its choices or entries in alphabetical order, and a default among them', () => {
		const chosen = choicesOf(property);
		const names =
			chosen.length > 0
				? chosen.map((choice) => choice.name)
				: entriesOf(property).map((entry) => entry.displayName);
		if (names.length >= 5) expect(names).toEqual(sorted(names));
		expect(new Set(names).size).toBe(names.length);
		if (type === 'options') expect(chosen.map(({ value }) => value)).toContain(property.default);
	});

	it('is shown by parameters and values that exist', () => {
		const { show = {}, hide = {} } = property.displayOptions ?? {};
		for (const [key, values] of [...Object.entries(show), ...Object.entries(hide)]) {
			const isRoot = key.startsWith('/') || !parent;
			const among = isRoot
				? all.filter((other) => !other.parent).map((other) => other.property)
				: siblings;
			const controllers = among.filter((other) => other.name === key.replace('/', ''));
			expect([key, controllers.length > 0]).toEqual([key, true]);
			const possible = controllers.flatMap((other) =>
				other.type === 'boolean' ? [true, false] : choicesOf(other).map(({ value }) => value),
			);
			for (const value of values ?? []) expect(possible).toContain(value);
		}
	});
});

describe('resource locators', () => {
	const locators = all.filter(({ property }) => property.type === 'resourceLocator');
	const searches = nodes.flatMap(({ instance }) => Object.keys(instance.methods?.listSearch ?? {}));

	it.each(locators)(
		'$where starts From List, whose search exists, and takes an ID as well',
		({ property }) => {
			expect(property.default).toEqual({ mode: 'list', value: '' });
			const [list, ...others] = property.modes ?? [];
			expect(list).toMatchObject({ name: 'list', displayName: 'From List', type: 'list' });
			expect(searches).toContain(list.typeOptions?.searchListMethod);
			expect(list.typeOptions?.searchable).toBe(true);
			expect(others.map(({ name, displayName }) => [name, displayName])).toEqual([['id', 'By ID']]);
		},
	);
});

describe('choices', () => {
	it.each(choices)('$where is in Title Case', ({ choice }) => {
		expect([choice.name, isTitle(choice.name)]).toEqual([choice.name, true]);
		if (choice.description !== undefined) expectWellSaid(choice.description);
	});
});

/** Fields that declare no routing, because code reads them. A field that is in neither does nothing. */
const READ_BY_CODE = [
	...['resource', 'simplify', 'output', 'returnAll', 'columnsToLeaveOut'],
	...['waitForCompletion', 'waitLimit'],
	...['leaveOutEmptyRows', 'maxConcurrentCalls', 'output'].map((name) => `options.${name}`),
	'contactRules.whenRunAgain',
	...['options.checkOnly', 'options.defaultCountry', 'options.includeOtherInputFields'],
	...['from', 'to', 'days', 'timeZone'].map((name) => `contactRules.callingHours.${name}`),
	...['doNotContact', 'sameCustomer', 'stopAfterFailures', 'stopPlacingAt'].map(
		(name) => `contactRules.${name}`,
	),
	...['binaryPropertyName', 'maxFileSize', 'withoutRecording'],
	...['username', 'password', 'baseUrl', 'lines'],
	...['event', 'hours'],
	...['filters.channels', 'filters.statuses'],
];

describe('every field does something', () => {
	const declares = ({ property }: Field) =>
		property.routing !== undefined ||
		choicesOf(property).some(({ routing }) => routing !== undefined) ||
		(/collection/i.test(property.type) && entriesOf(property).length > 0) ||
		property.type === 'notice';
	const others = [...new Set(all.filter((field) => !declares(field)).map(({ path }) => path))];
	const sources = [...typeScriptFiles('nodes'), ...typeScriptFiles('credentials')].map(namesIn);

	it.each(others)('%s is read by code, as it declares no routing', (path) => {
		expect(READ_BY_CODE).toContain(path);
		if (path === 'resource') return;
		const key = path.split('.').at(-1) as string;
		const isRead = ({ reads }: (typeof sources)[number]) => reads.has(key);
		expect(sources.filter(isRead)).not.toEqual([]);
	});

	it('and the list of exceptions holds no field that is gone', () => {
		expect(READ_BY_CODE.filter((path) => !others.includes(path))).toEqual([]);
	});
});
