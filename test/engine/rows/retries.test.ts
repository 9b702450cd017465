import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { place, reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ latencyMs: 5 });

const GET_MANY = { resource: 'call', operation: 'getAll' };

async function read(more: IDataObject = {}) {
	return await runOperation(sandbox.current, { ...GET_MANY, ...more });
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
