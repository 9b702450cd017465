import { describe, expect, it } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { ElementeApi } from '../../credentials/ElementeApi.credentials';
import { createParameters, runInEngine } from '../support/engine';
import { sendAsPrepared } from '../support/authenticated';
import { ordinaryRows, useSandbox } from '../support/sandbox';

// With everything that Basic auth could stumble over.
const account = { username: 'ada@example.com', password: 'p:ä ß"€%=&?#' };
const sandbox = useSandbox(account);
const type = new ElementeApi();

const basic = Buffer.from(`${account.username}:${account.password}`).toString('base64');

async function authenticate(request: object, baseUrl: string | undefined = sandbox.current.url) {
	return await type.authenticate({ ...account, baseUrl }, { url: '', ...request });
}

async function callOnce(url: string, credential = account) {
	return await runInEngine({
		credential: { ...credential, url },
		parameters: createParameters(sandbox.current),
		rows: ordinaryRows(1),
	});
}

describe('the credential', () => {
	it.each(['', '/', '//', '/api/v1', '/api/v1/', '/api', '  '])(
		'works with the Base URL ending in %j',
		async (ending) => {
			const { items, error } = await callOnce(sandbox.current.url + ending);

			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(sandbox.current.requests.map(({ path }) => path)).toEqual(['/api/v1/calls']);
		},
	);

	it('sends the user name and password as Basic auth, special characters and all', async () => {
		await callOnce(sandbox.current.url);

		expect(sandbox.current.requests[0].headers.authorization).toBe(`Basic ${basic}`);
		expect(sandbox.current.ledger.placed).toHaveLength(1);
	});

	it('evaluates nothing: an expression in the password is part of the password', async () => {
		const request = await type.authenticate(
			{ username: '={{ 1 }}', password: '={{ $json.x }}', baseUrl: sandbox.current.url },
			{ url: '/api/v1/agents' },
		);

		expect(request.auth).toEqual({ username: '={{ 1 }}', password: '={{ $json.x }}' });
		expect(typeof type.authenticate).toBe('function');
	});

	it.each([
		'api.elemente.ai',
		'http://api.elemente.ai',
		'https://user:secret-in-url@api.elemente.ai',
		'https://api.elemente.ai?key=secret-in-url',
		'ftp://127.0.0.1',
	])('refuses the Base URL %s before anything is sent, and says what to write', async (url) => {
		const { error, run } = await callOnce(url);

		expect(error?.message).toContain('could not be sent');
		expect(error?.description).toContain('The Base URL in the Elemente API credential');
		expect(JSON.stringify([run, error?.message, error?.description])).not.toContain(
			'secret-in-url',
		);
		expect(sandbox.current.requests).toEqual([]);
	});

	it('is the default address when the Base URL was cleared', async () => {
		const { baseURL } = await authenticate({ url: '/api/v1/agents' }, '');
		expect(baseURL).toBe('https://api.elemente.ai');
		expect(type.properties.find(({ name }) => name === 'baseUrl')?.default).toBe(baseURL);
	});
});

describe('the password', () => {
	it.each([
		'https://elsewhere.example/recording.wav',
		'http://localhost:1/recording.wav',
		'//elsewhere.example/x',
		'HTTPS://ELSEWHERE.EXAMPLE/x',
		'/\\elsewhere.example/x',
		'https:elsewhere.example/x',
		'https:/elsewhere.example/x',
		'https:\\\\elsewhere.example/x',
		' \t//elsewhere.example/x',
		'/\t/elsewhere.example/x',
		'ht\ntps://elsewhere.example/x',
		'https://127.0.0.1@elsewhere.example/x',
		'http://[',
		'ftp://127.0.0.1/x',
		'file:///etc/passwd',
	])('is not sent to %j, in whatever field it stands', async (address) => {
		const own = '/api/v1/agents';
		for (const request of [
			{ url: address },
			{ url: undefined, uri: address },
			{ url: own, uri: address },
			{ url: address, uri: own },
		]) {
			expect(await authenticate(request)).not.toHaveProperty('auth');
		}
	});

	it('is sent to no other base address than that of the credential', async () => {
		for (const url of ['/api/v1/agents', `${sandbox.current.url}/x`, ` ${sandbox.current.url}/x`]) {
			const request = await authenticate({ url, baseURL: 'https://elsewhere.example' });
			expect(request).toMatchObject({ auth: account, baseURL: sandbox.current.url });
		}
	});

	it.each([17, {}, ['/x'], true, null])('is not sent to %j, which is no address', async (url) => {
		expect(await authenticate({ url })).not.toHaveProperty('auth');
	});

	it('is sent to the Base URL from the field of n8n’s HTTP Request node too', async () => {
		const uri = `${sandbox.current.url}/api/v1/agents`;
		expect(await authenticate({ url: undefined, uri })).toMatchObject({ auth: account });
	});

	it('is not sent to another port of the same host', async () => {
		const { port } = new URL(sandbox.current.url);
		const other = await authenticate({ url: `http://127.0.0.1:${Number(port) - 1}/api/v1/agents` });
		expect(other.auth).toBeUndefined();
	});

	it('is sent to the Base URL, by whatever path it is asked for', async () => {
		for (const url of ['/api/v1/agents', `${sandbox.current.url}/api/v1/agents`]) {
			const request = await authenticate({ url });
			expect(request.auth).toEqual(account);
			expect(request.sendCredentialsOnCrossOriginRedirect).toBe(false);
			expect((await sendAsPrepared(request)).status).toBe(200);
		}
	});

	it('does not change the request that it is added to', async () => {
		const request = Object.freeze({ url: '/api/v1/agents', qs: { page: 1 } });
		await authenticate(request);
		expect(request).toEqual({ url: '/api/v1/agents', qs: { page: 1 } });
	});
});

describe('the test of the credential', () => {
	const test = async (given: Partial<typeof account>) =>
		await sendAsPrepared(
			await type.authenticate(
				{ ...account, ...given, baseUrl: sandbox.current.url },
				type.test.request as IHttpRequestOptions,
			),
		);

	it('succeeds with the right user name and password, and places no call', async () => {
		expect((await test({})).status).toBe(200);
		expect(sandbox.current.ledger.placed).toEqual([]);
		expect(sandbox.current.requests).toEqual([
			expect.objectContaining({
				method: 'GET',
				path: '/api/v1/agents',
				query: { page: '1', limit: '1' },
			}),
		]);
	});

	it.each([{ password: 'wrong' }, { username: 'wrong' }, { password: '' }])(
		'fails with %j',
		async (given) => {
			expect((await test(given)).status).toBe(401);
		},
	);
});
