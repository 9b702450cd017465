import { beforeAll, describe, expect, it } from '@jest/globals';

import { Form } from './support/form';
import { DOCUMENTED_ID } from '../support/documentedId';
import { READY, customersToElemente } from './support/workflows';

/** Calls are placed side by side: which one comes first is open. */
const placedBodies = () =>
	stage.sandbox.ledger.placed
		.map(({ body }) => body)
		.sort((a, b) => (phoneOf(a) < phoneOf(b) ? -1 : 1));
const phoneOf = ({ customerPhone = '' }: { customerPhone?: string | null }) => customerPhone ?? '';

describe('Filling in Call → Create with the mouse', () => {
	beforeAll(async () => {
		await editor.openWorkflow(customersToElemente({ credentialId: stage.credentialId }));
		await editor.openNode('Elemente');
	});

	it('lists agents, finds one by a part of its name and marks inactive ones', async () => {
		const found = await editor.node.searchList('agentId', 'retired');
		await found.filter({ hasText: 'Retired Survey Agent (inactive)' }).waitFor();
		await editor.node.closeList();

		await editor.node.pickFromList('agentId', 'order', 'Order Desk');
		expect(await editor.node.chosenIn('agentId')).toBe('Order Desk');
	});

	it('lists the skills of the chosen agent only', async () => {
		const all = await editor.node.searchList('skillId', '');
		await all.filter({ hasText: 'Order Confirmation' }).waitFor();
		expect(await all.allInnerTexts()).not.toContain('Appointment Reminder');
		await editor.node.closeList();

		await editor.node.pickFromList('skillId', 'confirm', 'Order Confirmation');
		expect(await editor.node.chosenIn('skillId')).toBe('Order Confirmation');
	});

	it('takes columns that are dragged from the input, and keeps their types', async () => {
		const { node } = editor;
		await node.dragColumn('Phone', node.field('customerPhone'));
		await node.untilItShows('customerPhone', '{{ $json.Phone }}');
		await node.mapColumns(['Order ID', 'Order Amount', 'Active Status']);

		expect(await node.mappedFields()).toEqual([
			{ name: 'Order ID', type: 'String', value: "{{ $json['Order ID'] }}" },
			{ name: 'Order Amount', type: 'Number', value: "{{ $json['Order Amount'] }}" },
			{ name: 'Active Status', type: 'Boolean', value: "{{ $json['Active Status'] }}" },
		]);
	});

	it('places the calls with what was chosen and dragged', async () => {
		await editor.node.execute();

		const [ana] = placedBodies();
		expect(placedBodies()).toHaveLength(2);
		expect(ana).toMatchObject({
			agentId: DOCUMENTED_ID,
			skillId: DOCUMENTED_ID,
			channel: 'call',
			customerPhone: '+12025550111',
		});
		expect(ana.customerOverride.customFields).toEqual([
			{ name: 'Order ID', value: '00471' },
			{ name: 'Order Amount', value: 150.75 },
			{ name: 'Active Status', value: true },
		]);
	});

	it('shows what became of each row in a table', async () => {
		await editor.node.showOutputAs('Table');
		const [head, ...rows] = await editor.node.outputTable();

		expect(head.slice(0, 2)).toEqual(['outcome', 'id']);
		expect(rows).toHaveLength(2);
		expect(rows[0].join()).toContain('+12025550111');
	});
});

describe('The other ways to give custom fields', () => {
	beforeAll(async () => {
		await editor.openWorkflow(
			customersToElemente({ credentialId: stage.credentialId, parameters: READY }),
		);
		await editor.openNode('Elemente');
	});

	it('All Input Columns: sends every column, less those that are named', async () => {
		await editor.node.choose('customFieldsMode', 'All Input Columns');
		await editor.node.type('columnsToLeaveOut', 'Phone, Order Amount');
		await editor.node.execute();

		expect(placedBodies()[1].customerOverride.customFields).toEqual([
			{ name: 'First Name', value: 'Ben' },
			{ name: 'Order ID', value: '12346' },
			{ name: 'Active Status', value: false },
		]);
	});

	it('JSON: sends what is written', async () => {
		await editor.node.choose('customFieldsMode', 'JSON');
		await editor.node.replaceText('customFieldsJson', '{ "Tier": "gold", "Visits": 3 }');
		await editor.node.execute();

		expect(placedBodies()[0].customerOverride.customFields).toEqual([
			{ name: 'Tier', value: 'gold' },
			{ name: 'Visits', value: 3 },
		]);
	});
});

describe('Call → Get Many', () => {
	it('takes a day that is typed, and asks for calls from that day on', async () => {
		await editor.openWorkflow(
			customersToElemente({
				credentialId: stage.credentialId,
				parameters: { operation: 'getAll' },
			}),
		);
		await editor.openNode('Elemente');
		const form = new Form(editor.page, stage);
		await form.add('Filters', 'From Date');
		await form.writeDate('filters.dateFrom', '2020-01-31');
		await form.execute();

		const queries = stage.sandbox.requests.map(({ query }) => query);
		expect(queries[0]).toMatchObject({ dateRange: { from: '2020-01-31' } });
	});
});
