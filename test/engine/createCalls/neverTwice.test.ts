import { describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Four rows; the requests for the third meet the fault once. */
async function fourRows(fault: object, settings: object = RETRY_ON_FAIL) {
	const rows = ordinaryRows(4);
	sandbox.current.inject({
		match: ({ body }) => body?.customerPhone === rows[2].phone,
		name: 'the fault under test',
		...fault,
	});
	const result = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current),
		rows,
		settings,
	});
	return { ...result, requests: createsOf(sandbox.current).length };
}

function placedPhones() {
	return sandbox.current.ledger.placed.map(({ to }) => to).sort();
}

describe('never twice, with Retry On Fail on and row 3 of 4 failing once', () => {
	it('429: five requests, four calls', async () => {
		const { requests, items } = await fourRows({ status: 429, headers: { 'retry-after': '0' } });

		expect(requests).toBe(5);
		expect(placedPhones()).toEqual(ordinaryRows(4).map(({ phone }) => phone));
		expect(items).toHaveLength(4);
	});

	it('500 after placing: four requests, four calls, and an error that names row 3 as unknown where no list can be read', async () => {
		hideList(sandbox.current);
		const { requests, error } = await fourRows({ status: 500, place: true });

		expect(requests).toBe(4);
		expect(sandbox.current.ledger.duplicates()).toEqual([]);
		expect(error?.message).toContain('Row 3: it is not known whether this call was placed');
		expect(error?.description).toContain('+13035550002');
		expect(error?.description).toMatch(/sent at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\./);
		expect(error?.description).toContain('Get Many');
	});

	it.each([
		['500 after placing', { status: 500, place: true }],
		['connection dropped after placing', { drop: true, place: true }],
	])('%s: four requests, four calls, and row 3 is found in the list', async (_what, fault) => {
		const { requests, items } = await fourRows(fault);

		expect(requests).toBe(4);
		expect(sandbox.current.ledger.duplicates()).toEqual([]);
		expect(items.map(({ json }) => json.foundByLookUp)).toEqual([
			undefined,
			undefined,
			true,
			undefined,
		]);
		const [placed] = sandbox.current.ledger.placed.filter(({ to }) => to === '+13035550002');
		expect(items[2].json.id).toBe(placed.id);
	});

	it('400: what was placed in the first try is not sent again in the second', async () => {
		const { items, requests } = await fourRows({
			status: 400,
			body: { message: ['skillId is not active'] },
		});

		expect(requests).toBe(5);
		expect(placedPhones()).toEqual(ordinaryRows(4).map(({ phone }) => phone));
		expect(items.map(({ json }) => json.customerPhone)).toEqual(
			ordinaryRows(4).map(({ phone }) => phone),
		);
	});

	it('and a row that is bad in the second try only does not make it say that no call was placed', async () => {
		hideList(sandbox.current);
		sandbox.current.inject({ name: 'dropped after placing', drop: true, place: true });
		// The node itself writes on the execution that a row is in doubt.
		const isSecondTry = "$execution.customData.get('elementeUnknown')";

		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				customerPhone: `={{ ${isSecondTry} ? 'none' : $json.phone }}`,
				options: { maxConcurrentCalls: 1 },
			}),
			rows: ordinaryRows(2),
			settings: { ...RETRY_ON_FAIL, maxTries: 2 },
		});

		expect(sandbox.current.ledger.placed).toHaveLength(1);
		expect(error?.message).toBe('None of the 2 rows can be sent. No further call was placed.');
	});

	it('remembers for one run only: the same rows in a new run are new calls', async () => {
		const run = {
			credential: sandbox.current,
			parameters: createParameters(sandbox.current),
			rows: ordinaryRows(2),
		};
		await runInEngine(run);
		await runInEngine(run);

		expect(sandbox.current.ledger.placed).toHaveLength(4);
	});
});

describe('nothing placed is forgotten', () => {
	it('lists the ids of the placed calls and the rows that were not placed, when a run stops part-way', async () => {
		const rows = ordinaryRows(30);
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === rows[9].phone,
			times: Infinity,
			status: 403,
			name: 'no permission',
		});

		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, { options: { maxConcurrentCalls: 2 } }),
			rows,
		});

		const { placed } = sandbox.current.ledger;
		expect(placed.length).toBeGreaterThanOrEqual(9);
		expect(placed.length).toBeLessThan(12);
		expect(error?.message).toContain('Row 10 was not placed');
		for (const { id } of placed) expect(error?.description).toContain(id);
		expect(error?.description).toContain(`Placed (${placed.length})`);
		expect(error?.description).toContain(`Not placed (${30 - placed.length})`);
		expect(error?.description).toMatch(/–30\./);
	});

	it('gives exactly one item a row, in the order of the rows, under Continue', async () => {
		const rows = ordinaryRows(40);
		const failing = new Set([3, 4, 17, 39].map((index) => rows[index].phone));
		sandbox.current.inject({
			match: ({ body }) => failing.has(body?.customerPhone),
			times: Infinity,
			status: 422,
			name: 'refused',
		});

		const { items } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current),
			rows,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
		expect(items.flatMap(({ json }, index) => (json.error ? [index] : []))).toEqual([3, 4, 17, 39]);
	});
});
