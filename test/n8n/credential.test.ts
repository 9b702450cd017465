import { beforeAll, describe, expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { connect } from './support/harness';

describe('the credential test in a real n8n', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof connect>>;
	beforeAll(async () => {
		n8n = await connect();
	});

	function entered(more: object = {}) {
		const { username, password, url } = sandbox.current;
		return { username, password, baseUrl: url, ...more };
	}

	it('accepts the right user name and password, with one request that changes nothing', async () => {
		expect(await n8n.testCredential(entered())).toMatchObject({ status: 'OK' });
		expect(sandbox.current.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /api/v1/agents',
		]);
	});

	it('accepts a Base URL with a slash at the end', async () => {
		const { url } = sandbox.current;
		expect(await n8n.testCredential(entered({ baseUrl: `${url}/` }))).toMatchObject({
			status: 'OK',
		});
	});

	it('refuses a wrong password, and does not repeat it', async () => {
		const result = await n8n.testCredential(entered({ password: 'not-the-password' }));
		expect(result.status).toBe('Error');
		expect(result.message).not.toContain('not-the-password');
		expect(result.message).not.toBe('');
	});

	it('says so when the host does not exist', async () => {
		const result = await n8n.testCredential(entered({ baseUrl: 'https://elemente.invalid' }));
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/not be found|ENOTFOUND|could not|reach/i);
	});

	it('sends no password unprotected to another machine', async () => {
		const result = await n8n.testCredential(entered({ baseUrl: 'http://elemente.invalid' }));
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('https://') });
	});

	it('says so when nothing listens there', async () => {
		const result = await n8n.testCredential(entered({ baseUrl: 'http://127.0.0.1:9' }));
		expect(result.status).toBe('Error');
	});
});
