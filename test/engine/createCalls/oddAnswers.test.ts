import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function place(rows: IDataObject[], options: IDataObject = {}) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { options } as never),
		rows,
		settings: { onError: 'continueRegularOutput' },
	});
}

/** The call is placed, and the answer to it is this. */
function answerWith(body: unknown, to?: string) {
	sandbox.current.inject({
		method: 'POST',
		status: 200,
		place: true,
		body,
		...(to
			? {
					match: ({ body: sent }: { body: { customerPhone?: string } }) =>
						sent.customerPhone === to,
				}
			: {}),
	} as never);
}

describe('an answer that was cut off behind the id', () => {
	it.each([
		'{"id":"call-7","status":"queued","custo',
		'{"id":"call-7"',
		'{"status":"queued","id":"call-7","messages":[{"sid":"1","content":"Hi',
		'[{"id":"call-7","status":"que',
		'{"data":{"id":"call-7","duration":12',
	])('gives the id: %s', async (body) => {
		answerWith(body);
		const { items } = await place(ordinaryRows(1));
		expect(items[0].json).toMatchObject({ outcome: 'placed', id: 'call-7' });
		expect(createsOf(sandbox.current)).toHaveLength(1);
	});

	it.each(['{"id":12', '{"id":"call', '{"status":"queued","i', '{"agent":{"id":"a"},"stat'])(
		'does not make one up: %s',
		async (body) => {
			hideList(sandbox.current);
			answerWith(body);
			const { items } = await place(ordinaryRows(1));
			expect(items[0].json.details).toMatchObject({ outcome: 'unknown', reason: 'noCall' });
			expect(items[0].json.details).toHaveProperty(
				'whatToDo',
				expect.stringContaining(`The API said: ${body}`),
			);
		},
	);
});

describe("an answer that is another row's", () => {
	const rows = ordinaryRows(4);
	const [first, second] = rows;

	it('by its id is in doubt for both rows, which are named', async () => {
		hideList(sandbox.current);
		answerWith({ id: 'call-7', status: 'queued' }, first.phone);
		answerWith({ id: 'call-7', status: 'queued' }, second.phone);
		const { items } = await place(rows, { maxConcurrentCalls: 1 });

		expect(items.map(({ json }) => (json.details as IDataObject)?.outcome ?? json.outcome)).toEqual(
			['unknown', 'unknown', 'placed', 'placed'],
		);
		for (const { json } of items.slice(0, 2)) {
			expect(json.error).toContain('it is not known whether this call was placed');
			expect(json.details).toMatchObject({ reason: 'otherCall' });
			expect(json.details).toHaveProperty(
				'whatToDo',
				expect.stringContaining('Row 1 and Row 2 were given the same call "call-7"'),
			);
		}
	});

	it('by its customer is in doubt for both rows, and the calls are found in the list', async () => {
		answerWith({ id: 'call-8', customerPhone: first.phone }, second.phone);
		const { items } = await place(rows, { maxConcurrentCalls: 1 });

		expect(createsOf(sandbox.current)).toHaveLength(4);
		const placed = sandbox.current.ledger.placed;
		items.forEach(({ json }, at) => {
			const call = placed.find(({ to }) => to === rows[at].phone);
			expect(json).toMatchObject({ outcome: 'placed', id: call?.id });
		});
		expect(items[1].json).toMatchObject({ foundByLookUp: true });
	});

	it('is believed where it names somebody who is nowhere in the list', async () => {
		answerWith({ id: 'call-9', customerPhone: '+1234567891' });
		const { items } = await place(ordinaryRows(1));
		expect(items[0].json).toMatchObject({ outcome: 'placed', id: 'call-9' });
	});
});

describe('an API that asks for more time than a run has', () => {
	const slow = { method: 'POST', status: 429, headers: { 'retry-after': '400' } };

	it.each(['continueRegularOutput', 'stopWorkflow'] as const)(
		'of one row keeps no other row from being placed (%s)',
		async (onError) => {
			sandbox.current.inject(slow);
			const { items, error } = await runInEngine({
				credential: sandbox.current,
				parameters: createParameters(sandbox.current),
				rows: ordinaryRows(30),
				settings: { onError },
			});
			expect(sandbox.current.ledger.placed).toHaveLength(29);
			if (onError === 'stopWorkflow') {
				expect(error?.message).toContain('was not placed: The Elemente API keeps answering');
				expect(error?.description).toContain('The API asks to wait for 7 minutes.');
			} else {
				const failed = items.filter(({ json }) => json.error);
				expect(failed.map(({ json }) => json.details)).toEqual([
					expect.objectContaining({ outcome: 'notPlaced', reason: 'tooManyRequests' }),
				]);
			}
		},
	);

	it('of every row is not asked for every row', async () => {
		sandbox.current.inject({ ...slow, times: Infinity });
		const { items } = await place(ordinaryRows(100));
		expect(items).toHaveLength(100);
		expect(createsOf(sandbox.current).length).toBeLessThan(40);
		expect(sandbox.current.ledger.placed).toHaveLength(0);
	});

	it('at a look does not keep a call from coming out at its own limit', async () => {
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			status: 429,
			headers: { 'retry-after': '86400' },
		});
		const { items } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				waitForCompletion: true,
				waitLimit: 0.1,
				options: { maxConcurrentCalls: 2 },
			}),
			rows: ordinaryRows(4),
		});
		expect(items.map(({ json }) => [json.outcome, json.ended])).toEqual(
			Array(4).fill(['placed', false]),
		);
	});
});
