import { afterEach, expect, it } from '@jest/globals';

import { DRIP_MS, startDripServer } from '../../support/dripServer';
import { createParameters, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

let server: Awaited<ReturnType<typeof startDripServer>>;

afterEach(() => server.stop());

it('an answer that drips in is left at the time limit, and its row is not sent again', async () => {
	server = await startDripServer();
	const start = performance.now();
	const { items } = await runInEngine({
		credential: { ...sandbox.current, url: server.url },
		parameters: createParameters(sandbox.current, { requestOptions: { timeout: 1_000 } } as never),
		rows: [{ phone: '+13035550001' }],
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 2 },
	});

	expect(performance.now() - start).toBeLessThan(DRIP_MS / 2);
	expect(server.requests()).toBe(1);
	expect(items[0].json.details).toMatchObject({ outcome: 'unknown', reason: 'responseTimeout' });
}, 60_000);
