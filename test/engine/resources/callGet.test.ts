import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type IDataObject, type INode, sleep } from 'n8n-workflow';

import { runInEngine } from '../../support/engine';
import { place, placeEnded, reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';

const sandbox = useSandbox();

async function get(ids: unknown[], more: IDataObject = {}, settings: Partial<INode> = {}) {
	return await runOperation(
		sandbox.current,
		{ resource: 'call', operation: 'get', callId: '={{ $json.id }}', ...more },
		ids.map((id) => ({ id }) as IDataObject),
		settings,
	);
}

describe('Call → Get', () => {
	it('asks for each row’s call and links it to the row', async () => {
		const calls = await placeEnded(sandbox.current, '+13035550001', '+12025550101');

		const { items, error } = await get([calls[1].id, calls[0].id]);

		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.id, json.status, pairedItem])).toEqual([
			[calls[1].id, 'busy', { item: 0 }],
			[calls[0].id, 'completed', { item: 1 }],
		]);
		expect(reads(sandbox.current)).toHaveLength(2);
		for (const request of reads(sandbox.current)) {
			expect(request).toMatchObject({ method: 'GET', query: {}, body: undefined });
			expect(calls.map(({ id }) => `/api/v1/calls/${id}`)).toContain(request.path);
		}
	});

	it('keeps at most ten fields with Simplify, all without it; duration is a number', async () => {
		const calls = await placeEnded(sandbox.current, '+13035550001', '+13035550002', '+13035550003');
		const ids = calls.map(({ id }) => id);

		const simple = (await get(ids)).items.map(({ json }) => json);
		const whole = (await get(ids, { simplify: false })).items.map(({ json }) => json);

		for (const json of simple) expect(Object.keys(json).length).toBeLessThanOrEqual(10);
		for (const json of [...simple, ...whole]) expect(typeof json.duration).toBe('number');
		for (const json of whole) expect(json).toHaveProperty('messages');
	});

	it('gives one item for each message, linked to the row of the call', async () => {
		const calls = await placeEnded(sandbox.current, '+12025550101', '+13035550001');

		const { items } = await get(
			calls.map(({ id }) => id),
			{ output: 'messages' },
		);

		expect(items).toHaveLength(5);
		for (const { json, pairedItem } of items) {
			expect(pairedItem).toEqual({ item: 1 });
			expect(Object.keys(json)).toEqual(
				expect.arrayContaining(['callId', 'sid', 'timestamp', 'sender', 'content', 'status']),
			);
			expect(json.callId).toBe(calls[1].id);
		}
	});

	it('reads messages that are texts', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		sandbox.current.inject({ method: 'GET', body: { ...call, messages: ['Hello', 'Bye'] } });

		const { items } = await get([call.id], { output: 'messages' });

		expect(items.map(({ json }) => json)).toEqual([
			{ callId: call.id, content: 'Hello' },
			{ callId: call.id, content: 'Bye' },
		]);
	});

	it.each([
		['empty', '', 'Row 1: Call ID is empty'],
		['a list', ['a'], 'Row 1: Call ID is a list, not a text'],
		['a step nowhere', '.', 'Row 1: Call ID "." is not an ID'],
		['a step up', '..', 'Row 1: Call ID ".." is not an ID'],
		['a step up behind what nobody sees', '\u200b..\ufeff', 'Row 1: Call ID ".." is not an ID'],
		['nothing to see', '\u200b \ufeff', 'Row 1: Call ID is empty'],
		['half of a character', 'a\ud83d', 'Row 1: Call ID holds "\ufffd", half of a character'],
	])('sends nothing for an ID that is %s', async (_what, id, message) => {
		const { error } = await get([id]);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.current.requests).toHaveLength(0);
	});

	it('keeps an ID with slashes and question marks inside its place in the path', async () => {
		const { error } = await get(['a/b?c=d']);
		expect(error?.message).toContain('HTTP 404');
		expect(reads(sandbox.current)[0].path).toBe('/api/v1/calls/a%2Fb%3Fc%3Dd');
	});

	it(`asks for one call and nothing else, whatever the ID is (seed ${seed})`, async () => {
		const anything = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string({
				unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', '\n', '\u200b'),
			}),
		);
		const ids = fc.sample(anything, 300);

		const { items } = await get(ids, {}, { onError: 'continueRegularOutput' });

		expect(items).toHaveLength(ids.length);
		const asked = reads(sandbox.current).map(({ path }) => path);
		expect(asked.filter((path) => !/^\/api\/v1\/calls\/(?!\.{0,2}$)[^/?#\\]+$/.test(path))).toEqual(
			[],
		);
		const errors = items.map(({ json }) => String(json.error));
		const unsent = errors.filter((error) => /Call ID .*(?:empty|not an ID)$/s.test(error));
		// n8n reads a parameter with a regular expression, which a busy machine does not always end in its tenth of a second.
		const unread = errors.filter((error) => error.includes('expression execution timed out'));
		expect(asked.length + unsent.length + unread.length).toBe(ids.length);
	});

	it('says that a call is not known, in the API’s words too, and does not ask again', async () => {
		const { error } = await get(['nobody']);
		expect(error?.message).toBe('Elemente does not find what was asked for (HTTP 404)');
		expect(error?.description).toContain('there is no call with the ID nobody');
		expect(error?.httpCode).toBe('404');
		expect(reads(sandbox.current)).toHaveLength(1);
	});

	it('names one of several rows, and not once more as n8n counts', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');

		for (const bad of ['nobody', '']) {
			const { error } = await get([call.id, bad]);
			expect(error?.message).toMatch(/^Row 2: /);
			expect(error?.context?.itemIndex).toBeUndefined();
		}
	});

	it('gives error items with the row’s columns under Continue, bad rows and good ones together', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		const ids = ['nobody', call.id, ''];

		const regular = await get(ids, { output: 'messages' }, { onError: 'continueRegularOutput' });
		const failed = regular.items.filter(({ json }) => json.error);
		expect(failed.map(({ json, pairedItem }) => [json.id, json.error, pairedItem])).toEqual([
			['nobody', 'Row 1: Elemente does not find what was asked for (HTTP 404)', { item: 0 }],
			['', 'Row 3: Call ID is empty', { item: 2 }],
		]);
		expect(regular.items).toHaveLength(2 + 5);

		const own = await get(ids, { output: 'messages' }, { onError: 'continueErrorOutput' });
		expect(own.items).toHaveLength(5);
		expect(own.errorItems.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['nobody', { item: 0 }],
			['', { item: 2 }],
		]);
	});
});

