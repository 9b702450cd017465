import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function create(parameters: IDataObject, rows: object[]) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, parameters),
		rows: rows as IDataObject[],
	});
}

const phone = '+13035550001';
const ALL = { customFieldsMode: 'allInputColumns', columnsToLeaveOut: 'phone' };
const sent = () => createsOf(sandbox.current).map(({ body }) => body.customerOverride.customFields);

describe('All Input Columns', () => {
	it.each(['', '  ', '\u00a0', '\ufeff', '\u200b'])(
		'leaves out a column without a name (%j) whose cells are empty',
		async (name) => {
			for (const empty of ['', ' ', null, '\u200b']) {
				sandbox.current.reset();
				const { error } = await create(ALL, [{ phone, Name: 'Jane', [name]: empty }]);
				expect(error).toBeUndefined();
				expect(sent()).toEqual([[{ name: 'Name', value: 'Jane' }]]);
			}
		},
	);

	it('says so where something stands in it', async () => {
		const { error } = await create(ALL, [{ phone, Name: 'Jane', '\ufeff': 'stray' }]);
		expect(error?.message).toContain('a column without a name holds "stray"');
		expect(error?.description).toContain('Give the column a name');
		expect(sent()).toEqual([]);
	});

	it('leaves out cells in which nothing can be seen, and empty ones of __EMPTY columns', async () => {
		await create(ALL, [{ phone, A: '\u200b', B: '\u00a0', __EMPTY: '', __EMPTY_1: ' ', C: 0 }]);
		expect(sent()).toEqual([[{ name: 'C', value: 0 }]]);
	});

	it.each([
		['Order\u00a0ID', 'Order ID'],
		['\u200bOrder ID', 'Order ID'],
		['\ufeffOrder ID', 'Order ID'],
		['Order\u202fID\u200e', 'Order ID'],
		['Order\r\nID', 'Order ID'],
		['\tOrder ID ', 'Order ID'],
		['Gro\u0308\u00dfe', 'Größe'],
		['می\u200cخواهم', 'می\u200cخواهم'],
		['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
		['order id', 'order id'],
	])('sends %j under the name %j', async (name, as) => {
		await create(ALL, [{ phone, [name]: '12345' }]);
		expect(sent()).toEqual([[{ name: as, value: '12345' }]]);
	});

	it('takes two columns of one name where they agree or one is empty', async () => {
		await create(ALL, [
			{ phone, 'Order ID': '1', 'Order\u00a0ID': '1' },
			{ phone, 'Order ID': '', 'Order\u00a0ID': '2' },
			{ phone, 'Order ID': '3', 'Order\u00a0ID': null },
		]);
		expect(sent()).toEqual(['1', '2', '3'].map((value) => [{ name: 'Order ID', value }]));
	});

	it('names both where they do not', async () => {
		const { error } = await create(ALL, [{ phone, 'Order ID': '1', 'Order\u00a0ID': '2' }]);
		expect(error?.message).toContain('the columns "Order ID" and "Order⟨U+00A0⟩ID"');
		expect(error?.message).toContain('hold "1" and "2"');
		expect(sent()).toEqual([]);
	});

	it('cleans the names of mapped fields, which were dragged from such columns', async () => {
		const assignments = [{ id: '1', name: '\ufeffOrder\u00a0ID', type: 'string', value: '1' }];
		await create({ customFields: { assignments } }, [{ phone }]);
		expect(sent()).toEqual([[{ name: 'Order ID', value: '1' }]]);
	});
});

describe('a column that no row has', () => {
	it.each<[string, object, string, string]>([
		[
			'$json.Phone',
			{ Name: 'Jane', Telefon: '1' },
			'"Phone"',
			'There are: "Name", "Telefon". Drag',
		],
		[
			'$json.Phone',
			{ '\ufeffPhone': phone },
			'"Phone"',
			'There is "⟨U+FEFF⟩Phone", whose name differs in what cannot be seen',
		],
		[
			"$json['Phone No']",
			{ 'Phone\u00a0No': phone },
			'"Phone No"',
			'There is "Phone⟨U+00A0⟩No", whose',
		],
		['$json["Phone"]', { phone }, '"Phone"', 'There is "phone": drag that column'],
		['$json.Phone', {}, '"Phone"', 'The rows have no columns at all'],
	])('%s among %j', async (expression, row, name, remedy) => {
		// A cell that is filled, so that the row is not empty; and a field that reads beyond the row.
		const parameters = {
			customerPhone: `={{ ${expression} }}`,
			customerName: "={{ $('Rows').first().json.Name ?? '' }}",
		};
		const { error } = await create(parameters, [row, row]);
		expect(error?.description).toContain(
			`Rows 1 and 2: Customer Phone is empty, and the channel Call needs it: no row has a column ${name}`,
		);
		expect(error?.description).toContain(remedy);
		expect(createsOf(sandbox.current)).toEqual([]);
	});

	it('is said of the address of an e-mail and of an override, too', async () => {
		const email = { channel: 'email', customerEmail: '={{ $json.Mail }}' };
		const { error } = await create(email, [{ phone, mail: 'a@example.com' }]);
		expect(error?.message).toContain('no row has a column "Mail"');
		const override = { customerPhone: '', customerOverride: { phoneNumber: '={{ $json.Tel }}' } };
		const other = await create(override, [{ phone }]);
		expect(other.error?.message).toContain('no row has a column "Tel"');
	});

	it('is another thing than an empty cell', async () => {
		const { error } = await create({}, [{ phone }, { Name: 'Jane', phone: '' }, { Name: 'Joe' }]);
		expect(error?.description).not.toContain('no row has');
		expect(error?.description).toContain('Fill in Customer Phone');
	});

	it('is no problem where the field may be empty', async () => {
		const { error } = await create({ customerName: '={{ $json.Name }}' }, [{ phone }]);
		expect(error).toBeUndefined();
	});
});

describe('rows without data', () => {
	const parameters = {
		customerName: '={{ $json.Name }}',
		agentOverride: { promptExpression: '=Call {{ $json.Name.trim() }}' },
	};
	const good = { phone, Name: 'Jane' };

	it.each([
		{},
		{ phone: '', Name: '' },
		{ phone: ' ', Name: null },
		{ phone: '\u200b', Name: '\u00a0' },
	])('are said to be empty, once: %j', async (empty) => {
		const { error } = await create(parameters, [good, good, empty, empty]);
		expect(error?.message).toBe('Rows 3 and 4 are empty. No call was placed.');
		expect(error?.description).toMatch(/^Rows 3 and 4 are empty\. Delete empty rows/);
		expect(error?.description).not.toContain('Customer Phone');
		expect(createsOf(sandbox.current)).toEqual([]);
	});

	it('are left out where that is asked for, and come out all the same', async () => {
		const rows = [{ phone, Name: 'Jane' }, {}, { phone: ' ', Name: '\u200b' }];
		const parameters = { customerName: '={{ $json.Name }}', options: { leaveOutEmptyRows: true } };
		const { items, error } = await create(parameters, rows);
		expect(error).toBeUndefined();
		expect(createsOf(sandbox.current)).toHaveLength(1);
		expect(items.map(({ json }) => [json.outcome, json.skipped ?? null])).toEqual([
			['placed', null],
			['skipped', 'emptyRow'],
			['skipped', 'emptyRow'],
		]);
		expect(items[1].json.reason).toBe('Row 2 was not contacted: it is empty.');
	});

	it('do not let a bad row pass that is not empty', async () => {
		const rows = [
			{ phone, Name: 'Jane' },
			{ phone: 'abc', Name: '' },
		];
		const { error } = await create({ options: { leaveOutEmptyRows: true } }, rows);
		expect(error?.message).toContain('Row 2: Customer Phone "abc"');
		expect(createsOf(sandbox.current)).toHaveLength(0);
	});

	it('beside bad ones', async () => {
		const rows = [{ phone: 'abc', Name: 'x' }, {}, {}, {}, good, {}];
		const { error } = await create(parameters, rows);
		expect(error?.message).toBe('5 of 6 rows cannot be sent. No call was placed.');
		expect(error?.description).toContain('Row 1: Customer Phone "abc"');
		expect(error?.description).toContain('Rows 2–4, 6 are empty. Delete');
	});

	it('under Continue, each as an item', async () => {
		const { items } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, parameters),
			rows: [good, {}],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[1].json).toMatchObject({
			error: 'Row 2: The row is empty. It was not sent.',
			details: { row: 2, reason: 'badRow', whatToDo: expect.stringContaining('Delete') },
		});
	});

	it('are placed where the fields do not need them', async () => {
		const { error } = await create({ customerPhone: phone }, [{}]);
		expect(error).toBeUndefined();
		expect(createsOf(sandbox.current)).toHaveLength(1);
	});

	it.each<[string, IDataObject]>([
		['typed', { customerPhone: 'abc' }],
		['from another step', { customerPhone: "={{ $('Rows').first().json.other ?? 'abc' }}" }],
	])('have the problem of their fields where those are %s', async (_, fields) => {
		const { error } = await create(fields, [{}]);
		expect(error?.message).toContain('Row 1: Customer Phone "abc"');
	});
});
