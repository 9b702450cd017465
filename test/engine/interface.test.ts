import { describe, expect, it } from '@jest/globals';
import type { INodeTypeDescription } from 'n8n-workflow';

import { type Field, choicesOf, fieldsOf, operationsOf } from '../support/description';
import { loadCredentials, loadNodes } from '../support/package';
import { useSandbox } from '../support/sandbox';
import {
	GAP,
	interfaceDifference,
	recordInterface,
	storedInterface,
} from '../support/upgrade/interfaceFile';
import { outputLines } from '../support/upgrade/outputs';

/** So fast that nobody waits for a call's end. */
const sandbox = useSandbox({ speed: 600 });

it('what saved workflows rely on is as it is stored in interface.txt', async () => {
	const now = [
		...loadNodes().flatMap(({ instance }) => linesOfNode(instance.description)),
		...loadCredentials().flatMap(({ instance: { name, properties } }) =>
			fieldsOf(properties).map((field) => lineOf(name, field)),
		),
		...(await outputLines(sandbox.current)),
	].sort();
	recordInterface(now);
	const difference = interfaceDifference(storedInterface(), now);
	if (difference) throw new Error(difference);
});

describe('the difference to interface.txt', () => {
	const [channel, limit, output] = [
		'call/create  channel  options  default "call"',
		'call/getAll  limit  number  default 50',
		'call/get  gives  id status',
	];

	it('is none when nothing differs', () => {
		expect(interfaceDifference([channel, limit], [channel, limit])).toBe('');
	});

	it('names what is gone, and what to do', () => {
		const difference = interfaceDifference([channel, output], [channel]);
		expect(difference).toContain(`gone or different:\n- ${output}\n\n`);
		expect(difference).toContain('keep the old name');
	});

	it('shows what was above what is', () => {
		const sms = channel.replace('"call"', '"sms"');
		expect(interfaceDifference([channel, limit], [sms, limit])).toContain(`- ${channel}\n+ ${sms}`);
	});

	it('says of what is new only that it is to be stored', () => {
		const difference = interfaceDifference([channel], [channel, limit]);
		expect(difference).toMatch(/^New, and not stored yet/);
		expect(difference).toContain(`+ ${limit}`);
	});
});

function linesOfNode({ name, properties, ...description }: INodeTypeDescription): string[] {
	const { version, inputs, outputs, credentials = [] } = description;
	const operations = operationsOf(properties);
	// A node without operations has nothing but its own fields.
	const own = properties.filter((each) => operations.length === 0 || each.name === 'resource');
	const selectors = properties.filter((each) => each.name === 'operation');
	return [
		[
			name,
			'node',
			`version ${String(version)}`,
			`${inputs.length} inputs`,
			`${outputs.length} outputs`,
			`credentials ${credentials.map((each) => each.name).join(' ')}`,
		].join(GAP),
		...fieldsOf(own).map((field) => lineOf(name, field)),
		...fieldsOf(selectors).map((field) =>
			lineOf(String(field.property.displayOptions?.show?.resource), field),
		),
		...operations.flatMap(({ resource, option, fields }) =>
			fields.map((field) => lineOf(`${resource}/${String(option.value)}`, field)),
		),
	];
}

/** One line for a field: whose it is, its path, and all of it that a saved workflow can notice. */
function lineOf(owner: string, { property, path }: Field): string {
	const { type, required, modes = [], noDataExpression } = property;
	const choices = choicesOf(property).map(({ value }) => String(value));
	return [
		owner,
		path,
		required ? `${type}, required` : type,
		`default ${JSON.stringify(property.default)}`,
		choices.length > 0 ? `values ${choices.sort().join('|')}` : '',
		modes.length > 0 ? `modes ${modes.map(({ name }) => name).join('|')}` : '',
		noDataExpression ? 'no expression' : '',
		...conditionsOf(property),
	]
		.filter(Boolean)
		.join(GAP);
}

/** When the field is shown, apart from its resource and operation. */
function conditionsOf({ displayOptions = {} }: Field['property']): string[] {
	return Object.entries(displayOptions).flatMap(([kind, conditions]) =>
		Object.entries(conditions as Record<string, unknown[]>)
			.filter(([name]) => !['resource', 'operation'].includes(name))
			.map(([name, values]) => `${kind} for ${name}=${values.join('|')}`),
	);
}
