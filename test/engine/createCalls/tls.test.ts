import { afterEach, describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';
import { startTlsServer } from '../../support/tlsServer';

const sandbox = useSandbox();

let server: Awaited<ReturnType<typeof startTlsServer>>;

afterEach(async () => await server.stop());

type Fault = Parameters<typeof startTlsServer>[0];

/** Two rows, one after the other, with Retry On Fail on: two tries of the node. */
async function placeTwo(fault: Fault, trusts: boolean) {
	server = await startTlsServer(fault);
	return await runInEngine({
		credential: { ...sandbox.current, url: server.url },
		parameters: createParameters(sandbox.current, {
			options: { maxConcurrentCalls: 1 },
			requestOptions: { allowUnauthorizedCerts: trusts },
		} as never),
		rows: [{ phone: '+13035550001' }, { phone: '+13035550002' }],
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 2 },
	});
}

describe('an API behind TLS that goes wrong', () => {
	it('is certain to have done nothing only where its certificate was refused', async () => {
		const { items } = await placeTwo('refusedCertificate', false);
		expect(server.requests()).toBe(0);
		for (const { json } of items) {
			expect(json.details).toMatchObject({ outcome: 'notPlaced', reason: 'tls' });
		}
	});

	it.each<[Fault, number]>([
		['resetInHandshake', 0],
		['plainText', 0],
		['corruptRecord', 2],
		['closedWithoutNotify', 2],
	])('%s leaves each row in doubt, and it is sent once', async (fault, requests) => {
		const { items } = await placeTwo(fault, true);
		expect(server.requests()).toBe(requests);
		expect(items).toHaveLength(2);
		for (const { json } of items) expect(json.details).toMatchObject({ outcome: 'unknown' });
	});
});
