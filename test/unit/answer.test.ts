import { describe, expect, it } from '@jest/globals';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { readAnswer, timeoutOf } from '../../nodes/Elemente/http/answer';

/** An answer whose body comes in these pieces, and then breaks off with this error, if there is one. */
function answerOf(statusCode: number, pieces: string[], error?: object) {
	let destroyed = false;
	const body = {
		async *[Symbol.asyncIterator]() {
			for (const piece of pieces) yield Buffer.from(piece);
			if (error) throw Object.assign(new Error('broken'), error);
		},
		destroy: () => void (destroyed = true),
	};
	const response = { statusCode, headers: {}, body } as unknown as IN8nHttpFullResponse;
	return { response, isDestroyed: () => destroyed };
}

const LIMITS = { timeoutMs: 60_000, maxBytes: 100 };

async function failureOf(statusCode: number, pieces: string[], error?: object) {
	const outcome = await readAnswer(answerOf(statusCode, pieces, error).response, LIMITS);
	return 'failure' in outcome ? outcome.failure : undefined;
}

describe('an answer that is read as it comes', () => {
	it.each([
		['{"id":', '"1"}', { id: '1' }],
		['\uFEFF{"id":', '"1"}', { id: '1' }],
		['', '', ''],
		['<html>', '</html>', '<html></html>'],
	])('is JSON where it is JSON, else text: %j %j', async (one, two, body) => {
		const { response, isDestroyed } = answerOf(200, [one, two]);
		expect(await readAnswer(response, LIMITS)).toEqual({ value: { ...response, body } });
		expect(isDestroyed()).toBe(true);
	});

	it.each([
		[200, 'object'],
		[201, 'string'],
		[50_000, 'string'],
	])('is text where it is nested %d deep: %s', async (depth, type) => {
		const { response } = answerOf(200, ['['.repeat(depth), '"[[[{"', ']'.repeat(depth)]);
		const outcome = await readAnswer(response, { timeoutMs: 60_000 });
		expect('value' in outcome && typeof outcome.value.body).toBe(type);
	});

	it.each([
		[200, 'object'],
		[201, 'string'],
	])('is text where objects are nested %d deep: %s', async (depth, type) => {
		const { response } = answerOf(200, ['{"a\\"":'.repeat(depth), '1', '}'.repeat(depth)]);
		const outcome = await readAnswer(response, { timeoutMs: 60_000 });
		expect('value' in outcome && typeof outcome.value.body).toBe(type);
	});

	it.each(['[],', '{},', '[{}],', '{"a":[]},'])(
		'is not taken for deep because of many that stand beside each other: %s',
		async (one) => {
			const { response } = answerOf(200, ['[', one.repeat(500), '1]']);
			const outcome = await readAnswer(response, { timeoutMs: 60_000 });
			expect('value' in outcome && typeof outcome.value.body).toBe('object');
		},
	);

	it('is not taken for deep because of brackets that stand in a text', async () => {
		const body = { text: `${'['.repeat(1_000)}"\\${'{'.repeat(1_000)}`, id: '1' };
		const { response } = answerOf(200, [JSON.stringify(body)]);
		const outcome = await readAnswer(response, { timeoutMs: 60_000 });
		expect(outcome).toMatchObject({ value: { body } });
	});

	it('keeps letters whole that are parted between two pieces', async () => {
		const bytes = Buffer.from('{"name":"Zoë"}');
		const { response } = answerOf(200, []);
		const body = {
			async *[Symbol.asyncIterator]() {
				yield bytes.subarray(0, 12);
				yield bytes.subarray(12);
			},
			destroy() {},
		};
		const outcome = await readAnswer({ ...response, body } as never, LIMITS);
		expect(outcome).toMatchObject({ value: { body: { name: 'Zoë' } } });
	});

	it('is taken as it is where n8n has read it already', async () => {
		const response = { statusCode: 200, headers: {}, body: { id: '1' } };
		expect(await readAnswer(response as never, LIMITS)).toEqual({ value: response });
	});

	it('is left at the largest size, counted in bytes', async () => {
		expect(await failureOf(200, ['x'.repeat(100)])).toBeUndefined();
		expect(await failureOf(200, ['ë'.repeat(51)])).toMatchObject({ kind: 'tooLarge' });
	});

	it('says what the largest size is, in megabytes', async () => {
		const { response } = answerOf(200, ['x'.repeat(3 * 1024 * 1024)]);
		const outcome = await readAnswer(response, { timeoutMs: 60_000, maxBytes: 2 * 1024 * 1024 });
		expect(outcome).toMatchObject({ failure: { kind: 'tooLarge', detail: 'more than 2 MB' } });
	});

	it.each([
		['no body', undefined],
		['null', null],
		['a text', 'text'],
		['a number', 3],
		['what can only be read', { async *[Symbol.asyncIterator]() {} }],
		['what can only be destroyed', { destroy() {} }],
		['what is no method', { async *[Symbol.asyncIterator]() {}, destroy: true }],
		['a function', Object.assign(() => {}, { async *[Symbol.asyncIterator]() {}, destroy() {} })],
	])('is taken as it is where it is no stream: %s', async (_, body) => {
		const response = { statusCode: 200, headers: {}, body } as never;
		expect(await readAnswer(response, LIMITS)).toEqual({ value: response });
	});

	it('is left when its time is over, with what has come by then', async () => {
		let end: (error: Error) => void = () => {};
		const body = {
			async *[Symbol.asyncIterator]() {
				yield Buffer.from('{"id":"1",');
				await new Promise((_, reject) => (end = reject));
			},
			destroy: (error?: Error) => void (error && end(error)),
		};
		const response = { statusCode: 200, headers: {}, body } as never;
		expect(await readAnswer(response, { timeoutMs: 20 })).toEqual({
			failure: { kind: 'responseTimeout', statusCode: 200, received: '{"id":"1",' },
		});
	});

	it('is left alone once it has come to its end, also when its time is over later', async () => {
		let destroyed = 0;
		const { response } = answerOf(200, ['{}']);
		(response.body as unknown as { destroy: () => void }).destroy = () => void destroyed++;
		await readAnswer(response, { timeoutMs: 20 });
		const later = AbortSignal.timeout(100);
		await new Promise((over) => later.addEventListener('abort', over));
		expect(destroyed).toBe(1);
	});
});