describe('Call → Get with Wait for Completion', () => {
	const waits = { waitForCompletion: true, waitLimit: 0.2 };

	/** Ends all calls once the node has looked so often. */
	async function endAfterReads(count: number) {
		while (reads(sandbox.current).length < count) await sleep(20);
		// Until it has been answered.
		await sleep(300);
		sandbox.current.advance(600);
	}

	it('looks again until the call has ended', async () => {
		const [call] = await place(sandbox.current, '+13035550001');
		const running = get([call.id], waits);
		void endAfterReads(2);

		const { items } = await running;

		expect(items[0].json).toMatchObject({ status: 'completed', ended: true });
		expect(reads(sandbox.current).length).toBeGreaterThanOrEqual(3);
	});

	it('has seen the end when it looks the next time', async () => {
		const [call] = await place(sandbox.current, '+13035550001');
		const running = get([call.id], waits);
		void endAfterReads(1);

		const { items } = await running;

		expect(items[0].json).toMatchObject({ status: 'completed', ended: true });
	});

	it('does not wait for a call that has ended', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		const { items } = await get([call.id], waits);
		expect(items[0].json).toMatchObject({ status: 'completed', ended: true });
		expect(reads(sandbox.current)).toHaveLength(1);
	});

	it('gives the last known state at the limit, also when looking fails meanwhile', async () => {
		const [call] = await place(sandbox.current, '+12025550108');
		sandbox.current.advance(60);
		let looks = 0;
		sandbox.current.inject({
			method: 'GET',
			times: Infinity,
			status: 500,
			match: () => ++looks > 1,
		});

		const { items, error } = await get([call.id], {
			...{ waitForCompletion: true, waitLimit: 0.08 },
		});

		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id: call.id, status: 'in-progress', ended: false });
		expect(looks).toBeGreaterThan(1);
	});

	it('stops at once when the run is cancelled', async () => {
		const [call] = await place(sandbox.current, '+12025550108');
		const start = Date.now();

		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: {
				resource: 'call',
				operation: 'get',
				callId: call.id,
				...{ waitForCompletion: true, waitLimit: 5 },
			},
			rows: [{}],
			onStart: ({ cancel }) => void sleep(1_000).then(cancel),
		});

		expect(Date.now() - start).toBeLessThan(3_000);
		expect(error?.message).toBe('The run was cancelled');
	});
});
