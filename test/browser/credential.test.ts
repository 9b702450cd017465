import { beforeAll, describe, expect, it } from '@jest/globals';

import { READY, customersToElemente } from './support/workflows';

describe('The credential dialog', () => {
	beforeAll(async () => {
		await editor.openWorkflow(customersToElemente({ parameters: READY }));
		await editor.openNode('Elemente');
		await editor.credential.openNew();
	});

	it('asks for user name and password, and knows the address', async () => {
		const { credential } = editor;

		expect(await credential.valueOf('baseUrl')).toBe('https://api.elemente.ai');
		expect(await credential.valueOf('lines')).toBe('0');
		expect(await credential.isMasked('password')).toBe(true);
		expect(await credential.isMasked('username')).toBe(false);
	});

	it('says what to do about a wrong password', async () => {
		const { username, url } = stage.sandbox;
		await editor.credential.fill({ username, password: 'wrong', baseUrl: url });

		expect(await editor.credential.saveAndTest()).toContain(
			'The user name or the password is not right',
		);
	});

	it('says that an address leads nowhere', async () => {
		const { password, url } = stage.sandbox;
		await editor.credential.fill({ password, baseUrl: `${url}/elsewhere` });
		expect(await editor.credential.saveAndTest()).toContain('no Elemente API at this Base URL');

		await editor.credential.fill({ baseUrl: 'https://nowhere.invalid' });
		// n8n shows the system's own word; docs/troubleshooting.md explains it.
		expect(await editor.credential.saveAndTest()).toBe('ENOTFOUND');
	});

	it('refuses to send the password unprotected', async () => {
		await editor.credential.fill({ baseUrl: 'http://api.elemente.ai' });

		expect(await editor.credential.saveAndTest()).toContain(
			'would send your password unprotected to api.elemente.ai. Write https:// instead.',
		);
	});

	it('accepts the right password and is then the one that the node uses', async () => {
		const { password, url } = stage.sandbox;
		await editor.credential.fill({ password, baseUrl: url });

		expect(await editor.credential.saveAndTest()).toBeUndefined();
		expect(await editor.node.chosenCredential()).toMatch(/^Elemente account/);
		expect(await editor.credential.openChosen()).toBe(true);
		await editor.credential.close();
	});
});
