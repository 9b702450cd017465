import { describe, expect, it } from '@jest/globals';
import { type IDataObject, type INode, sleep } from 'n8n-workflow';

import { runInEngine } from '../../support/engine';
import { leaks, place, reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery', latencyMs: 5 });

const GET_MANY = { resource: 'call', operation: 'getAll' };

async function read(
	more: IDataObject = {},
	rows: IDataObject[] = [{}],
	settings: Partial<INode> = {},
) {
	return await runOperation(sandbox.current, { ...GET_MANY, ...more }, rows, settings);
}

const PAGE = '<html><head><title>502 Bad Gateway</title></head><body></body></html>';

describe('reading retries what may pass', () => {
	it.each([
		['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }, 990],
		['429 without', { status: 429 }, 450],
		['503 with Retry-After', { status: 503, headers: { 'retry-after': '2' } }, 1_990],
		['503 without', { status: 503 }, 450],
		['500', { status: 500 }, 450],
		['a gateway’s page', { status: 502, body: PAGE }, 450],
		['a dropped connection', { drop: true }, 450],
	])('%s, after a pause', async (_what, fault, pauseMs) => {
		await place(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'GET', ...fault });

		const { items, error } = await read();

		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [first, second, ...more] = reads(sandbox.current);
		expect(more).toEqual([]);
		expect(second.at - first.at).toBeGreaterThanOrEqual(pauseMs);
	});

	it('a time-out', async () => {
		sandbox.current.inject({ method: 'GET', hang: true });
		const { error } = await read({ requestOptions: { timeout: 500 } });
		expect(error).toBeUndefined();
		expect(reads(sandbox.current)).toHaveLength(2);
	});

	it('an update too: it sets the same again', async () => {
		const [call] = await place(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'PUT', drop: true });
		const { error } = await read({
			operation: 'update',
			callId: call.id,
			updateFields: { note: 'Call back' },
		});
		expect(error).toBeUndefined();
		expect(sandbox.current.ledger.notes.map(({ note }) => note)).toEqual(['Call back']);
	});

	it('not the creation of an agent, which may have happened', async () => {
		sandbox.current.inject({ method: 'POST', status: 500 });
		const { error } = await read({ resource: 'agent', operation: 'create', name: 'Ada' });
		expect(error?.message).toBe('The Elemente API had an error of its own (HTTP 500)');
		expect(error?.description).toContain('It may have been created all the same');
		expect(sandbox.current.requests).toHaveLength(1);
	});

	it('gives up in the end, and says so', async () => {
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			status: 503,
			headers: { 'retry-after': '0' },
		});
		const { error } = await read();
		expect(error?.message).toBe('The Elemente API is out of service for the moment (HTTP 503)');
		expect(reads(sandbox.current)).toHaveLength(5);
	});

	it('does not wait for longer than it tries: it says so at once', async () => {
		sandbox.current.inject({ method: 'GET', status: 429, headers: { 'retry-after': '3600' } });
		const start = Date.now();
		const { error } = await read();
		expect(error?.httpCode).toBe('429');
		expect(Date.now() - start).toBeLessThan(5_000);
	});

	it.each([
		[400, { message: ['status must be one of the following'] }, 'refused the values'],
		[401, { message: 'Unauthorized' }, 'did not accept the user name and password'],
		[403, { message: 'Forbidden resource' }, 'may not do that'],
		[404, { error: { message: 'No such thing' } }, 'does not find'],
		[409, 'conflict', 'refused the request'],
	])('but not HTTP %i', async (status, body, words) => {
		sandbox.current.inject({ method: 'GET', status, body });
		const { error } = await read();
		expect(error?.message).toContain(words);
		expect(error?.description).toMatch(
			/status must be|Unauthorized|Forbidden|No such thing|conflict/,
		);
		expect(reads(sandbox.current)).toHaveLength(1);
	});
});

describe('a run over many rows', () => {
	const rows = Array.from({ length: 60 }, (_, row) => ({ row }));

	it('has at most ten requests under way', async () => {
		let underWay = 0;
		let most = 0;
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			delayMs: 60,
			match: () => {
				most = Math.max(most, ++underWay);
				void sleep(50).then(() => underWay--);
				return true;
			},
		});
		const { items } = await read({}, rows);
		expect(items).toHaveLength(0);
		expect(reads(sandbox.current)).toHaveLength(60);
		expect(most).toBeLessThanOrEqual(10);
		expect(most).toBeGreaterThan(5);
	});

	it('slows down as a whole when one request is asked to', async () => {
		sandbox.current.inject({ method: 'GET', status: 429, headers: { 'retry-after': '2' } });
		await read({}, rows);
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
		const again = await read({}, [{}], { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 });
		expect(again.error).toBeUndefined();
		expect(reads(sandbox.current)).toHaveLength(2);
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

describe('the password', () => {
	it('does not go where a redirect points, which is not followed', async () => {
		const location = `${sandbox.current.recordingsUrl}/redirected`;
		sandbox.current.inject({ method: 'GET', status: 302, headers: { location } });
		const { error } = await read();
		expect(error?.message).toContain('redirect');
		expect(sandbox.current.redirectRequests).toEqual([]);
	});

	it.each([
		['an answer', {}, undefined],
		['a refused request', { status: 400, body: { message: 'no' } }, undefined],
		['a dropped connection', { drop: true, times: Infinity }, undefined],
		['a time-out', { hang: true, times: Infinity }, undefined],
		['a web page', { status: 200, body: PAGE }, undefined],
		['a refused connection', {}, 'http://127.0.0.1:9'],
		['an address without TLS', {}, 'tls'],
	])(
		'is nowhere in the stored run of %s',
		async (_what, fault, url) => {
			sandbox.current.inject({ method: 'GET', ...fault } as never);
			const address = url === 'tls' ? sandbox.current.url.replace('http:', 'https:') : url;
			const credential = { ...sandbox.current, url: address ?? sandbox.current.url };
			const modes = ['stopWorkflow', 'continueErrorOutput'] as const;
			const parameters = { ...GET_MANY, requestOptions: { timeout: 300 } };
			const results = await Promise.all(
				modes.map(async (onError) => await runOperation(credential, parameters, [{}], { onError })),
			);
			for (const result of results) expect(leaks(result, credential)).toEqual([]);
		},
		60_000,
	);
});
