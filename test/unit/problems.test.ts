import { describe, expect, it } from '@jest/globals';
import type {
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeProperties,
	PreSendAction,
} from 'n8n-workflow';

import {
	RowProblem,
	checkTogether,
	problemsIn,
	problemsOf,
} from '../../nodes/Elemente/rows/problems';
import { rowOf } from '../support/row';

const ROW = rowOf({}, 1) as unknown as IExecuteSingleFunctions;

const bad = (problem: string): PreSendAction =>
	async function () {
		throw new RowProblem(this, problem, `Mend ${problem}.`);
	};
/** As all hooks do: the request stays the same object. */
const sets: PreSendAction = async (request) => Object.assign(request, { body: 'set' });
const breaks: PreSendAction = async () => {
	throw new Error('No such column');
};

const text = (name: string, ...preSend: PreSendAction[]): INodeProperties => ({
	...{ displayName: name, name, type: 'string', default: '' },
	routing: { request: { url: name }, send: { property: name, type: 'body', preSend } },
});
const plain: INodeProperties = { displayName: 'p', name: 'p', type: 'string', default: '' };

/** Runs the hooks of a field and of all within it, as n8n does. */
async function check(field: INodeProperties, request: IHttpRequestOptions) {
	let changed = request;
	for (const hook of field.routing?.send?.preSend ?? []) changed = await hook.call(ROW, changed);
	for (const option of (field.options ?? []) as INodeProperties[]) {
		changed = await check(option, changed);
	}
	return changed;
}

it('a problem says what is wrong with which row, and what to do', () => {
	const problem = new RowProblem(ROW, 'EPERM is no name', 'Mend it.');
	expect(problem).toMatchObject({ message: 'Row 2: EPERM is no name', description: 'Mend it.' });
});

describe('fields that are checked together', () => {
	it('stay as they are but for their hooks', () => {
		const others: INodeProperties[] = [
			plain,
			{ ...plain, routing: { request: { url: '/x' } } },
			{ ...plain, routing: { send: { property: 'x' } } },
		];
		const fields = checkTogether([text('a', sets), ...others]);
		expect(fields.slice(1)).toStrictEqual(others);
		const expected = text('a', sets);
		const hooks = [expect.any(Function)];
		expect(fields[0]).toStrictEqual({
			...expected,
			routing: { ...expected.routing, send: { ...expected.routing?.send, preSend: hooks } },
		});
	});

	it('are all checked, also within a collection, and a row with bad ones says it all', async () => {
		const [field] = checkTogether([
			{ ...text('a', bad('one')), options: [plain, text('b', sets, bad('two'), breaks)] },
		]);
		const request: IHttpRequestOptions = { url: '/x' };

		expect(problemsIn(request)).toEqual([]);
		expect(problemsOf(ROW, request)).toBeUndefined();
		await check({ ...field, options: [] }, request);
		expect(problemsOf(ROW, request)).toMatchObject({
			message: 'Row 2: one',
			description: 'Mend one.',
		});

		const all: IHttpRequestOptions = { url: '/x' };
		expect(await check(field, all)).toBe(all);
		expect(all).toEqual({ url: '/x', body: 'set' });
		expect(problemsIn(all).map(({ message, remedy }) => [message, remedy])).toEqual([
			['Row 2: one', 'Mend one.'],
			['Row 2: two', 'Mend two.'],
			['Row 2: No such column', 'Correct the row, or leave it out.'],
		]);
		expect(problemsOf(ROW, all)).toMatchObject({
			message: 'Row 2: one',
			description: [
				'one. Mend one.',
				'two. Mend two.',
				'No such column. Correct the row, or leave it out.',
			].join('<br>\n'),
		});
	});
});
