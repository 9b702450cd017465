import { describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { runInEngine } from '../../support/engine';
import { reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ latencyMs: 5 });

const GET_MANY = { resource: 'call', operation: 'getAll' };

describe('a run over many rows', () => {
	const rows = Array.from({ length: 60 }, (_, row) => ({ row }));

	it('has at most ten requests under way', async () => {
		let underWay = 0;
		let most = 0;
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			delayMs: 400,
			match: () => {
				most = Math.max(most, ++underWay);
				// Over before the answer is: a late timer delays both.
				void sleep(350).then(() => underWay--);
				return true;
			},
		});
		const { items } = await runOperation(sandbox.current, GET_MANY, rows);
		expect(items).toHaveLength(0);
		expect(reads(sandbox.current)).toHaveLength(60);
		expect(most).toBeLessThanOrEqual(10);
		expect(most).toBeGreaterThan(5);
	});

	it('slows down as a whole when one request is asked to', async () => {
		sandbox.current.inject({ method: 'GET', status: 429, headers: { 'retry-after': '2' } });
		await runOperation(sandbox.current, GET_MANY, rows);
		const times = reads(sandbox.current).map(({ at }) => at - reads(sandbox.current)[0].at);
		expect(times.filter((at) => at > 500 && at < 1_900)).toEqual([]);
		expect(times.filter((at) => at <= 500).length).toBeLessThanOrEqual(20);
		expect(times).toHaveLength(61);
	});

	it('does not try each row with a wrong password, but does so anew under Retry On Fail', async () => {
		const wrong = { ...sandbox.current, password: 'wrong' };
		const { error } = await runOperation(wrong, GET_MANY, rows);
		expect(error?.httpCode).toBe('401');
		expect(reads(sandbox.current).length).toBeLessThanOrEqual(10);

		sandbox.current.reset();
		sandbox.current.inject({ method: 'GET', status: 401 });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
		const again = await runOperation(sandbox.current, GET_MANY, [{}], settings);
		expect(again.error).toBeUndefined();
		expect(reads(sandbox.current)).toHaveLength(2);
	});

	it('spares the rows that begin later what one of them has met, while another is on its way', async () => {
		sandbox.current.inject({ method: 'GET', delayMs: 2_000 });
		sandbox.current.inject({ method: 'GET', status: 401, times: Infinity });
		const batching = { batch: { batchSize: 1, batchInterval: 100 } };
		const { items } = await runOperation(
			sandbox.current,
			{ ...GET_MANY, requestOptions: { batching } },
			rows.slice(0, 12),
			{ onError: 'continueRegularOutput' },
		);
		expect(items.filter(({ json }) => json.error)).toHaveLength(11);
		expect(reads(sandbox.current).length).toBeLessThan(12);
	});

	it('stops at once when it is cancelled', async () => {
		sandbox.current.inject({ method: 'GET', times: Infinity, hang: true });
		const start = Date.now();
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: GET_MANY,
			rows,
			onStart: ({ cancel }) => void sleep(500).then(cancel),
		});
		expect(Date.now() - start).toBeLessThan(2_500);
		expect(error?.message).toBe('The run was cancelled');
		expect(reads(sandbox.current).length).toBeLessThanOrEqual(10);
	});
});
