import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IHttpRequestOptions, INodePropertyRouting } from 'n8n-workflow';

import { checkOncePer } from '../../nodes/Elemente/fields/oncePer';
import { idInPath, sendAs, sendInQuery } from '../../nodes/Elemente/fields/send';
import { decimal } from '../../nodes/Elemente/fields/values';
import { rowOf } from '../support/row';

/** The request of a row after the checks of one field. */
async function checked(
	{ send }: INodePropertyRouting,
	request: Partial<IHttpRequestOptions>,
	parameters: IDataObject = {},
) {
	let result = request as IHttpRequestOptions;
	expect(send?.preSend).toHaveLength(1);
	for (const check of send!.preSend!) {
		result = await check.call(rowOf(parameters) as never, result);
	}
	return result;
}

describe('a field that goes into the body', () => {
	const routing = sendAs('llm.temperature', 'Temperature', decimal);

	it('says where it goes', () => {
		expect(routing.send).toMatchObject({ type: 'body', property: 'llm.temperature' });
	});

	it('is cleaned in its place', async () => {
		const request = { url: '/x', body: { llm: { temperature: ' 0.5 ', model: 'm' } } };
		expect(await checked(routing, request)).toStrictEqual({
			url: '/x',
			body: { llm: { temperature: 0.5, model: 'm' } },
		});
	});

	it('is named where it is no good', async () => {
		const request = { body: { llm: { temperature: 'hot' } } };
		await expect(checked(routing, request)).rejects.toThrow('Row 1: Temperature "hot"');
	});
});

describe('a field that goes into the query', () => {
	const routing = sendInQuery('hrs', 'Hours', decimal);

	it('says where it goes', () => {
		expect(routing.send).toMatchObject({ type: 'query', property: 'hrs' });
	});

	it('is cleaned in its place', async () => {
		const request = { url: '/x', body: { hrs: ' 1 ' }, qs: { hrs: ' 24 ', page: 1 } };
		expect(await checked(routing, request)).toStrictEqual({
			url: '/x',
			body: { hrs: ' 1 ' },
			qs: { hrs: 24, page: 1 },
		});
	});

	it('is named where it is no good', async () => {
		await expect(checked(routing, { qs: { hrs: 'all' } })).rejects.toThrow('Row 1: Hours "all"');
	});
});

describe('an ID that is the last part of the path', () => {
	const routing = idInPath('callId', 'Call ID');
	const urlFor = async (callId: unknown) =>
		(await checked(routing, { url: '/api/v1/calls' }, { callId } as IDataObject)).url;

	it.each([
		['c-1', 'c-1'],
		[' "c-1" ', 'c-1'],
		[12, '12'],
		['a/b?c#d', 'a%2Fb%3Fc%23d'],
		['..x', '..x'],
		['...', '...'],
	])('%j becomes %s', async (given, part) => {
		expect(await urlFor(given)).toBe(`/api/v1/calls/${part}`);
	});

	it.each([[undefined], [''], [' '], ['""'], ['\u200b']])(
		'%j is empty, which says what to do',
		async (given) => {
			await expect(urlFor(given)).rejects.toMatchObject({
				message: 'Row 1: Call ID is empty',
				description: 'Enter the Call ID, or drag the column that holds it into the field.',
			});
		},
	);

	it.each(['.', '..', ' .. '])('%j is none', async (given) => {
		await expect(urlFor(given)).rejects.toMatchObject({
			message: `Row 1: Call ID "${given.trim()}" is not an ID`,
			description: 'Enter the whole Call ID.',
		});
	});
});

describe('Once Per', () => {
	const request = { url: '/x' };
	/** @param written as it stands in the node; @param value what it gives for the row */
	async function check(written: unknown, value: unknown) {
		const row = rowOf({ contactRules: { oncePer: value } } as IDataObject);
		const node = row.getNode();
		const parameters = written === undefined ? {} : { contactRules: { oncePer: written } };
		row.getNode = () => ({ ...node, parameters: parameters as IDataObject as never });
		return await checkOncePer.call(row, request);
	}

	it.each<[unknown, unknown]>([
		['={{ $json.order }}', 'A-1'],
		['={{ $json.order }}', 0],
		['={{ $json.order }}', false],
		// No expression: one text for all rows is what the user wants, and none leaves it to the recipient.
		['', ''],
		['2026-Q1', '2026-Q1'],
		['Order {{ $json.order }}', ''],
		[undefined, ''],
		[null, ''],
		[5, ''],
	])('%j with %j is good', async (written, value) => {
		expect(await check(written, value)).toBe(request);
	});

	it('is good where there are no rules', async () => {
		expect(await checkOncePer.call(rowOf(), request)).toBe(request);
	});

	it.each([[''], [' \n'], [null], [undefined], [{}], [['A-1']], [{ order: 1 }]])(
		'an expression that gives %j is not',
		async (value) => {
			await expect(check('={{ $json.order }}', value)).rejects.toMatchObject({
				message: 'Row 1: Once Per is empty, so it cannot be told who was contacted before',
				description:
					'Choose a column that every row has, such as an order number, or leave Once Per empty to go by the recipient.',
			});
		},
	);
});
