import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function create(parameters: IDataObject, rows: object[], continues = false) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, parameters),
		rows: rows as IDataObject[],
		settings: continues ? { onError: 'continueRegularOutput' } : {},
	});
}

const mapped = (value: string) => ({
	customFields: { assignments: [{ id: '1', name: 'Due', type: 'string', value }] },
});

describe('a value that means "broken" reaches nobody', () => {
	const phone = '+13035550001';
	it.each<[string, IDataObject, object, string]>([
		['a name', { customerName: '={{ $json.v }}' }, { v: '#N/A' }, 'Customer Name is "#N/A"'],
		['a name put together', { customerName: "={{ 'Jane ' + $json.v }}" }, {}, 'Jane|"undefined"'],
		['a phone', {}, { phone: '#REF!' }, 'Customer Phone'],
		[
			'an override',
			{ customerOverride: { firstName: '={{ $json.v }}' } },
			{ v: '[object Object]' },
			'First Name (Customer Override) is "[object Object]"',
		],
		[
			'a mapped field',
			mapped('={{ $json.v }}'),
			{ v: '#BEZUG!' },
			'Custom Fields: "Due" is "#BEZUG!"',
		],
		[
			'a mapped date',
			mapped("={{ DateTime.fromISO('31.12.').toFormat('D') }}"),
			{},
			'Custom Fields: "Due" is "Invalid DateTime"',
		],
		[
			'a date within a text',
			mapped("=by {{ DateTime.fromISO('31.12.').toFormat('D') }}"),
			{},
			'Custom Fields: "Due" holds "Invalid DateTime"',
		],
		[
			'a column',
			{ customFieldsMode: 'allInputColumns' },
			{ Due: 'Invalid Date' },
			'Custom Fields: "Due" is "Invalid Date"',
		],
		[
			'a field in JSON',
			{ customFieldsMode: 'json', customFieldsJson: '={ "Due": "{{ $json.v }}" }' },
			{ v: '#WERT!' },
			'Custom Fields: "Due" is "#WERT!"',
		],
		[
			'a prompt',
			{ agentOverride: { promptExpression: '=Hi {{ $json.v }}, [[x]]' } },
			{ v: { a: 1 } },
			'Prompt (Expression) holds "[object Object]"',
		],
		[
			'a prompt in a cell',
			{ agentOverride: { promptExpression: '={{ $json.v }}' } },
			{ v: 'due Invalid DateTime' },
			'Prompt (Expression) holds "Invalid DateTime"',
		],
		[
			'conditions',
			{ agentOverride: { routingConditions: '={{ { a: $json.v } }}' } },
			{ v: '#N/A' },
			'Routing Conditions (JSON) is "#N/A"',
		],
	])('as %s', async (_, parameters, cells, words) => {
		const { error } = await create(parameters, [{ phone }, { phone, ...cells }]);
		expect(createsOf(sandbox.current)).toEqual([]);
		for (const part of words.split('|')) {
			expect(`${error?.message} ${error?.description}`).toContain(
				part.replace('Jane', 'Customer Name'),
			);
		}
	});

	it('but words that people are called or write do', async () => {
		const row = { phone, Note: 'The screen shows #REF! and [object Object]', name: 'Null' };
		const { error } = await create(
			{ customerName: '={{ $json.name }}', customFieldsMode: 'allInputColumns' },
			[row],
		);
		expect(error).toBeUndefined();
		expect(createsOf(sandbox.current)[0].body).toMatchObject({ customerName: 'Null' });
	});
});

describe('what cannot be sent is found when the rows are checked', () => {
	const parameters = { agentOverride: { routingConditions: '={{ $json.conditions }}' } };
	const text = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
	const circle: IDataObject = {};
	circle.self = circle;
	it.each<[string, unknown]>([
		['5,000 levels as text', text],
		['200 levels', JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`)],
		['5,000 levels', JSON.parse(text)],
		['half of a character', { a: '\ud800' }],
		['NaN', { a: Number.NaN }],
		['a circle', circle],
		['a BigInt', { a: 5n }],
	])('%s in row 21 of 40: nobody, or the 39 others', async (_, conditions) => {
		const rows = Array.from({ length: 40 }, (_row, at) => ({
			phone: `+13035550${String(100 + at)}`,
			...(at === 20 ? { conditions } : {}),
		}));
		const stopped = await create(parameters, rows);
		expect(stopped.error?.message).toContain('Row 21: Routing Conditions');
		expect(createsOf(sandbox.current)).toEqual([]);

		const { items } = await create(parameters, rows, true);
		expect(sandbox.current.ledger.placed).toHaveLength(39);
		expect(items).toHaveLength(40);
		expect(items[20].json).toMatchObject({ details: { row: 21, reason: 'badRow' } });
	});
});
