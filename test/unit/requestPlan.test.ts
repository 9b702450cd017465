import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { bodyOfRow, planRequest } from '../../nodes/Elemente/createCalls/requestPlan';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';
import { rowOf } from '../support/row';

const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	...{ displayName: `The ${name}`, name, type: 'string', default: '' },
	routing: { send: { property: `sent.${name}`, type: 'body' } },
	...more,
});

const COLUMN = '={{ $json.Name }}';
const COMPUTED = '={{ $json.Name.toUpperCase() }}';

/** The bodies of two rows, of a node set so, and what n8n was asked for on the way. */
function bodiesOf(properties: INodeProperties[], written: IDataObject) {
	const node = rowOf(written).getNode();
	const plan = planRequest(node, properties);
	const asked: unknown[][] = [];
	const context = {
		getNode: () => node,
		getInputData: () => ['Ada', 'Bo'].map((Name) => ({ json: { Name } })),
		getNodeParameter: (name: string, row: number, fallback: unknown, options: unknown) => {
			asked.push([name, row, fallback, options]);
			const value = getPath(written, name);
			if (String(value).includes('broken')) throw new Error('n8n cannot read it');
			return value === COMPUTED ? ['ADA', 'BO'][row] : value;
		},
	} as unknown as IExecuteFunctions;
	const constants = new Map<string, unknown>();
	const rows = [0, 1].map((row) => bodyOfRow(plan, context, row, constants));
	return { plan, asked, rows, bodies: rows.map(({ body }) => body.sent) };
}

describe('what a field declares', () => {
	it('goes into the body where it says so, and nothing is wrong with it', () => {
		const { rows } = bodiesOf([field('name')], { name: 'Ada' });
		expect(rows[0]).toEqual({ body: { sent: { name: 'Ada' } }, problems: [], unreadable: [] });
	});

	it('counts without anything to send as well, and of a choice what was chosen', () => {
		const of = (url: string) => ({ request: { url } });
		const properties = [
			field('plain', { routing: of('/plain') }),
			field('kind', {
				type: 'options',
				options: [
					{ name: 'One', value: 'one', routing: { request: { method: 'PUT' } } },
					{ name: 'Two', value: 'two', routing: { request: { method: 'POST' } } },
				],
			}),
		];
		const { plan } = bodiesOf(properties, { plain: 'x', kind: 'two' });
		expect(plan.request).toMatchObject({ url: '/plain', method: 'POST' });
		expect(plan.fields.map(({ property }) => property)).toEqual(['sent.kind']);
	});

	it('in a collection counts where it was added', () => {
		const more = field('more', {
			...{ type: 'collection', routing: undefined },
			options: [field('one'), field('two')],
		});
		const { bodies, plan } = bodiesOf([more], { more: { two: 'x' } });
		expect(bodies[0]).toEqual({ two: 'x' });
		expect(plan.fields[0]).toMatchObject({ parameter: 'more.two', label: 'The two (The more)' });
	});
});

describe('a value', () => {
	it('that holds no expression is read once, and is that of each row alone', () => {
		const locator = field('agent', { type: 'resourceLocator' });
		const { asked, bodies } = bodiesOf([locator], { agent: { mode: 'id', value: ['x'] } });
		expect(asked).toEqual([['agent', 0, undefined, { extractValue: true }]]);
		const [one, two] = bodies as Array<{ agent: { value: string[] } }>;
		expect(two).toEqual(one);
		one.agent.value.push('changed by the check of its row');
		expect(two.agent.value).toEqual(['x']);
	});

	it('that is a column is read from the row itself', () => {
		const { asked, bodies } = bodiesOf([field('name')], { name: COLUMN });
		expect([asked, bodies]).toEqual([[], [{ name: 'Ada' }, { name: 'Bo' }]]);
	});

	it('that is computed is read by n8n, for each row', () => {
		const { asked, bodies } = bodiesOf([field('name')], { name: COMPUTED });
		expect(bodies).toEqual([{ name: 'ADA' }, { name: 'BO' }]);
		expect(asked).toEqual([0, 1].map((row) => ['name', row, undefined, { extractValue: false }]));
	});

	it.each([
		...[['text', true] as const, [5, true] as const, [null, true] as const],
		...[[undefined, true] as const, [{ a: 'x', b: null }, true] as const, [COLUMN, false] as const],
		...[[{ a: 'x', b: [COLUMN] }, false] as const, [{ a: '', b: { c: COMPUTED } }, false] as const],
	])('%j is the same for every row: %s', (written, isConstant) => {
		const { plan } = bodiesOf([field('name')], { name: written as string });
		expect(plan.fields[0].isConstant).toBe(isConstant);
	});

	it('that n8n cannot read is a problem of its row, and leaves the others', () => {
		const written = { name: '={{ $json.broken() }}', phone: '1' };
		const { rows } = bodiesOf([field('name'), field('phone')], written);
		const [first, second] = rows;
		expect(second.body).toEqual({ sent: { phone: '1' } });
		expect(second.unreadable).toEqual(['sent.name']);
		expect(second.problems).toHaveLength(1);
		const { message, node, description } = second.problems[0];
		expect([message, description]).toEqual([
			'Row 2: The name cannot be read: n8n cannot read it',
			"Correct the field's expression, or the value that it uses.",
		]);
		expect(node?.name).toBe('Elemente');
		expect(first.problems[0].message).toContain('Row 1');
	});

	it("that n8n cannot read for Elemente's own braces is said to be that", () => {
		const { rows } = bodiesOf([field('prompt')], { prompt: '=Hello {{broken name}}' });
		expect(rows[0].problems[0].message).toBe(
			'Row 1: The prompt holds {{broken name}}, which n8n evaluates itself',
		);
	});
});
