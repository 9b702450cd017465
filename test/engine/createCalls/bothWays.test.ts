import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { type EngineResult, runInEngine } from '../../support/engine';
import { anyRow, anySetUp } from '../../support/generated';
import { createsOf, useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';

const sandbox = useSandbox();
const RUNS = 25;
const ROWS = 20;

const runs = fc.sample(fc.tuple(anySetUp, fc.array(anyRow, { minLength: ROWS, maxLength: ROWS })), {
	numRuns: RUNS,
	seed,
});

/** What became of each row: the request that left, or the words with which the row was refused. */
type Outcomes = Map<string, unknown>;

async function outcomesOf(
	parameters: IDataObject,
	rows: IDataObject[],
	viaRoutingEngine: boolean,
): Promise<Outcomes> {
	sandbox.current.reset();
	const result = await runInEngine({
		credential: sandbox.current,
		// The name tells which row a request belongs to: they arrive in any order.
		parameters: { ...parameters, customerName: '=Row {{ $json.row }}' },
		rows: rows.map((row, index) => ({ ...row, row: index + 1 })),
		settings: { onError: 'continueErrorOutput' },
		viaRoutingEngine,
	});
	const outcomes: Outcomes = new Map();
	for (const { method, path, query, body, headers } of createsOf(sandbox.current)) {
		outcomes.set(body.customerName, { method, path, query, body, headers });
	}
	for (const words of refusals(result)) {
		const name = /^Row \d+(?=: )/.exec(words)?.[0] ?? words;
		expect(outcomes.has(name)).toBe(false);
		outcomes.set(name, words.replace(/\. It was not sent\.$/, ''));
	}
	return outcomes;
}

function refusals({ errorItems, items }: EngineResult): string[] {
	return [...errorItems, ...items].flatMap(({ json, error }) => {
		const words = error?.message ?? json.error;
		return typeof words === 'string' ? [words] : [];
	});
}

describe("the bulk runner and n8n's routing engine", () => {
	it(`send the same request for ${RUNS * ROWS} generated rows, or refuse with the same words (seed ${seed})`, async () => {
		let sent = 0;
		for (const [parameters, rows] of runs) {
			const byRunner = await outcomesOf(parameters, rows, false);
			const byEngine = await outcomesOf(parameters, rows, true);
			for (const name of rows.map((_, index) => `Row ${index + 1}`)) {
				const [runner, engine] = [byRunner.get(name), byEngine.get(name)];
				expect(runner).toBeDefined();
				expect({ row: name, parameters, outcome: runner }).toEqual({
					row: name,
					parameters,
					outcome: engine,
				});
				if (typeof runner === 'object') sent++;
			}
		}
		// Refusals alone would say little about the requests.
		expect(sent).toBeGreaterThan(100);
	}, 90_000);
});
