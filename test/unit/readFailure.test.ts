import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NodeApiError, type INode } from 'n8n-workflow';

import { FAILURES, type FailureKind } from '../../nodes/Elemente/errors/failures';
import {
	failureOfError,
	failureOfResponse,
	parseRetryAfter,
	wordsOf,
} from '../../nodes/Elemente/errors/readFailure';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('Retry-After', () => {
	it.each<[unknown, number | undefined]>([
		['0', 0],
		['120', 120_000],
		[' 7 ', 7_000],
		[7, 7_000],
		['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
		['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
		// RFC 9110: this form has no zone and is in GMT all the same.
		['Sun Mar  1 12:00:30 2026', 30_000],
		['Sun, 01 Mar 2026 11:00:00 GMT', 0],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
		// JavaScript's own parser reads dates into all of these, and with them a 503 would be sent again.
		['soon 1', undefined],
		['-5', undefined],
		['1.5', undefined],
		['1, 2', undefined],
		['in 5 minutes', undefined],
	])('%j asks to wait for %j ms', (header, expected) => {
		expect(parseRetryAfter(header, NOW)).toBe(expected);
	});

	it(`is never negative and never not a number (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.integer()), (header) => {
				const ms = parseRetryAfter(header, NOW);
				if (ms !== undefined) expect(ms).toBeGreaterThanOrEqual(0);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('what an error answer says', () => {
	it.each<[string, unknown, string | undefined]>([
		['message as a text', { message: 'No such agent', statusCode: 404 }, 'No such agent'],
		['message as a list', { message: ['a is wrong', 'b too'] }, 'a is wrong; b too'],
		['a list of objects', { message: [{ field: 'a' }] }, '{"field":"a"}'],
		['error as a text', { error: 'Forbidden' }, 'Forbidden'],
		['error as an object', { error: { message: 'Deep' } }, 'Deep'],
		['error as an object of another kind', { error: { code: 17 } }, '{"code":17}'],
		['error as a list', { error: ['x', 'y'] }, 'x; y'],
		['an empty message beside an error', { message: '', error: 'Bad' }, 'Bad'],
		['another object', { status: 'nope' }, '{"status":"nope"}'],
		['plain text', ' Too busy \n', 'Too busy'],
		[
			'a web page with a title',
			'<!DOCTYPE html><html><head><title> 502 Bad Gateway </title></head></html>',
			'A web page instead of data: 502 Bad Gateway',
		],
		[
			'a web page with a heading',
			'<html><h1 class="x">Oops</h1></html>',
			'A web page instead of data: Oops',
		],
		['a web page without either', '<html><body>…</body></html>', 'A web page instead of data'],
		['an empty object', {}, undefined],
		['an empty text', '', undefined],
		['spaces', '  \n', undefined],
		['null', null, undefined],
		['nothing', undefined, undefined],
		['a number', 17, undefined],
		['bytes', Buffer.from('abc'), undefined],
	])('%s', (_, body, words) => {
		expect(wordsOf(body)).toBe(words);
	});

	it(`is a short text or nothing, whatever came (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.string()), (body) => {
				const words = wordsOf(body);
				if (words === undefined) return;
				expect(words.trim()).not.toBe('');
				expect(words.length).toBeLessThanOrEqual(500);
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('the failure that an answer stands for', () => {
	it.each<[number, FailureKind]>([
		[301, 'redirect'],
		[307, 'redirect'],
		[400, 'badRequest'],
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[408, 'requestTimeout'],
		[409, 'otherRefusal'],
		[422, 'badRequest'],
		[425, 'tooEarly'],
		[429, 'tooManyRequests'],
		[500, 'serverError'],
		[502, 'serverError'],
		[503, 'unavailable'],
		[504, 'serverError'],
	])('%i is %s', (statusCode, kind) => {
		const failure = failureOfResponse({ statusCode, headers: {}, body: { message: 'x' } });
		expect(failure).toEqual({ kind, statusCode, words: 'x', retryAfterMs: undefined });
	});

	it('is certain to have done nothing for a 503 only with a Retry-After that can be read', () => {
		const kindFor = (header: string) =>
			failureOfResponse({ statusCode: 503, headers: { 'retry-after': header } })?.kind;
		expect(kindFor('5')).toBe('unavailableFor');
		expect(kindFor('soon 1')).toBe('unavailable');
	});

	it('names where a redirect leads', () => {
		const headers = { location: 'https://elsewhere.example/' };
		expect(failureOfResponse({ statusCode: 302, headers, body: '' })?.words).toBe(
			'Redirect to https://elsewhere.example/',
		);
	});

	it.each([200, 201, 204])('is none for %i', (statusCode) => {
		expect(failureOfResponse({ statusCode, headers: {}, body: '' })).toBeUndefined();
	});

	it(`is sent again only where the first request certainly did nothing (seed ${seed})`, () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 100, max: 599 }),
				fc.option(fc.string(), { nil: undefined }),
				(statusCode, header) => {
					fc.pre(statusCode < 200 || statusCode > 299);
					const failure = failureOfResponse({ statusCode, headers: { 'retry-after': header } });
					const { create } = FAILURES[failure?.kind as FailureKind];
					if (create === 'sendAgain') expect([429, 503]).toContain(statusCode);
					if (statusCode >= 500 && statusCode !== 503) expect(create).toBe('unknown');
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

/** An error as axios throws it, with the socket's error as its cause. */
function axiosError(message: string, code: string, cause?: object) {
	return Object.assign(new Error(message), { isAxiosError: true, code, cause });
}

describe('the failure that a thrown error stands for', () => {
	const connectTimeout = Object.assign(new Error('connect ETIMEDOUT 10.0.0.1:443'), {
		code: 'ETIMEDOUT',
		syscall: 'connect',
	});

	it.each<[string, unknown, FailureKind]>([
		['a refused connection', axiosError('connect ECONNREFUSED', 'ECONNREFUSED'), 'refused'],
		['no route', axiosError('connect EHOSTUNREACH', 'EHOSTUNREACH'), 'refused'],
		['an unknown host', axiosError('getaddrinfo ENOTFOUND x', 'ENOTFOUND'), 'unknownHost'],
		[
			'a name server that is busy',
			axiosError('getaddrinfo EAI_AGAIN x', 'EAI_AGAIN'),
			'unknownHost',
		],
		[
			'a connect time-out',
			axiosError('connect ETIMEDOUT', 'ETIMEDOUT', connectTimeout),
			'connectTimeout',
		],
		['a read time-out', axiosError('read ETIMEDOUT', 'ETIMEDOUT'), 'responseTimeout'],
		['the time limit', axiosError('timeout of 100ms exceeded', 'ECONNABORTED'), 'responseTimeout'],
		['a broken connection', axiosError('socket hang up', 'ECONNRESET'), 'dropped'],
		['a connection broken while sending', axiosError('write EPIPE', 'EPIPE'), 'dropped'],
		['an aborted answer', axiosError('aborted', 'ECONNABORTED'), 'dropped'],
		[
			'an error of the client without a code',
			Object.assign(new Error('?'), { isAxiosError: true }),
			'dropped',
		],
		['a self-signed certificate', axiosError('x', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
		['an expired certificate', axiosError('x', 'CERT_HAS_EXPIRED'), 'tls'],
		['a certificate of another host', axiosError('x', 'ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
		['a Base URL that the credential refuses', new Error('The Base URL …'), 'notSent'],
		['nothing', undefined, 'notSent'],
	])('%s', (_, thrown, kind) => {
		expect(failureOfError(thrown).kind).toBe(kind);
	});

	it('is found inside the error that n8n makes of it', () => {
		const node: INode = rowOf().getNode();
		const inner = axiosError('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED');
		expect(failureOfError(new NodeApiError(node, inner as never)).kind).toBe('refused');
	});

	it(`counts as dropped, not as unsent, when the code is not known (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.stringMatching(/^E[A-Z]{4,10}$/), fc.string(), (code, message) => {
				const { kind } = failureOfError(axiosError(message, `${code}_X`));
				expect(FAILURES[kind].create).toBe('unknown');
			}),
		);
	});
});
