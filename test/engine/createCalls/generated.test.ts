import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { runInEngine } from '../../support/engine';
import { anyRow, anySetUp } from '../../support/generated';
import { createsOf, useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';

const sandbox = useSandbox();
const RUNS = 40;
const ROWS = 25;

// Sampled, not `fc.assert`: shrinking would run the engine hundreds of times, and each row is judged by itself anyway.
const runs = fc.sample(fc.tuple(anySetUp, fc.array(anyRow, { minLength: ROWS, maxLength: ROWS })), {
	numRuns: RUNS,
	seed,
});

describe('generated inputs', () => {
	it(`${RUNS * ROWS} rows: the node refuses each, or sends what the specification accepts (seed ${seed})`, async () => {
		const wrong: unknown[] = [];
		let placed = 0;
		let refused = 0;
		for (const [parameters, rows] of runs) {
			sandbox.current.reset();
			const { items, errorItems, error } = await runInEngine({
				credential: sandbox.current,
				parameters,
				rows,
				settings: { onError: 'continueErrorOutput' },
			});
			expect(error).toBeUndefined();

			placed += items.length;
			for (const { json } of errorItems) {
				// Every other error comes from the API: the sandbox holds each request against the specification.
				if (/^Row \d+: .+\. It was not sent\.$/s.test(String(json.error))) refused++;
				else wrong.push({ error: json, parameters });
			}
			expect(sandbox.current.ledger.placed).toHaveLength(items.length);
			expect(createsOf(sandbox.current)).toHaveLength(items.length);
		}
		expect(wrong).toEqual([]);
		expect(placed + refused).toBe(RUNS * ROWS);
		// A generator that makes rows of only one kind would prove nothing.
		expect(placed).toBeGreaterThan(100);
		expect(refused).toBeGreaterThan(30);
	}, 90_000);
});
