import { describe, expect, it } from '@jest/globals';

import { leaks, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

const GET_MANY = { resource: 'call', operation: 'getAll' };
const PAGE = '<html><head><title>Sign in</title></head><body></body></html>';

describe('the password', () => {
	it('does not go where a redirect points, which is not followed', async () => {
		const location = `${sandbox.current.recordingsUrl}/redirected`;
		sandbox.current.inject({ method: 'GET', status: 302, headers: { location } });
		const { error } = await runOperation(sandbox.current, GET_MANY);
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
