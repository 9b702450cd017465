import { beforeAll, describe, expect, it } from '@jest/globals';

import { createParameters } from '../../scripts/n8n/rowWorkflow';
import { ordinaryRows, useSandbox } from '../support/sandbox';
import { connect, workflowOf } from './support/harness';

/** The sandbox places the call of this number and then answers 500, as a server does that fails at the last moment. */
const PLACED_THEN_500 = '+12025550126';

describe('the calling guarantees in a real n8n', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credentialId: string;
	beforeAll(async () => {
		n8n = await connect();
		credentialId = await n8n.createCredential(sandbox.current);
	});

	async function call(rows: Array<{ row: number; phone: string }>, settings: object = {}) {
		const parameters = createParameters(sandbox.current);
		return await n8n.run(workflowOf({ rows, parameters, credentialId, settings }));
	}

	it('calls nobody twice under Retry On Fail, whatever the server answered', async () => {
		const rows = ordinaryRows(4);
		rows[2].phone = PLACED_THEN_500;
		const run = await call(rows, { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 });
		// Its answer was lost; the call is found in the API's list.
		expect(run.status).toBe('success');
		expect(sandbox.current.ledger.placed).toHaveLength(4);
		expect(sandbox.current.ledger.duplicates()).toEqual([]);
		const items = run.itemsOf('Elemente');
		expect(items.map(({ json }) => json.id).sort()).toEqual(
			sandbox.current.ledger.placed.map(({ id }) => id).sort(),
		);
		expect(items.map(({ json }) => json.foundByLookUp)).toEqual([
			undefined,
			undefined,
			true,
			undefined,
		]);
	});

	it('calls nobody at all while a row is bad, and names that row', async () => {
		const rows = ordinaryRows(4);
		rows[1].phone = 'ask Anna';
		const run = await call(rows);
		expect(run.status).toBe('error');
		expect(`${run.error?.message} ${run.error?.description}`).toContain('ask Anna');
		expect(sandbox.current.ledger.placed).toEqual([]);
	});

	it('sends the bad row, with its own data, to the error output and calls the others', async () => {
		const rows = ordinaryRows(4);
		rows[1].phone = 'ask Anna';
		const run = await call(rows, { onError: 'continueErrorOutput' });
		expect(run.status).toBe('success');
		expect(run.itemsOf('Elemente')).toHaveLength(3);
		const [bad, ...others] = run.itemsOf('Elemente', 1);
		expect(others).toEqual([]);
		expect(bad.json).toMatchObject({ row: 2, phone: 'ask Anna' });
		expect(sandbox.current.ledger.placed).toHaveLength(3);
	});
});
