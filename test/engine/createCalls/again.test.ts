import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { CUT_OFF, useRunsAgain } from '../../support/runAgain';
import { hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const again = useRunsAgain(sandbox);
const { run, refuse } = again;

describe('running the workflow again', () => {
	it('after an execution that ended well contacts everyone again', async () => {
		await run();
		const { items } = await run();

		expect(again.requests()).toBe(8);
		expect(items.map(({ json }) => json.earlierRun)).toStrictEqual(Array(4).fill(undefined));
		expect(again.remembered()).toEqual([]);
	});

	it.each(CUT_OFF)(
		'after a row has failed goes on where it stopped, %s',
		async (_where, process) => {
			const rows = ordinaryRows(4);
			refuse(rows[2].phone);
			const first = await run({ rows, parameters: { options: { maxConcurrentCalls: 1 } } });
			expect(first.error?.message).toContain('Row 3');
			const { items } = await run({ rows, process });

			expect(sandbox.current.ledger.placed.map(({ to }) => to).sort()).toEqual(
				rows.map(({ phone }) => phone),
			);
			expect(items.map(({ json }) => json.earlierRun)).toEqual([true, true, undefined, undefined]);
			expect(items.map(({ json }) => json.customerPhone)).toEqual(rows.map(({ phone }) => phone));
			expect(new Set(items.map(({ json }) => json.id)).size).toBe(4);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
			await run({ rows, process });
			expect(again.requests()).toBe(5 + 4);
		},
	);

	it.each(CUT_OFF)(
		'after a later node has failed contacts nobody again, %s',
		async (_, process) => {
			const first = await run({ execution: { laterNodeFails: true } });
			expect(first.run.data.resultData.error).toBeDefined();
			const { items } = await run({ process });

			expect(again.requests()).toBe(4);
			expect(items.map(({ json }) => json.earlierRun)).toEqual(Array(4).fill(true));
		},
	);

	it.each(CUT_OFF)(
		'after an outage goes on where it began, though the run ended without an error, %s',
		async (_, process) => {
			const rows = ordinaryRows(8);
			let isDown = true;
			sandbox.current.inject({
				...{ name: 'down', status: 429, headers: { 'retry-after': '0' }, times: Infinity },
				match: ({ body }) =>
					isDown && rows.slice(2).some(({ phone }) => phone === body?.customerPhone),
			});
			const settings = { onError: 'continueRegularOutput' } as const;
			const parameters = {
				options: { maxConcurrentCalls: 1 },
				contactRules: { stopAfterFailures: 3 },
			};
			const first = await run({ rows, settings, parameters });
			expect(first.items.map(({ json }) => json.skipped ?? json.outcome)).toEqual([
				...Array(2).fill('placed'),
				...Array(3).fill('notPlaced'),
				...Array(3).fill('outage'),
			]);
			isDown = false;
			const { items } = await run({ rows, settings, parameters, process });

			expect(items.map(({ json }) => json.earlierRun)).toEqual([
				...Array(2).fill(true),
				...Array(6).fill(undefined),
			]);
			expect(sandbox.current.ledger.placed).toHaveLength(8);
			expect(sandbox.current.ledger.duplicates()).toEqual([]);
			// All are placed, and the list is forgotten.
			await run({ rows, settings, parameters, process });
			expect(sandbox.current.ledger.placed).toHaveLength(16);
		},
		60_000,
	);

	it('after a rule held rows back contacts everyone else again', async () => {
		const [one, two] = ordinaryRows(2);
		const parameters = { contactRules: { sameCustomer: 'once' } };
		for (const time of [1, 2]) {
			const { items } = await run({ rows: [one, two, one], parameters });
			expect(items.map(({ json }) => json.skipped)).toEqual([null, null, 'sameCustomer']);
			expect(again.requests()).toBe(2 * time);
		}
		expect(again.remembered()).toEqual([]);
	});

	it('a call that is no longer in the list comes out as placed, with the reason why it has no id', async () => {
		await run({ execution: { laterNodeFails: true } });
		hideList(sandbox.current);
		const { items } = await run({ process: '2' });

		expect(again.requests()).toBe(4);
		expect(items).toHaveLength(4);
		for (const { json } of items) {
			expect(json).toMatchObject({ outcome: 'placed', id: null, earlierRun: true });
			expect(json.reason).toContain('It was placed by an earlier run.');
		}
	});

	it('Start Over contacts everyone again', async () => {
		await run({ execution: { laterNodeFails: true } });
		const parameters = { contactRules: { whenRunAgain: 'startOver' } };
		const { items } = await run({ parameters });

		expect(again.requests()).toBe(8);
		expect(items.map(({ json }) => json.earlierRun)).toStrictEqual(Array(4).fill(undefined));
	});

	it.each(CUT_OFF)(
		'after a batch of a loop has failed places no row of the batches before again, %s',
		async (_, process) => {
			const [one, two, three, four] = ordinaryRows(4);
			refuse(four.phone);
			// The second batch holds a row that is equal to one of the first.
			const batches = { rows: [one, two], nextBatch: [two, three, four] };
			const parameters = { options: { maxConcurrentCalls: 1 } };
			const first = await run({ ...batches, parameters });
			expect(first.error?.message).toContain('Row 3');
			expect(again.requests()).toBe(5);
			const { items } = await run({ ...batches, parameters, process });

			expect(items.map(({ json }) => json.earlierRun)).toEqual([true, true, undefined]);
			expect(again.requests()).toBe(6);
			const phones = [one, two, two, three, four].map(({ phone }) => phone);
			expect(sandbox.current.ledger.placed.map(({ to }) => to)).toEqual(phones);
		},
	);

	it('two at once place each call once', async () => {
		const rows = ordinaryRows(30);
		const [a, b] = await Promise.all([run({ rows }), run({ rows })]);

		expect(again.requests()).toBe(30);
		const ids = (result: typeof a) => result.items.map(({ json }) => json.id);
		expect(ids(a)).toEqual(ids(b));
		expect(again.remembered()).toEqual([]);
	});

	it('equal rows are told apart', async () => {
		const rows = [...ordinaryRows(2), ...ordinaryRows(2), ...ordinaryRows(2)];
		await run({ rows, execution: { laterNodeFails: true } });
		const { items } = await run({ rows, process: '2' });

		expect(again.requests()).toBe(6);
		expect(items.map(({ json }) => json.earlierRun)).toEqual(Array(6).fill(true));
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(6);
	});

	it('says what an earlier run has placed, and where nothing is remembered', async () => {
		await run({ execution: { laterNodeFails: true } });
		expect(hintsOf(await run())).toEqual([
			expect.stringContaining('4 rows had been placed by an earlier run'),
		]);
		const unsaved = await run({ execution: { workflowId: undefined as never } });
		expect(hintsOf(unsaved)).toEqual([expect.stringContaining('is not remembered')]);
	});

	it('a store that fails sends nothing', async () => {
		again.store.failure = new Error('SQLITE_FULL: database or disk is full');
		const { error } = await run();

		expect(again.requests()).toBe(0);
		expect(error?.message).toContain('n8n could not write down');
	});
});

function hintsOf({ run: { data } }: Awaited<ReturnType<typeof run>>): string[] {
	const [{ hints = [] }] = data.resultData.runData.Elemente;
	return hints.map(({ message }) => message);
}

describe('Check Only before running the workflow again', () => {
	const check = { options: { checkOnly: true } };
	const hints = async (parameters: IDataObject) => {
		const { run: record } = await run({ parameters });
		const [{ hints: shown = [] }] = record.data.resultData.runData.Elemente;
		return shown.filter(({ message }) => message.startsWith('Earlier runs')).length;
	};

	it('says that the rows of earlier runs are among those it counts, and changes nothing of what is known', async () => {
		expect(await hints(check)).toBe(0);
		refuse(ordinaryRows(4)[3].phone);
		await run();
		const known = again.remembered();

		expect(await hints(check)).toBe(1);
		expect(await hints({ ...check, contactRules: { whenRunAgain: 'startOver' } })).toBe(0);
		expect(again.remembered()).toEqual(known);

		const sent = again.requests();
		await run();
		expect(again.requests()).toBe(sent + 1);
		expect(await hints(check)).toBe(0);
	});
});
