import { expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { FAULT_RATES, describe as describeResult, reconcile } from '../../../sandbox/reconcile';
import { ordinaryRows, useSandbox } from '../../support/sandbox';

const ROWS = 1_000;
const SEED = 1 + Math.floor(Math.random() * 1_000_000);
const sandbox = useSandbox({ seed: SEED, faultRates: FAULT_RATES });

it(`fault soak of ${ROWS} rows, seed ${SEED}: nobody called twice, no call lost`, async () => {
	const { items, error } = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, {
			customFields: {
				assignments: [{ id: '1', name: 'Row', type: 'number', value: '={{ $json.row }}' }],
			},
			options: { maxConcurrentCalls: 40 },
			// Long enough for a machine that is busy with something else: twenty that time out in a row are an outage.
			requestOptions: { timeout: 2_500 },
		}),
		rows: ordinaryRows(ROWS),
		settings: {
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1,
		},
	});

	const result = reconcile(ROWS, items, sandbox.current.ledger);
	expect(error).toBeUndefined();
	expect(describeResult(result)).toBe(
		describeResult({ ...result, rows: ROWS, duplicates: 0, lost: 0, orphans: 0 }),
	);
	// The faults really happened: some 8 % of the calls were placed without an answer. Most are found in the list.
	const found = items.filter(({ json }) => json.foundByLookUp).length;
	expect(result.unknown + found).toBeGreaterThan(ROWS * 0.03);
	expect(result.placed).toBeGreaterThan(ROWS * 0.9);
}, 300_000);
