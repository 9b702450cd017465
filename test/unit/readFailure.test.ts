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
import { cpuClock } from '../support/cpuClock';

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

describe('a large answer', () => {
	it.each([
		['opened headings', `<html>${'<h1'.repeat(350_000)}`],
		['opened titles', `<html>${'<title '.repeat(150_000)}`],
		['tags', '<'.repeat(1_000_000)],
		['one word', 'x'.repeat(1_000_000)],
	])('of %s is cut before it is read', (_, body) => {
		const usedMs = cpuClock();
		expect(wordsOf(body)?.length).toBeLessThanOrEqual(500);
		expect(usedMs()).toBeLessThan(500);
	});

	it('that is nested too deep is no error of its own', () => {
		let deep: object = { code: 1 };
		for (let depth = 0; depth < 50_000; depth++) deep = { error: deep };
		expect(wordsOf(deep)).toBe('…');
	});
});

describe('the failure that an answer stands for', () => {
	it.each<[number, FailureKind]>([
		[300, 'redirectAfter'],
		[301, 'redirectAfter'],
		[302, 'redirectAfter'],
		[303, 'redirectAfter'],
		[304, 'redirectAfter'],
		[307, 'redirect'],
		[308, 'redirect'],
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

	it('names where a redirect leads, which the API has not said in words', () => {
		const headers = { location: 'https://elsewhere.example/<b>' };
		const failure = failureOfResponse({ statusCode: 302, headers, body: '' });
		expect(failure?.words).toBeUndefined();
		expect(failure?.detail).toBe('redirect to "https://elsewhere.example/‹b›"');
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

/** The socket's error. */
function socketError(code: string, syscall?: string) {
	return Object.assign(new Error(`${syscall ?? '?'} ${code}`), { code, syscall });
}

describe('the failure that a thrown error stands for', () => {
	/** By code and by the call of the operating system that failed. Written by hand, not taken from the code. */
	const PROVEN: Array<[code: string, syscall: string, FailureKind]> = [
		['ECONNREFUSED', 'connect', 'refused'],
		['EHOSTUNREACH', 'connect', 'refused'],
		['ENETUNREACH', 'connect', 'refused'],
		['EHOSTDOWN', 'connect', 'refused'],
		['ENETDOWN', 'connect', 'refused'],
		['ETIMEDOUT', 'connect', 'connectTimeout'],
		['ENOTFOUND', 'getaddrinfo', 'unknownHost'],
		['EAI_AGAIN', 'getaddrinfo', 'unknownHost'],
		['EAI_FAIL', 'getaddrinfo', 'unknownHost'],
	];
	const CODES = [...PROVEN.map(([code]) => code), 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'EIO'];
	const walk = CODES.flatMap((code) =>
		['connect', 'getaddrinfo', 'read', 'write', undefined].map((syscall) => ({ code, syscall })),
	);

	it.each(walk)('$code of $syscall, however it is wrapped', ({ code, syscall }) => {
		const proven = PROVEN.find((row) => row[0] === code && row[1] === syscall);
		const socket = socketError(code, syscall);
		const several = Object.assign(new AggregateError([socket, socketError(code, syscall)]), {
			code,
		});
		const copied = Object.assign(axiosError(socket.message, code), { syscall });
		for (const thrown of [
			socket,
			axiosError('?', code, socket),
			axiosError('?', code, several),
			copied,
		]) {
			const { kind } = failureOfError(thrown);
			if (proven) expect(kind).toBe(proven[2]);
			else expect(['dropped', 'responseTimeout']).toContain(kind);
		}
	});

	it('is in doubt when only one of several addresses was not reached', () => {
		const errors = [socketError('ECONNREFUSED', 'connect'), socketError('ECONNREFUSED', 'read')];
		const several = Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
		expect(failureOfError(axiosError('?', 'ECONNREFUSED', several)).kind).toBe('dropped');
	});

	it('reads code and call off the same error', () => {
		const reset = Object.assign(socketError('ECONNRESET', 'connect'));
		expect(failureOfError(axiosError('?', 'ECONNREFUSED', reset)).kind).toBe('dropped');
		const outer = { syscall: 'connect' };
		const read = socketError('ECONNREFUSED', 'read');
		const copied = Object.assign(axiosError('?', 'ECONNREFUSED', read), outer);
		expect(failureOfError(copied).kind).toBe('dropped');
	});

	it.each<[string, unknown, FailureKind]>([
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
		['a certificate chain that nobody trusts', axiosError('x', 'SELF_SIGNED_CERT_IN_CHAIN'), 'tls'],
		['an issuer that is not known', axiosError('x', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'tls'],
		['plain text in place of TLS', axiosError('x', 'ERR_SSL_WRONG_VERSION_NUMBER'), 'tlsBroken'],
		['a record that cannot be read', axiosError('x', 'ERR_SSL_DECRYPTION_FAILED'), 'tlsBroken'],
		[
			'an alert about a certificate',
			axiosError('x', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'),
			'tlsBroken',
		],
		['an error of the protocol', axiosError('x', 'EPROTO'), 'tlsBroken'],
		['another error of TLS', axiosError('x', 'ERR_TLS_HANDSHAKE_TIMEOUT'), 'tlsBroken'],
		['the deadline', axiosError('canceled', 'ERR_CANCELED'), 'responseTimeout'],
		[
			'a Base URL that the credential refuses',
			new Error('The Base URL in the Elemente API credential is not a web address.'),
			'notSent',
		],
		['an address that is none', axiosError('Invalid URL', 'ERR_INVALID_URL'), 'notSent'],
		['a fault of the program', new TypeError('x is not a function'), 'dropped'],
		['nothing', undefined, 'dropped'],
	])('%s', (_, thrown, kind) => {
		expect(failureOfError(thrown).kind).toBe(kind);
	});

	it('is found inside the error that n8n makes of it', () => {
		const node: INode = rowOf().getNode();
		const socket = socketError('ECONNREFUSED', 'connect');
		const inner = axiosError('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED', socket);
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
