import { beforeAll, describe, expect, it } from '@jest/globals';

import { type EngineRun, createParameters, runInEngine } from '../../support/engine';
import { useProcessedValues } from '../../support/processedStore';
import { startRecordingHost } from '../../support/recordingHost';
import { createsOf, hideList, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ speed: 1 });

beforeAll(async () => {
	await useProcessedValues();
});

async function create(rows: EngineRun['rows'], more: object = {}, given: Partial<EngineRun> = {}) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, more as never),
		rows,
		...given,
	});
}

describe('under Stop Workflow', () => {
	it('no row waits for the end of its call any longer when another row fails', async () => {
		// A call that goes on, and a row that is refused while it is waited for.
		const [good, bad] = [{ phone: '+12025550108' }, { phone: '+13035550002' }];
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === bad.phone,
			status: 400,
			delayMs: 500,
		});
		const { error } = await create([good, bad], { waitForCompletion: true });
		expect(error?.message).toContain('Row 2 was not placed');
		expect(error?.description).toContain('Placed (1) and not to be sent again: Row 1: ');
	}, 30_000);

	it('a row that is refused keeps all others from being sent, whoever would send them', async () => {
		const rows = ordinaryRows(30);
		// The others of the first four are still under way then.
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === rows[0].phone,
			status: 400,
		});
		sandbox.current.inject({ method: 'POST', times: 3, place: true, delayMs: 700 });
		const { error } = await create(rows, { options: { maxConcurrentCalls: 4 } });
		expect(error?.message).toContain('Row 1 was not placed');
		expect(createsOf(sandbox.current)).toHaveLength(4);
		expect(error?.description).toContain('Not placed (27): Rows 1, 5–30.');
	});

	it('says what to mend, and does not speak of calls that were placed, where none was', async () => {
		sandbox.current.inject({ method: 'POST', status: 401, times: 2 });
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current),
			rows: ordinaryRows(2),
			execution: { id: '1', workflowId: 'stopped@1', saved: new Map() },
		});
		expect((error?.description ?? '').split('<br>\n')).toEqual([
			expect.stringMatching(/^Open the Elemente API credential, /),
			'No call was placed.',
		]);
	});

	it('does not say that no call was placed while nobody knows', async () => {
		hideList(sandbox.current);
		sandbox.current.inject({ status: 500, place: true });
		const { error } = await create(ordinaryRows(1));
		expect(error?.message).toContain('it is not known whether this call was placed');
		expect(error?.description).toContain('No call is known to be placed.');
		expect(error?.description).not.toContain('No call was placed');
	});
});

describe('a run that is cancelled while its rows are checked', () => {
	it('checks no further row, and places no call', async () => {
		let stop = () => {};
		let read = 0;
		const rows = Array.from({ length: 500 }, (_, index) => ({
			get phone() {
				read++;
				if (index === 9) stop();
				return `+1303555${1_000 + index}`;
			},
		}));
		const { items } = await create(rows, {}, { onStart: ({ cancel }) => (stop = cancel) });
		expect(items).toEqual([]);
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(read).toBeGreaterThan(9);
		expect(read).toBeLessThan(100);
	});
});

describe('the proxy under Request Options', () => {
	it('gets its user name and password as they are, also with an @ and a colon in them', async () => {
		const proxy = await startRecordingHost();
		proxy.answer = (_request, response) => response.writeHead(400).end();
		const address = proxy.url.replace('//', '//b%40b:p%40ss%3Aword@');
		await create(ordinaryRows(1), { requestOptions: { proxy: address } });
		proxy.close();
		const sent = String(proxy.received[0].headers['proxy-authorization']).replace('Basic ', '');
		expect(Buffer.from(sent, 'base64').toString()).toBe('b@b:p@ss:word');
	});

	it.each(['http://bob:100%@myproxy:3128', 'http://b%zz:x@myproxy:3128', 'myproxy', 'socks://a'])(
		'is refused in words when it is %s',
		async (proxy) => {
			const { error } = await create(ordinaryRows(1), { requestOptions: { proxy } });
			expect(error?.message).toBe(
				'The proxy under Request Options is not valid. No call was placed.',
			);
			expect(createsOf(sandbox.current)).toEqual([]);
		},
	);
});
