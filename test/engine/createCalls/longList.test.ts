import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { useProcessedValues } from '../../support/processedStore';
import { createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

beforeAll(async () => {
	await useProcessedValues();
});

function runOf(rows: IDataObject[]) {
	const parameters = createParameters(sandbox.current, { customerEmail: '={{ $json.email }}' });
	return { credential: sandbox.current, parameters, rows };
}

describe('what is said of a long list', () => {
	it('reads well for 20,000 rows with 10,000 bad ones of many kinds', async () => {
		const kinds = ['abc', '4.47911E+11', '+1 202 555 0111 x123', '+49 30/1234567', '+12'];
		const rows = ordinaryRows(10_000).flatMap((row, index) => [
			row,
			{ ...row, phone: `${kinds[index % kinds.length]}` },
		]);

		const { error } = await runInEngine(runOf(rows));

		expect(createsOf(sandbox.current)).toHaveLength(0);
		expect(error?.message).toBe('10000 of 20000 rows cannot be sent. No call was placed.');
		expect(error?.description?.length).toBeLessThanOrEqual(4_000);
		for (const kind of kinds) expect(error?.description).toContain(`"${kind}"`);
		expect(error?.description).toMatch(/^To call the good rows anyway/);
	});

	it('is never longer than 4,000 characters, whatever is wrong', async () => {
		const rows = ordinaryRows(300).map((row, index) => ({
			...row,
			phone: `${'x'.repeat(index)}`,
			email: `${'y'.repeat(index)} @`,
		}));
		const { error } = await runInEngine(runOf(rows));
		expect(error?.description?.length).toBeLessThanOrEqual(4_000);
	});

	it('says how to go on first, and in 4,000 characters, when a long list stops near its end', async () => {
		const rows = ordinaryRows(1_200);
		hideList(sandbox.current);
		for (const [row, fault] of [
			[rows[1_000], { status: 500 }],
			[rows[1_190], { status: 403 }],
		] as const) {
			const match = ({ body }: { body?: { customerPhone?: string } }) =>
				body?.customerPhone === row.phone;
			sandbox.current.inject({ match, name: row.phone, ...fault } as never);
		}
		const { error } = await runInEngine({
			...runOf(rows),
			execution: { id: '1', workflowId: 'long@1', saved: new Map() },
		});

		expect(error?.message).toContain('Row 1001: it is not known whether this call was placed');
		expect(error?.description).toMatch(/^Run the workflow again to go on: /);
		expect(error?.description?.length).toBeLessThanOrEqual(4_000);
		const placed = sandbox.current.ledger.placed.length;
		expect(error?.description).toMatch(new RegExp(`Placed \\(${placed}\\).* and \\d+ more\\.`));
	});

	it('holds the id of each of fifty calls, as many as a batch has', async () => {
		const rows = ordinaryRows(50);
		const match = ({ body }: { body?: { customerPhone?: string } }) =>
			body?.customerPhone === rows[49].phone;
		sandbox.current.inject({ match, name: 'the last', status: 403 } as never);
		const { error } = await runInEngine(runOf(rows));

		const { placed } = sandbox.current.ledger;
		expect(placed).toHaveLength(49);
		for (const { id } of placed) expect(error?.description).toContain(id);
	});
});
