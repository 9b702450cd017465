import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { checkDayOrder, sendDay, writeDateRange } from '../../nodes/Elemente/fields/dateRange';
import { rowOf } from '../support/row';

/** What is sent of a day that came out of a field so. */
async function sent(from: unknown) {
	const [hook] = sendDay('from', 'From Date').send!.preSend!;
	const request = { url: '', qs: { dateRange: { from } } as IDataObject };
	await hook.call(rowOf() as ThisParameterType<typeof hook>, request);
	return request.qs;
}

describe('a day', () => {
	it.each([
		['2022-01-31'],
		[' 2022-01-31 '],
		['2022-01-31T23:59:59+05:00'],
		['2022-01-31 08:00'],
		[new Date('2022-01-31T10:00:00Z')],
		// As n8n's DateTime: the day of its own zone.
		[{ toISO: (): string => '2022-01-31T01:00:00+05:00', toISOString: (): string => '2022-01-30' }],
	])('is read from %p', async (value) => {
		expect(await sent(value)).toEqual({ dateRange: { from: '2022-01-31' } });
	});

	it.each([
		...['31.01.2022', '2022-02-30', '2022-13-01', 'on 2022-01-31', '2022-01-311', '2022', 'soon'],
		...[20220131, true, {}, ['2022-01-31']],
	])('is not %j', async (value) => {
		await expect(sent(value)).rejects.toThrow(/^Row 1: From Date ".*" is not a date$/);
	});

	it.each([[''], [' '], [null], [undefined]])('is left out for %j', async (value) => {
		expect(await sent(value)).toEqual({});
	});
});

describe('the order of two days', () => {
	const check = async (from: unknown, to: unknown) =>
		await checkDayOrder.call(rowOf(), { url: '', qs: { dateRange: { from, to } } as IDataObject });

	it('is theirs, or the same day', async () => {
		await expect(check('2022-01-31', '2022-01-30')).rejects.toThrow(
			'Row 1: To Date 2022-01-30 is before From Date 2022-01-31',
		);
		for (const to of ['2022-01-31', '2022-02-01', undefined]) {
			await expect(check('2022-01-31', to)).resolves.toBeDefined();
		}
		await expect(checkDayOrder.call(rowOf(), { url: '' })).resolves.toEqual({ url: '' });
	});

	it.each(['soon', '2023', '2023-01-01T00:00:00.000Z', ['2023-01-01'], {}, 9])(
		'is not looked at where From Date is %j: that is a problem of its own',
		async (from) => {
			await expect(check(from, '2022-01-01')).resolves.toBeDefined();
		},
	);

	it.each(['', '+012022-01-01', '2021', '2021-01-01T00:00:00.000Z', ['2021-01-01']])(
		'is not looked at where To Date is %j',
		async (to) => {
			await expect(check('2022-01-01', to)).resolves.toBeDefined();
		},
	);
});

describe('the range in the query', () => {
	const dateRange = { from: '2022-01-01' };

	it('is left to n8n, which writes it with brackets', () => {
		expect(writeDateRange({ status: 'busy', dateRange })).toEqual({ status: 'busy', dateRange });
	});

	it('can be JSON', () => {
		expect(writeDateRange({ status: 'busy', dateRange }, 'json')).toEqual({
			status: 'busy',
			dateRange: '{"from":"2022-01-01"}',
		});
		expect(writeDateRange({ status: 'busy' }, 'json')).toEqual({ status: 'busy' });
	});
});
