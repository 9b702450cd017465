import { describe, expect, it } from '@jest/globals';

import { FAILURES, type FailureKind } from '../../../nodes/Elemente/errors/failures';
import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

/** What a single row with Retry On Fail on, two tries of the node, comes to. Written by hand, not taken from the table. */
type Follows =
	/** It is certain that nothing was placed: sent again, by the same try or by the next, and placed then */
	| 'placed at the second request'
	/** It may have been placed: never sent again */
	| 'unknown'
	/** No connection comes about */
	| 'notPlaced';

/** How each failure of the table is brought about. A closed port or a wrong host takes the place of the sandbox. */
interface Scenario {
	fault?: object;
	credentialUrl?: (url: string) => string;
	requestOptions?: object;
	follows: Follows;
}

const again = (fault: object): Scenario => ({ fault, follows: 'placed at the second request' });
const doubt = (fault: object): Scenario => ({ fault, follows: 'unknown' });
const elsewhere = { location: 'http://127.0.0.1:9/elsewhere' };

/**
 * Every failure but the operating system's connect time-out, which takes minutes (test/unit/readFailure covers it), and
 * the refused certificate (./tls.test.ts), what no request is behind (./again.test.ts), and answers that are too large
 * (./deadline.test.ts) or another row's (./oddAnswers.test.ts).
 */
const SCENARIOS: Record<
	Exclude<
		FailureKind,
		'connectTimeout' | 'tls' | 'notWritten' | 'cutOff' | 'tooLarge' | 'otherCall'
	>,
	Scenario[]
> = {
	refused: [
		{ credentialUrl: () => 'http://127.0.0.1:9', follows: 'notPlaced' },
		// Two addresses, tried one after the other: Node.js throws both errors as one.
		{ credentialUrl: () => 'http://localhost:9', follows: 'notPlaced' },
	],
	unknownHost: [{ credentialUrl: () => 'https://elemente.invalid', follows: 'notPlaced' }],
	// TLS towards a port that speaks plain HTTP.
	tlsBroken: [{ credentialUrl: (url) => url.replace('http:', 'https:'), follows: 'unknown' }],
	notSent: [{ credentialUrl: () => 'http://elemente.example', follows: 'notPlaced' }],
	dropped: [doubt({ drop: true }), doubt({ drop: true, place: true })],
	responseTimeout: [{ ...doubt({ hang: true, place: true }), requestOptions: { timeout: 300 } }],
	redirect: [307, 308].map((status) => again({ status, headers: elsewhere })),
	redirectAfter: [300, 301, 302, 303, 304].map((status) =>
		doubt({ status, headers: elsewhere, place: true }),
	),
	badRequest: [again({ status: 400 }), again({ status: 422 })],
	unauthorized: [again({ status: 401 })],
	forbidden: [again({ status: 403 })],
	notFound: [again({ status: 404 })],
	requestTimeout: [doubt({ status: 408 })],
	tooEarly: [again({ status: 425 })],
	tooManyRequests: [
		again({ status: 429 }),
		again({ status: 429, headers: { 'retry-after': '0' } }),
		again({ status: 429, headers: { 'retry-after': new Date(0).toUTCString() } }),
	],
	otherRefusal: [again({ status: 402 }), again({ status: 409 })],
	unavailableFor: [again({ status: 503, headers: { 'retry-after': '0' } })],
	unavailable: [doubt({ status: 503 }), doubt({ status: 503, place: true })],
	serverError: [
		doubt({ status: 500, place: true }),
		doubt({ status: 500 }),
		doubt({ status: 502, body: '<html><title>Bad Gateway</title></html>' }),
		doubt({ status: 504 }),
	],
	noCall: [
		doubt({ status: 200, body: {}, place: true }),
		doubt({ status: 200, body: '<html>log in</html>' }),
		doubt({ status: 204 }),
	],
};

const cases = Object.entries(SCENARIOS).flatMap(([kind, scenarios]) =>
	scenarios.map((scenario, index) => ({ kind: kind as FailureKind, index, scenario })),
);

/** One row that meets the failure once, with Retry On Fail on: two tries of the node. */
async function placeOnce({ fault, credentialUrl, requestOptions }: Scenario) {
	if (fault) sandbox.current.inject({ name: 'the failure under test', ...fault });
	hideList(sandbox.current);
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
		const { message } = FAILURES[kind];
		const placed = sandbox.current.ledger.placed.length;
		const requests = createsOf(sandbox.current).length;

		expect(placed).toBeLessThanOrEqual(1);
		if (scenario.follows === 'notPlaced') {
			expect(placed).toBe(0);
			expect(error?.message).toContain(`Row 1 was not placed: ${message}`);
		} else if (scenario.follows === 'unknown') {
			// Not even the second try of Retry On Fail sends it again.
			expect(requests).toBe(scenario.fault ? 1 : 0);
			expect(error?.message).toContain(`it is not known whether this call was placed. ${message}`);
		} else {
			expect(requests).toBe(2);
			expect(items).toHaveLength(1);
			expect(placed).toBe(1);
		}
	});

	it('promises nothing without a proof', () => {
		for (const { create, proof } of Object.values(FAILURES)) {
			expect(create === 'unknown').toBe(proof === 'none');
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
