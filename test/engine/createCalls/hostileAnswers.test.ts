import { beforeEach, describe, expect, it } from '@jest/globals';
import { type IDataObject, type IRunExecutionData, deepCopy } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { useProcessedValues } from '../../support/processedStore';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
let next = 1;

beforeEach(async () => void (await useProcessedValues()));

async function place(rows: IDataObject[]) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current),
		rows,
		settings: { onError: 'continueRegularOutput' },
		execution: {
			id: String(next++),
			workflowId: `hostile${next}`,
			saved: new Map<string, IRunExecutionData>(),
		},
	});
}

/** Nested so deep that n8n itself cannot hand it on. */
const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

/** Of which JavaScript makes no text. */
const NO_TEXT = { toString: 1, valueOf: null };

describe('an answer that would break what reads it', () => {
	it('nested without end, behind the id: the call is placed, and no other row is lost', async () => {
		sandbox.current.inject({
			...{ method: 'POST', status: 200, place: true },
			body: `{"id":"call-7","status":"queued","transcription":${DEEP}}`,
		} as never);
		const { items, error } = await place(ordinaryRows(4));

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.outcome)).toEqual(Array(4).fill('placed'));
		expect(items.map(({ json }) => json.id)).toContain('call-7');
		// As n8n does, to store them and to show them.
		expect(deepCopy(JSON.parse(JSON.stringify(items)))).toHaveLength(4);
		expect(createsOf(sandbox.current)).toHaveLength(4);
	});

	it('of the list, with what is no text where texts belong: the row in doubt is found all the same', async () => {
		const [row, ...others] = ordinaryRows(3);
		sandbox.current.inject({ match: ({ body }) => body?.customerPhone === row.phone, status: 500 });
		const call = { id: 'call-9', customerPhone: row.phone, agentId: NO_TEXT, skillId: NO_TEXT };
		const strangers = ['customerPhone', 'customerEmail', 'customerName', 'channel'].map(
			(name, at) => ({ id: `odd-${at}`, [name]: NO_TEXT }),
		);
		sandbox.current.inject({
			method: 'GET',
			match: ({ path }) => path === '/api/v1/calls',
			times: Infinity,
			status: 200,
			body: [...strangers, call],
		});
		const { items, error } = await place([row, ...others]);

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.outcome)).toEqual(Array(3).fill('placed'));
		expect(items[0].json).toMatchObject({ id: 'call-9', foundByLookUp: true });
	});

	it.each<[string, unknown]>([
		['the same for another row', { ...NO_TEXT }],
		['a list', [NO_TEXT]],
		['its own prototype', JSON.parse('{ "__proto__": { "id": "x" } }')],
	])('with a recipient that is %s', async (_, customerPhone) => {
		const body = { id: 'call-5', status: 'queued', customerPhone, customerEmail: customerPhone };
		sandbox.current.inject({ method: 'POST', status: 200, place: true, body } as never);
		const { items } = await place(ordinaryRows(2));
		expect(items.map(({ json }) => json.outcome)).toEqual(['placed', 'placed']);
		expect(({} as IDataObject).id).toBeUndefined();
	});
});
