import { afterEach, describe, expect, it } from '@jest/globals';

import { DRIP_MS, startDripServer } from '../../support/dripServer';
import { createParameters, runInEngine } from '../../support/engine';
import { runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

/** Twice the largest answer that is read, in megabytes: what may have been on its way counts as well. */
const MAX_SENT_MB = 100;

let server: Awaited<ReturnType<typeof startDripServer>>;

afterEach(() => server.stop());

async function place(timeout: number) {
	return await runInEngine({
		credential: { ...sandbox.current, url: server.url },
		parameters: createParameters(sandbox.current, { requestOptions: { timeout } } as never),
		rows: [{ phone: '+13035550001' }],
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 2 },
	});
}

/** Reads with the routing engine, which sends again what may pass: the time limit is so long that it does so once. */
async function read(timeout: number) {
	const { username, password } = sandbox.current;
	return await runOperation({ url: server.url, username, password } as never, {
		resource: 'call',
		operation: 'get',
		callId: '1',
		requestOptions: { timeout },
	});
}

describe.each(['body', 'headers'] as const)('an answer whose %s drips in', (kind) => {
	it('is left at the time limit, and its row is not sent again', async () => {
		server = await startDripServer(kind);
		const start = performance.now();
		const { items } = await place(1_000);

		expect(performance.now() - start).toBeLessThan(DRIP_MS / 2);
		expect(server.requests()).toBe(1);
		expect(items[0].json.details).toMatchObject({ outcome: 'unknown', reason: 'responseTimeout' });
	}, 60_000);

	it('is left at the time limit when reading, too', async () => {
		server = await startDripServer(kind, { reads: true });
		const start = performance.now();
		const { error } = await read(500);

		expect(error?.message).toContain('did not answer within the time allowed');
		expect(server.requests()).toBe(5);
		expect(performance.now() - start).toBeLessThan(5 * DRIP_MS);
	}, 180_000);
});

describe('an answer without end', () => {
	it('is left at the largest size, and its row is not sent again', async () => {
		server = await startDripServer('endless');
		const { items } = await place(300_000);

		expect(server.requests()).toBe(1);
		expect(server.sentMb()).toBeLessThan(MAX_SENT_MB);
		expect(items[0].json.details).toMatchObject({ outcome: 'unknown', reason: 'tooLarge' });
		expect(items[0].json.details).toHaveProperty('whatToDo', expect.stringContaining('than 10 MB'));
	});

	it('is left at the largest size when reading, too, and not asked for again', async () => {
		server = await startDripServer('endless', { reads: true });
		const { error } = await read(300_000);

		expect(server.requests()).toBe(1);
		expect(server.sentMb()).toBeLessThan(MAX_SENT_MB);
		expect(error?.message).toContain('is too large and was not read to its end');
	});
});
