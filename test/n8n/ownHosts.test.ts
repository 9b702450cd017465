import { describe, expect, it } from '@jest/globals';

import { running } from '../support/runningN8n';
import { answerUnder, upgradeUnder } from './support/hosts';

const { url, owner } = running();
const port = new URL(url).port;
const REFUSAL = 'Only under a name of this machine, such as localhost\n';

describe("the demo's n8n", () => {
	it.each(['localhost', 'LOCALHOST', '127.0.0.1'])('answers under the name %s', async (name) => {
		const { status, body } = await answerUnder(`${name}:${port}`, '/rest/settings');
		expect([status, body.slice(0, 9)]).toEqual([200, '{"data":{']);
	});

	it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.7'])(
		'answers nothing under the name "%s"',
		async (name) => {
			for (const host of [name, `${name}:${port}`]) {
				for (const path of ['/', '/rest/settings', '/healthz', '/webhook/x', '/form/x']) {
					const { status, body } = await answerUnder(host, path);
					expect([path, status, body]).toEqual([path, 403, REFUSAL]);
				}
				expect(await upgradeUnder(host, '/rest/push?pushRef=x')).toBe('');
			}
		},
	);

	it('has a password of its own', async () => {
		const logIn = async (password: string) =>
			(
				await answerUnder(`localhost:${port}`, '/rest/login', {
					emailOrLdapLoginId: owner.email,
					password,
				})
			).status;
		expect(await logIn('Elemente-sandbox-1')).toBe(401);
		expect(await logIn(owner.password)).toBe(200);
	});
});
