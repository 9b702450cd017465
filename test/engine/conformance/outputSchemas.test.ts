import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { outputSchemas, schemaFile } from '../../../scripts/support/outputSchemas';
import { operationsOf } from '../../support/description';
import { createParameters } from '../../support/engine';
import { placeEnded, runOperation } from '../../support/operation';
import { loadNodes, readBeside } from '../../support/package';
import { type Sandbox, useSandbox } from '../../support/sandbox';

/** What n8n's editor shows of an operation's output before the first run, against what then comes out. */
const sandbox = useSandbox({ speed: 600 });
const schemas = outputSchemas();
const WAITING = { waitForCompletion: true };

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Parameters with which an operation gives all that it can give with Simplify on. */
async function runsOf(current: Sandbox): Promise<Record<string, IDataObject[]>> {
	const [{ id: callId }] = await placeEnded(current, '+13035550009');
	const create = createParameters(current, { customerPhone: '+13035550001' });
	const agentId = { __rl: true, mode: 'id', value: current.agents[0].id };
	const filledIn = {
		...{
			roleText: 'Keeps customers informed',
			language: 'en-US',
			identity: { phone: '+12025550100' },
		},
		advanced: { capabilities: 'call', skills: current.agents[0].skills?.[0].id },
		voice: { voiceId: 'voice-1' },
	};
	return {
		'call/create': [create, { ...create, ...WAITING }],
		'call/get': [{ callId }, { callId, ...WAITING }],
		'call/getAll': [{}],
		'call/getRecording': [{ callId }],
		'call/update': [{ callId, updateFields: { note: 'Called back' } }],
		'agent/create': [{ name: 'Order Desk', ...filledIn }],
		'agent/get': [{ agentId }],
		'agent/getAll': [{}],
	};
}

/** The names and types in a value, as a schema writes them; what is null says nothing against its schema. */
function shapeOf(value: unknown, schema?: Schema): object | undefined {
	if (value === null) return schema;
	if (Array.isArray(value)) {
		return { type: 'array', items: value.length > 0 ? shapeOf(value[0], schema?.items) : {} };
	}
	if (typeof value !== 'object') return { type: typeof value };
	const fields = Object.entries(value as object).map(([name, inside]) => [
		name,
		shapeOf(inside, schema?.properties?.[name]),
	]);
	return { type: 'object', properties: Object.fromEntries(fields) };
}

/** An item with a value in each field of any of them: null and nothing say nothing about a type. */
function together(items: IDataObject[]): IDataObject {
	const fields = items.flatMap(({ ...json }) => Object.entries(json));
	const says = ([, value]: [string, unknown]) =>
		value !== null && !(Array.isArray(value) && value.length === 0);
	return Object.fromEntries([...fields, ...fields.filter(says)]) as IDataObject;
}

describe('the fields that n8n shows before the first run', () => {
	it('are stored for every operation, and for no other', () => {
		const operations = loadNodes().flatMap(({ instance }) =>
			operationsOf(instance.description.properties),
		);
		expect(Object.keys(schemas).sort()).toEqual(
			operations.map(({ resource, option }) => `${resource}/${String(option.value)}`).sort(),
		);
	});

	it.each(Object.keys(schemas))('%s: are what npm run generate writes', (operation) => {
		const file = schemaFile(operation);
		expect(JSON.parse(readBeside(file, file.split(/[\\/]/).at(-1) as string) ?? 'null')).toEqual(
			schemas[operation],
		);
	});

	it.each(Object.keys(schemas))('%s: come out, with these types and no other', async (owner) => {
		const [resource, operation] = owner.split('/');
		const items: IDataObject[] = [];
		for (const parameters of (await runsOf(sandbox.current))[owner]) {
			const run = await runOperation(sandbox.current, { resource, operation, ...parameters });
			items.push(...run.items.map(({ json }) => json));
		}
		const schema = schemas[owner] as Schema;
		expect(shapeOf(together(items), schema)).toEqual(schema);
		// In the order of the longest, so that what n8n shows does not jump when it runs.
		const [longest] = items.sort((a, b) => Object.keys(b).length - Object.keys(a).length);
		const names = Object.keys(schema.properties ?? {});
		expect(names.filter((name) => name in longest)).toEqual(Object.keys(longest));
	});
});