describe('after the headers nothing is proof that nothing was sent', () => {
	it.each([
		{ code: 'ECONNREFUSED', syscall: 'connect' },
		{ code: 'ENOTFOUND', syscall: 'getaddrinfo' },
		{ code: 'CERT_HAS_EXPIRED' },
		{ code: 'ERR_INVALID_URL' },
		{ code: 'ECONNRESET' },
	])('%j', async (error) => {
		expect(await failureOf(200, ['{"id":"1",'], error)).toEqual(
			expect.objectContaining({ kind: 'dropped', statusCode: 200, received: '{"id":"1",' }),
		);
	});

	it.each([
		[{ code: 'EPROTO' }, 'tlsBroken'],
		[{ code: 'ERR_CANCELED' }, 'responseTimeout'],
		[{ code: 'Z_DATA_ERROR' }, 'noCall'],
	])('and what says no more keeps its name: %j', async (error, kind) => {
		expect(await failureOf(200, ['{"id":"1",'], error)).toMatchObject({ kind });
	});

	it('of which no more is kept than an id needs', async () => {
		const { response } = answerOf(200, ['x'.repeat(20_000)], { code: 'ECONNRESET' });
		const outcome = await readAnswer(response, { timeoutMs: 60_000 });
		expect(outcome).toMatchObject({ failure: { received: 'x'.repeat(10_000) } });
	});

	it.each([199, 300, 429])(
		'but a status that is no success speaks for itself: %d',
		async (status) => {
			expect(await failureOf(status, ['{"mess'], { code: 'ECONNRESET' })).toBeUndefined();
		},
	);
});

describe('the time limit of Request Options', () => {
	it.each([
		[5_000, 5_000],
		['5000', 5_000],
		[' 5000 ', 5_000],
		[0, 300_000],
		[-1, 300_000],
		['', 300_000],
		['soon', 300_000],
		[undefined, 300_000],
		[null, 300_000],
	])('given as %j is %i ms', (given, ms) => {
		expect(timeoutOf(given)).toBe(ms);
	});
});
