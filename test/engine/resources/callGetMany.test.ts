import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox } from '../../../sandbox/server';
import { placeEnded, reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function getMany(
	more: IDataObject = {},
	rows: IDataObject[] = [{}],
	settings: Partial<INode> = {},
) {
	const parameters = { resource: 'call', operation: 'getAll', ...more };
	return await runOperation(sandbox.current, parameters, rows, settings);
}

async function sentQuery(filters: IDataObject) {
	const before = reads(sandbox.current).length;
	const { error } = await getMany({ filters });
	expect(error).toBeUndefined();
	const { path, query } = reads(sandbox.current)[before];
	expect(path).toBe('/api/v1/calls');
	return query;
}

describe('Call → Get Many', () => {
	it('gives one item for each call, linked to the row that asked', async () => {
		const calls = await placeEnded(sandbox.current, '+13035550001', '+12025550101');

		const { items } = await getMany({ returnAll: true }, [{}, {}]);

		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[calls[1].id, { item: 0 }],
			[calls[0].id, { item: 0 }],
			[calls[1].id, { item: 1 }],
			[calls[0].id, { item: 1 }],
		]);
		expect(reads(sandbox.current)[0].query).toEqual({});
	});

	it('gives up to Limit, 50 by default, all with Return All', async () => {
		const numbers = Array.from({ length: 60 }, (_, index) => `+130355500${index + 10}`);
		await placeEnded(sandbox.current, ...numbers);

		expect((await getMany()).items).toHaveLength(50);
		expect((await getMany({ limit: 7 })).items).toHaveLength(7);
		expect((await getMany({ returnAll: true })).items).toHaveLength(60);
		expect((await getMany({ limit: 2, output: 'messages' })).items).toHaveLength(10);
	});

	it.each([
		[{ status: 'no-answer' }, { status: 'no-answer' }],
		[{ channel: 'whatsapp' }, { channel: 'whatsapp' }],
		[{ hrs: 24 }, { hrs: '24' }],
		[{ hrs: '={{ "1.5" }}' }, { hrs: '1.5' }],
		[{ sanitised: true }, { sanitised: 'yes' }],
		[{ sanitised: false }, {}],
		[{ dateFrom: '', status: 'busy' }, { status: 'busy' }],
		[
			{ dateFrom: '2022-01-01T00:00:00', dateTo: '2022-01-31' },
			{ dateRange: { from: '2022-01-01', to: '2022-01-31' } },
		],
		[{ dateFrom: '2022-01-01' }, { dateRange: { from: '2022-01-01' } }],
		[{ dateTo: '={{ new Date("2022-01-31T10:00:00Z") }}' }, { dateRange: { to: '2022-01-31' } }],
		[
			{ dateTo: '={{ DateTime.fromISO("2022-01-31T23:30:00") }}' },
			{ dateRange: { to: '2022-01-31' } },
		],
		[
			{ channel: 'call', status: 'completed', hrs: 1, sanitised: true, dateFrom: '2022-01-01' },
			{
				channel: 'call',
				status: 'completed',
				hrs: '1',
				sanitised: 'yes',
				dateRange: { from: '2022-01-01' },
			},
		],
	])('sends the filters %j as %j', async (filters, query) => {
		expect(await sentQuery(filters)).toEqual(query);
	});

	it('finds what the filters describe', async () => {
		const [ended, busy] = await placeEnded(sandbox.current, '+13035550001', '+12025550101');
		const [mail] = await placeEnded(sandbox.current, 'ada@example.com');
		const ids = async (filters: IDataObject) =>
			(await getMany({ filters })).items.map(({ json }) => json.id);

		expect(await ids({ status: 'busy' })).toEqual([busy.id]);
		expect(await ids({ channel: 'email' })).toEqual([mail.id]);
		expect(await ids({ hrs: 1 })).toEqual([mail.id, busy.id, ended.id]);
		expect(await ids({ dateTo: '2022-01-01' })).toEqual([]);
		expect(await ids({ dateFrom: '2022-01-01' })).toHaveLength(3);
	});

	it.each([
		['an object', 'object'],
		['a wrapped array', 'wrapped'],
	] as const)('reads %s', async (_what, callsShape) => {
		const other = await startSandbox({ callsShape });
		const [call] = await placeEnded(other as never, '+13035550001');
		const { items } = await runOperation(other, { resource: 'call', operation: 'getAll' });
		expect(items.map(({ json }) => json.id)).toEqual([call.id]);
		await other.close();
	});

	it.each([
		['an array', (call: object) => [call], 1],
		['an object', (call: object) => call, 1],
		[
			'an array wrapped beside others',
			(call: object) => ({ errors: [], meta: { page: 1 }, calls: [call] }),
			1,
		],
		['an array wrapped twice', (call: object) => ({ data: { items: [call] } }), 1],
		['a wrapped object', (call: object) => ({ result: call }), 1],
		['an empty array', () => [], 0],
		['an empty wrapped array', () => ({ data: [] }), 0],
		['an empty object', () => ({}), 0],
		['null', () => null, 0],
		['nothing', () => undefined, 0],
	])('reads an answer that is %s', async (_what, shape, count) => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'GET', status: 200, body: shape(call) });
		const { items, error } = await getMany();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
	});

	it.each([
		[
			'a web page',
			'<html><head><title>Sign in</title></head></html>',
			'A web page instead of data: Sign in',
		],
		['something else', { status: 'ok' }, 'status'],
		['texts', ['a', 'b'], 'a'],
	])('says that %s is not what was asked for', async (_what, body, words) => {
		sandbox.current.inject({ method: 'GET', status: 200, body });
		const { items, error } = await getMany();
		expect(items).toEqual([]);
		expect(error?.message).toBe('The answer of the Elemente API cannot be read (HTTP 200)');
		expect(error?.description).toContain(words);
	});

	it.each([
		[{ limit: -1 }, 'Row 1: Limit "-1" is not a whole number above 0'],
		[{ limit: 2.5 }, 'Row 1: Limit "2.5" is not a whole number above 0'],
		[{ limit: '={{ "many" }}' }, 'Row 1: Limit "many" is not a whole number above 0'],
		[{ filters: { hrs: -3 } }, 'Row 1: Last Hours -3 is not above 0'],
		[{ filters: { hrs: '={{ "a day" }}' } }, 'Row 1: Last Hours "a day" is not a number'],
		[{ filters: { dateFrom: '={{ "yesterday" }}' } }, 'Row 1: From Date "yesterday" is not a date'],
		[{ filters: { dateTo: '2022-02-30' } }, 'Row 1: To Date "2022-02-30" is not a date'],
		[
			{ filters: { dateFrom: '2022-02-01', dateTo: '2022-01-31' } },
			'Row 1: To Date 2022-01-31 is before From Date 2022-02-01',
		],
	])('sends nothing for %j', async (more, message) => {
		const { error } = await getMany(more);
		expect(error?.message).toBe(message);
		expect(sandbox.current.requests).toHaveLength(0);
	});

	it('names all that is wrong with a row', async () => {
		const { error } = await getMany({ limit: 0, filters: { hrs: 0 } });
		expect(error?.description).toContain('Limit "0" is not a whole number above 0.');
		expect(error?.description).toContain('Last Hours 0 is not above 0.');
	});

	it('links error items to their rows, also where the items do not match the rows in number', async () => {
		await placeEnded(sandbox.current, '+13035550001', '+13035550002', '+13035550003');
		const { errorItems, items } = await getMany(
			{ filters: { hrs: '={{ $json.hours }}' } },
			[{ hours: 1 }, { hours: -1 }],
			{ onError: 'continueErrorOutput' },
		);
		expect(items).toHaveLength(3);
		expect(errorItems.map(({ json, pairedItem }) => [json.hours, pairedItem])).toEqual([
			[-1, { item: 1 }],
		]);
	});
});
