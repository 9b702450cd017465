import { describe, expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { connect } from './support/harness';

describe('the n8n that these scripts start', () => {
	const sandbox = useSandbox();

	it('connects to nothing outside this machine but what a credential names', async () => {
		const n8n = await connect();
		await n8n.testCredential({
			username: 'name',
			password: 'password',
			baseUrl: 'https://named-in-a-credential.invalid',
		});
		await n8n.createCredential(sandbox.current);
		const hosts = n8n.outgoing();
		// Seen, so the record works.
		expect(hosts).toContain('named-in-a-credential.invalid');
		expect(hosts.filter((host) => !host.endsWith('.invalid'))).toEqual([]);
	});
});
