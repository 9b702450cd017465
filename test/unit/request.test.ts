import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type IExecuteFunctions, type IHttpRequestOptions, sleep } from 'n8n-workflow';

import { sendRequest } from '../../nodes/Elemente/http/request';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** A body of these parts, each so many milliseconds after the one before; Infinity: it never comes. */
function bodyOf(parts: Array<[ms: number, text: string]>) {
	let end: (error: Error) => void = () => {};
	return {
		async *[Symbol.asyncIterator]() {
			for (const [ms, text] of parts) {
				const never = new Promise<never>((_, reject) => (end = reject));
				await (ms === Infinity ? never : Promise.race([never, sleep(ms)]));
				yield Buffer.from(text);
			}
		},
		destroy: (error?: Error) => void (error && end(error)),
	};
}

/** Sends a request with a time limit of a second to an API whose headers and body take so long. */
function send(headersAfter: number, parts: Array<[ms: number, text: string]>) {
	let signal: AbortSignal | undefined;
	const httpRequestWithAuthentication = async (_: string, { abortSignal }: IHttpRequestOptions) => {
		signal = abortSignal as AbortSignal;
		await new Promise((done, failed) => {
			signal?.addEventListener('abort', () =>
				failed(Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' })),
			);
			if (headersAfter < Infinity) void sleep(headersAfter).then(done);
		});
		return { statusCode: 200, headers: {}, body: bodyOf(parts) };
	};
	const context = {
		getCredentials: async () => ({ baseUrl: 'http://api' }),
		getNode: () => ({ name: 'Elemente' }),
		helpers: { httpRequestWithAuthentication },
	} as unknown as IExecuteFunctions;
	const start = performance.now();
	const sent = sendRequest(context, { url: '/x', timeout: 1_000 });
	return sent.then((outcome) => ({ outcome, took: performance.now() - start, signal }));
}

describe('the time limit of a request', () => {
	it.each([
		['no headers', Infinity, [], undefined],
		['no more of the body', 600, [[100, '{"id":'] as const, [Infinity, '1}'] as const], '{"id":'],
		['no body', 0, [[Infinity, '{}'] as const], ''],
	])('holds for the whole answer: %s come', async (_, headersAfter, parts, received) => {
		const sent = send(headersAfter, parts as never);
		await jest.advanceTimersByTimeAsync(2_000);
		const { outcome, took } = await sent;
		expect(took).toBe(1_000);
		expect(outcome).toMatchObject({ failure: { kind: 'responseTimeout' } });
		if (received !== undefined) expect(outcome).toMatchObject({ failure: { received } });
	});

	it('is met by what comes just before', async () => {
		const sent = send(600, [
			[300, '{"id":'],
			[99, '1}'],
		]);
		await jest.advanceTimersByTimeAsync(2_000);
		const { outcome, took } = await sent;
		expect([took, outcome]).toMatchObject([999, { value: { body: { id: 1 } } }]);
	});

	it('is over with the answer, whose connection is freed', async () => {
		const sent = send(0, [[0, '{}']]);
		await jest.advanceTimersByTimeAsync(10);
		expect((await sent).signal?.aborted).toBe(true);
		await jest.advanceTimersByTimeAsync(100);
		expect(jest.getTimerCount()).toBe(0);
	});
});
