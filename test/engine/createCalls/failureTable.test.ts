import { describe, expect, it } from '@jest/globals';

import { FAILURES, type FailureKind } from '../../../nodes/Elemente/errors/failures';
import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

/** How each failure of the table is brought about. A closed port or a wrong host takes the place of the sandbox. */
interface Scenario {
	fault?: object;
	credentialUrl?: (url: string) => string;
	requestOptions?: object;
}

/** Every failure but the operating system's connect time-out, which takes minutes: test/unit/readFailure covers it. */
const SCENARIOS: Record<Exclude<FailureKind, 'connectTimeout'>, Scenario[]> = {
	refused: [{ credentialUrl: () => 'http://127.0.0.1:9' }],
	unknownHost: [{ credentialUrl: () => 'https://elemente.invalid' }],
	// TLS towards a port that speaks plain HTTP: the handshake fails.
	tls: [{ credentialUrl: (url) => url.replace('http:', 'https:') }],
	notSent: [{ credentialUrl: () => 'http://elemente.example' }],
	dropped: [{ fault: { drop: true } }, { fault: { drop: true, place: true } }],
	responseTimeout: [{ fault: { hang: true, place: true }, requestOptions: { timeout: 300 } }],
	redirect: [301, 302, 303, 307, 308].map((status) => ({
		fault: { status, headers: { location: 'http://127.0.0.1:9/elsewhere' } },
	})),
	badRequest: [{ fault: { status: 400 } }, { fault: { status: 422 } }],
	unauthorized: [{ fault: { status: 401 } }],
	forbidden: [{ fault: { status: 403 } }],
	notFound: [{ fault: { status: 404 } }],
	requestTimeout: [{ fault: { status: 408 } }],
	tooEarly: [{ fault: { status: 425 } }],
	tooManyRequests: [
		{ fault: { status: 429 } },
		{ fault: { status: 429, headers: { 'retry-after': '0' } } },
		{ fault: { status: 429, headers: { 'retry-after': new Date(0).toUTCString() } } },
	],
	otherRefusal: [{ fault: { status: 402 } }, { fault: { status: 409 } }],
	unavailableFor: [{ fault: { status: 503, headers: { 'retry-after': '0' } } }],
	unavailable: [{ fault: { status: 503 } }],
	serverError: [
		{ fault: { status: 500, place: true } },
		{ fault: { status: 500 } },
		{ fault: { status: 502, body: '<html><title>Bad Gateway</title></html>' } },
		{ fault: { status: 504 } },
	],
	noCall: [
		{ fault: { status: 200, body: {}, place: true } },
		{ fault: { status: 200, body: '<html>log in</html>' } },
		{ fault: { status: 204 } },
	],
};

const cases = Object.entries(SCENARIOS).flatMap(([kind, scenarios]) =>
	scenarios.map((scenario, index) => ({ kind: kind as FailureKind, index, scenario })),
);

/** One row that meets the failure once, with Retry On Fail on: two tries of the node. */
async function placeOnce({ fault, credentialUrl, requestOptions }: Scenario) {
	if (fault) sandbox.current.inject({ name: 'the failure under test', ...fault });
	const { url, username, password } = sandbox.current;
	return await runInEngine({
		credential: { url: credentialUrl?.(url) ?? url, username, password },
		parameters: createParameters(sandbox.current, { requestOptions } as never),
		rows: [{ phone: '+13035550001' }],
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});
}

describe('what follows a failed request, by the table', () => {
	it.each(cases)('$kind ($index)', async ({ kind, scenario }) => {
		const { items, error } = await placeOnce(scenario);
		const { create, message } = FAILURES[kind];
		const placed = sandbox.current.ledger.placed.length;
		const requests = createsOf(sandbox.current).length;

		expect(placed).toBeLessThanOrEqual(1);
		if (scenario.fault === undefined) {
			expect(error?.message).toContain(`Row 1 was not placed: ${message}`);
		} else if (create === 'unknown') {
			// Not even the second try of Retry On Fail sends it again.
			expect(requests).toBe(1);
			expect(error?.message).toContain(`it is not known whether this call was placed. ${message}`);
		} else {
			// Sent again at once, or by Retry On Fail, because it is certain that nothing was placed.
			expect(requests).toBe(2);
			expect(items).toHaveLength(1);
			expect(placed).toBe(1);
		}
	});

	it('sends again within one try where the table says so, and not where it says give up', async () => {
		for (const [fault, requests] of [
			[{ status: 429, headers: { 'retry-after': '0' } }, 2],
			[{ status: 503, headers: { 'retry-after': '0' } }, 2],
			[{ status: 400 }, 1],
			[{ status: 425 }, 1],
		] as const) {
			sandbox.current.reset();
			sandbox.current.inject({ name: 'once', ...fault });
			await runInEngine({
				credential: sandbox.current,
				parameters: createParameters(sandbox.current),
				rows: [{ phone: '+13035550001' }],
			});
			expect(createsOf(sandbox.current)).toHaveLength(requests);
		}
	});

	it('gives up on an API that keeps saying 429, and says that nothing was placed', async () => {
		sandbox.current.inject({
			name: 'always',
			times: Infinity,
			status: 429,
			headers: { 'retry-after': '0' },
		});
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current),
			rows: [{ phone: '+13035550001' }],
		});
		expect(createsOf(sandbox.current)).toHaveLength(8);
		expect(error?.message).toContain(
			'Row 1 was not placed: The Elemente API keeps answering that it gets too many',
		);
	});

	it('does not wait for an hour because the API asks for it', async () => {
		sandbox.current.inject({
			name: 'an hour',
			status: 429,
			headers: { 'retry-after': '3600' },
		});
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current),
			rows: [{ phone: '+13035550001' }],
		});
		expect(createsOf(sandbox.current)).toHaveLength(1);
		expect(error?.message).toContain('was not placed');
	});
});

describe('what meets every row is not tried for every row', () => {
	it('stops sending once the password was refused, and gives every row its error', async () => {
		const { url, username } = sandbox.current;
		const { items } = await runInEngine({
			credential: { url, username, password: 'wrong' },
			parameters: createParameters(sandbox.current, { options: { maxConcurrentCalls: 1 } }),
			rows: ordinaryRows(20),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(createsOf(sandbox.current)).toHaveLength(1);
		expect(items).toHaveLength(20);
		for (const { json } of items)
			expect(json.error).toContain('did not accept the user name and password');
	});
});
