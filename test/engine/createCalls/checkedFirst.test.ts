import { describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

/** Runs Call → Create over rows that map name and order as well. */
async function create(
	rows: Array<Record<string, unknown>>,
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { customerEmail: '={{ $json.email }}' }),
		rows: rows as never,
		settings: { onError },
	});
}

describe('nothing is placed while a row is known to be bad', () => {
	it('sends no request at all for one bad row in 500, and names the row, the value and the remedy', async () => {
		const rows = ordinaryRows(500);
		rows[122].phone = 'abc';

		const { items, error } = await create(rows);

		expect(createsOf(sandbox.current)).toHaveLength(0);
		expect(sandbox.current.ledger.placed).toHaveLength(0);
		expect(items).toHaveLength(0);
		expect(error?.message).toBe(
			'Row 123: Customer Phone "abc" is not a phone number. No call was placed.',
		);
		expect(error?.description).toContain('Write it with + and the country code');
	});

	it('groups what is wrong, says how to call the good rows first, and names rows and an example', async () => {
		const rows = ordinaryRows(60).map((row, index) =>
			index % 2 === 0 ? { ...row, phone: 'abc', email: `not an address ${index}` } : row,
		);

		const { error } = await create(rows);

		expect(createsOf(sandbox.current)).toHaveLength(0);
		expect(error?.message).toBe('30 of 60 rows cannot be sent. No call was placed.');
		const named = 'Rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 18 more';
		expect((error?.description ?? '').split('<br>\n')).toEqual([
			expect.stringMatching(/^To call the good rows anyway, set On Error .* to Continue/),
			expect.stringContaining(`${named}: Customer Phone "abc" is not a phone number. Write it`),
			expect.stringContaining(
				`${named}: Customer Email "not an address 0" is not an e-mail address`,
			),
		]);
	});

	it('does not offer to call good rows where there are none', async () => {
		const { error } = await create([{ phone: 'abc' }, { phone: '12' }]);
		expect(error?.message).toBe('None of the 2 rows can be sent. No call was placed.');
		expect(error?.description).not.toContain('good rows');
	});

	it('says once what is wrong with a single bad row, and then what to do', async () => {
		const rows = ordinaryRows(3);
		rows[1].phone = '020 7946 0123';
		const { error } = await create(rows);

		const problem = 'Customer Phone "020 7946 0123" is not a phone number';
		expect(error?.message).toBe(`Row 2: ${problem}. No call was placed.`);
		expect((error?.description ?? '').split('<br>\n')).toEqual([
			expect.stringMatching(/^Start it with \+ and the country code/),
			expect.stringMatching(/^To call the good rows anyway, /),
		]);
	});

	it('names a row by its customer, as its number may not be that of the list', async () => {
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				customerName: '={{ $json.name }}',
				customerEmail: 'jane',
			}),
			rows: [{ phone: '+13035550001', name: 'Jane' }],
		});
		expect(error?.description).toContain('(Row 1 is "Jane", "+13035550001".)');
	});

	it('keeps what looks like a tag readable: the editor shows the error as HTML', async () => {
		const rows = ordinaryRows(1);
		rows[0].phone = '<n/a>';

		const { error } = await create(rows);

		expect(error?.message).toContain('Customer Phone "‹n/a›" is not a phone number');
	});

	it('names the row and the field whose expression fails', async () => {
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				customerName: "={{ $('Not there').item.json.name }}",
			}),
			rows: [{ phone: '+13035550001' }],
		});

		expect(createsOf(sandbox.current)).toHaveLength(0);
		expect(error?.message).toContain('Row 1: Customer Name cannot be read');
	});
});

