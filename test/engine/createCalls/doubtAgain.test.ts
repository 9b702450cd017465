import { describe, expect, it } from '@jest/globals';

import { CUT_OFF, later, useRunsAgain } from '../../support/runAgain';
import { hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const again = useRunsAgain(sandbox);
const { run, refuse } = again;

describe('running the workflow again with a row in doubt', () => {
	it.each(CUT_OFF)('a row in doubt is looked up, %s', async (_where, process) => {
		const rows = ordinaryRows(4);
		refuse(rows[2].phone, { status: 500, place: true });
		const showList = hideList(sandbox.current);
		const first = await run({ rows, parameters: { options: { maxConcurrentCalls: 1 } } });
		expect(first.error?.message).toContain('Row 3: it is not known');
		showList();
		const { items } = await run({ rows, process });

		expect(again.requests()).toBe(4);
		expect(items.map(({ json }) => json.earlierRun)).toEqual([true, true, true, undefined]);
		expect(items.map(({ json }) => json.customerPhone)).toEqual(rows.map(({ phone }) => phone));
	});

	it('a row in doubt that was never placed stays in doubt for ten minutes', async () => {
		const rows = ordinaryRows(4);
		refuse(rows[2].phone, { status: 500 });
		const first = await run({ rows, parameters: { options: { maxConcurrentCalls: 1 } } });
		expect(first.error?.message).toContain('Row 3: it is not known');
		const second = await run({ rows });
		expect(second.error?.message).toContain('Row 3: it is not known');
		// The rest is placed meanwhile.
		expect(again.requests()).toBe(4);
		await later(11 * 60_000, async () => {
			const { items } = await run({ rows, process: '2' });
			expect(items.map(({ json }) => json.earlierRun)).toEqual([true, true, undefined, true]);
			expect(items[2].json.afterDoubt).toBe(true);
		});
		expect(again.requests()).toBe(5);
		expect(sandbox.current.ledger.placed).toHaveLength(4);
	}, 60_000);

	it('a row in doubt is settled in the end, however often somebody runs it meanwhile in a new n8n', async () => {
		const minutes = 60_000;
		refuse('+13035550001', { drop: true });
		await run({ rows: [{ phone: '+13035550001' }] });
		expect(again.requests()).toBe(1);
		for (const [at, process] of [
			[6, '2'],
			[9, '3'],
		] as const) {
			await later(at * minutes, async () => {
				const { error } = await run({ rows: [{ phone: '+13035550001' }], process });
				expect(error?.message).toContain('it is not known whether');
			});
		}
		expect(again.requests()).toBe(1);
		await later(13 * minutes, async () => {
			const { items } = await run({ rows: [{ phone: '+13035550001' }], process: '4' });
			expect(items[0].json).toMatchObject({ outcome: 'placed', afterDoubt: true });
		});
		expect(again.requests()).toBe(2);
	});
});
