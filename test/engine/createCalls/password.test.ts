import { describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';

const PASSWORD = 'correct-horse-battery';
const sandbox = useSandbox({ username: 'ada', password: PASSWORD });
const SECRETS = [PASSWORD, btoa(`ada:${PASSWORD}`)];

/** The number that the sandbox never answers. */
const NEVER_ANSWERED = '+12025550128';

async function create(phone: string, url?: string, password = PASSWORD) {
	// On a busy machine an answer may take seconds: only where none is to come is the limit short.
	const timeout = phone === NEVER_ANSWERED ? 1_500 : 60_000;
	return await runInEngine({
		credential: { url: url ?? sandbox.current.url, username: 'ada', password },
		parameters: createParameters(sandbox.current, { requestOptions: { timeout } }),
		rows: [{ phone }],
	});
}

describe('the password goes to the Base URL only', () => {
	it('is not sent where a redirect points, which is not followed', async () => {
		const { error } = await create('+12025550130');

		expect(sandbox.current.redirectRequests).toHaveLength(0);
		expect(error?.message).toContain('redirect');
		expect(error?.description).toContain('Base URL');
	});

	it('is refused to a host that plain http would send it to', async () => {
		const { error } = await create('+13035550001', 'http://elemente.example');

		expect(error?.message).toContain('could not be sent');
		expect(error?.description).toContain(
			'http://, which would send your password unprotected to elemente.example',
		);
	});

	it.each([
		['a placed call', '+13035550001', undefined],
		['a refused call', '+12025550131', undefined],
		['an unknown outcome', '+12025550126', undefined],
		['a dropped connection', '+12025550127', undefined],
		['a time-out', NEVER_ANSWERED, undefined],
		['a redirect', '+12025550130', undefined],
		['a refused connection', '+13035550001', 'http://127.0.0.1:9'],
		['a failed TLS handshake', '+13035550001', 'tls'],
	])('is nowhere in the stored run of %s', async (_, phone, url) => {
		const { run } = await create(
			phone,
			url === 'tls' ? sandbox.current.url.replace('http:', 'https:') : url,
		);

		const stored = JSON.stringify(run, errorsInFull());
		for (const secret of SECRETS) expect(stored).not.toContain(secret);
	});

	it('is nowhere in the stored run when it is wrong', async () => {
		const { run, error } = await create('+13035550001', undefined, 'a-wrong-password');

		expect(error?.message).toContain('did not accept the user name and password');
		expect(JSON.stringify(run, errorsInFull())).not.toContain('a-wrong-password');
	});
});

/** Shows also what JSON leaves out of an error: its cause, and whatever hangs on that. */
function errorsInFull() {
	const seen = new Set<unknown>();
	return (_key: string, value: unknown) => {
		if (typeof value === 'object' && value !== null) {
			if (seen.has(value)) return undefined;
			seen.add(value);
		}
		if (!(value instanceof Error)) return value;
		return Object.fromEntries(
			Object.getOwnPropertyNames(value).map((name) => [
				name,
				(value as unknown as Record<string, unknown>)[name],
			]),
		);
	};
}