describe('Columns to Leave Out', () => {
	const place = async (columnsToLeaveOut: string, rows: object[]) =>
		await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				customFieldsMode: 'allInputColumns',
				columnsToLeaveOut,
			} as never),
			rows: rows as never,
		});
	const sentNames = () =>
		createsOf(sandbox.current).map(({ body }) =>
			body.customerOverride.customFields.map(({ name }: { name: string }) => name),
		);

	it.each([
		'internal notes',
		'INTERNAL  NOTES',
		'InternalNotes',
		'Margin; Internal Notes',
		'Margin\nInternal Notes',
		'Margin ,  Internal Notes ',
		'\ufeffInternal\u00a0Notes , margin ',
	])('leaves out what is meant by %j', async (written) => {
		const row = { phone: '+13035550001', 'Internal Notes': 'rude', Margin: 7, Order: 1 };
		const { error } = await place(written, [row]);
		expect(error).toBeUndefined();
		expect(sentNames()[0]).not.toContain('Internal Notes');
		expect(sentNames()[0].includes('Margin')).toBe(!/margin/i.test(written));
		expect(sentNames()[0]).toContain('Order');
	});

	it('takes a column that only some rows have', async () => {
		const rows = [{ phone: '+13035550001', Margin: 7 }, { phone: '+13035550002' }];
		const { error } = await place('Margin', rows);
		expect(error).toBeUndefined();
		expect(sentNames()).toEqual([['phone'], ['phone']]);
	});

	it('takes a name that holds a comma', async () => {
		await place('Margin, gross', [{ phone: '+13035550001', 'Margin, gross': 7 }]);
		expect(sentNames()).toEqual([['phone']]);
	});

	it('sends nothing when no row has such a column, and says which there are', async () => {
		const { error } = await place('Internal Note', [
			{ phone: '+13035550001', 'Internal Notes': 'rude' },
		]);
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(error?.message).toContain('no column is called "Internal Note"');
		expect(error?.description).toContain('There are: "phone", "Internal Notes".');
	});
});

describe('under Continue the bad rows become error items and the good ones are called', () => {
	const rows = [
		{ phone: '+13035550001', note: 'first' },
		{ phone: 'abc', note: 'second' },
		{ phone: '+13035550003', note: 'third' },
	];

	it('in place, with their own columns, on the regular output', async () => {
		const { items } = await create(rows, 'continueRegularOutput');

		expect(createsOf(sandbox.current).map(({ body }) => body.customerPhone)).toEqual([
			'+13035550001',
			'+13035550003',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[1].json).toMatchObject({
			outcome: 'notPlaced',
			phone: 'abc',
			note: 'second',
			error: 'Row 2: Customer Phone "abc" is not a phone number. It was not sent.',
			details: {
				outcome: 'notPlaced',
				reason: 'badRow',
				row: 2,
				whatToDo: expect.stringContaining('Write it with +'),
			},
		});
	});

	it.each([
		['All Input Columns', { customFieldsMode: 'allInputColumns' }, { fact: Number.NaN }],
		[
			'a column to leave out that is none',
			{ customFieldsMode: 'allInputColumns', columnsToLeaveOut: '={{ $json.fact }}' },
			{ fact: 'Margin' },
		],
		[
			'Map Each Field',
			{
				customFields: {
					assignments: [{ id: '1', name: 'Fact', type: 'object', value: '={{ $json.fact }}' }],
				},
			},
			{ fact: { a: 1 } },
		],
		[
			'JSON',
			{ customFieldsMode: 'json', customFieldsJson: '={{ $json.fact }}' },
			{ fact: '{ "a": ' },
		],
		[
			'a field of a collection',
			{ customerOverride: { email: '={{ $json.fact }}' } },
			{ fact: 'x y' },
		],
	])('also when it is %s that finds the problem', async (_, parameters, bad) => {
		const { items, error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, parameters as never),
			rows: [
				{ phone: '+13035550001' },
				{ phone: '+13035550002', ...bad },
				{ phone: '+13035550003' },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => Boolean(json.error))).toEqual([false, true, false]);
		expect(createsOf(sandbox.current)).toHaveLength(2);
	});

	it('with their own columns on the error output', async () => {
		const { items, errorItems } = await create(rows, 'continueErrorOutput');

		expect(items.map(({ json }) => json.customerPhone)).toEqual(['+13035550001', '+13035550003']);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json).toMatchObject({
			phone: 'abc',
			note: 'second',
			error: expect.stringContaining('Row 2'),
		});
		expect(errorItems[0].pairedItem).toEqual({ item: 1 });
	});
});
