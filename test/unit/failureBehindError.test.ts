import { describe, expect, it } from '@jest/globals';

import {
	failureOfError,
	failureOfResponse,
	parseRetryAfter,
	unreadable,
	wordsOf,
} from '../../nodes/Elemente/errors/readFailure';

const REFUSED = { code: 'ECONNREFUSED', syscall: 'connect' };

/** An error within so many others, which have nothing to tell. */
function within(times: number, error: object, around: object = {}): object {
	return Array.from({ length: times }).reduce<object>((cause) => ({ ...around, cause }), error);
}

function kindOf(error: unknown) {
	return failureOfError(error).kind;
}

describe('the error that stands behind what was thrown', () => {
	it.each([
		['is looked for in its causes', within(1, { code: 'Z_DATA_ERROR' }), 'noCall'],
		['in five of them', within(5, { code: 'Z_DATA_ERROR' }), 'noCall'],
		['and no deeper', within(6, { code: 'Z_DATA_ERROR' }), 'dropped'],
		[
			'is the outermost that has a code',
			within(1, { code: 'Z_BUF' }, { code: 'ERR_CANCELED' }),
			'responseTimeout',
		],
		[
			'is itself where its cause is a text',
			{ cause: 'timeout', message: 'timeout of 3 ms exceeded' },
			'responseTimeout',
		],
		['or nothing', { cause: null, code: 'Z_BUF' }, 'noCall'],
		[
			'is itself where nothing caused it',
			{ cause: null, message: 'timeout of 3 ms exceeded' },
			'responseTimeout',
		],
	])('%s', (_what, error, kind) => {
		expect(kindOf(error)).toBe(kind);
	});

	it.each([
		['that has a code and a call', within(4, REFUSED, { code: 'ERR_NETWORK' }), 'refused'],
		['and no deeper', within(5, REFUSED, { code: 'ERR_NETWORK' }), 'dropped'],
		[
			'of which only the call is known: no proof',
			within(1, { syscall: 'read' }, REFUSED),
			'dropped',
		],
		[
			'of which only the code is known: no proof',
			within(1, { code: 'ECONNRESET' }, REFUSED),
			'dropped',
		],
		[
			'for each address',
			within(1, { errors: [REFUSED, REFUSED] }, { code: 'ECONNREFUSED' }),
			'refused',
		],
		['for no address', { ...REFUSED, errors: [] }, 'refused'],
		['for one address of two', { ...REFUSED, errors: [REFUSED, { code: 'EPIPE' }] }, 'dropped'],
	])(
		'proves that nothing was sent only where it is one of connecting: %s',
		(_what, error, kind) => {
			expect(kindOf(error)).toBe(kind);
		},
	);

	it('proves nothing where it is one of its own addresses', () => {
		const circle = { ...REFUSED, errors: [] as object[] };
		circle.errors.push(circle);
		expect(kindOf(circle)).toBe('dropped');
	});

	it.each([
		[{ code: 'ERR_FR_TOO_MANY_REDIRECTS' }, 'redirectAfter'],
		[{ message: 'timeout of 300ms exceeded' }, 'responseTimeout'],
		[{ message: 'timeout of 300 ms exceeded' }, 'responseTimeout'],
		[{ message: 'a timeout of 300 ms exceeded' }, 'dropped'],
		[{ message: 'The Base URL in the Elemente API credential is empty' }, 'notSent'],
		[{ message: 'Not: The Base URL in the Elemente API credential is empty' }, 'dropped'],
		[{ code: 'X', message: 'The Base URL in the Elemente API credential is empty' }, 'dropped'],
		[{ code: 'NO_CERT_' }, 'dropped'],
		[{ code: 'INVALID_CA' }, 'tls'],
		[{ code: 'INVALID_CAUSE' }, 'dropped'],
		[{ code: 'HOSTNAME_MISMATCH' }, 'tls'],
		[{ code: 'HOSTNAME_MISMATCHED' }, 'dropped'],
		[{ code: 'EPROTO' }, 'tlsBroken'],
		[{ code: 'EPROTOTYPE' }, 'dropped'],
		[{ code: 'MY_ERR_TLS_' }, 'dropped'],
	])('is read by its own words and code: %j', (error, kind) => {
		expect(kindOf(error)).toBe(kind);
	});

	it('gives at most 300 characters of its message', () => {
		expect(failureOfError({ message: 'x'.repeat(400) }).detail).toBe('x'.repeat(300));
		expect(failureOfError({}).detail).toBeUndefined();
	});
});

describe('an answer that is no call', () => {
	it('is kept as far as it is read, where it is a text', () => {
		expect(unreadable({ statusCode: 200, body: 'x'.repeat(12_000) }).received).toBe(
			'x'.repeat(10_000),
		);
		expect(unreadable({ statusCode: 200, body: '' })).not.toHaveProperty('received');
		expect(unreadable({ statusCode: 200, body: { a: 1 } })).not.toHaveProperty('received');
	});

	it.each([
		[199, 'noCall'],
		[304, 'redirectAfter'],
		[418, 'otherRefusal'],
	])('%i is %s', (statusCode, kind) => {
		expect(failureOfResponse({ statusCode, headers: {} })?.kind).toBe(kind);
	});

	it.each([
		['a message without ink and an error', { message: '  ', error: 'No' }, 'No'],
		['an empty list and an error', { message: [], error: 'No' }, 'No'],
		['a list', { message: ['a', { b: 1 }] }, 'a; {"b":1}'],
		['an error that is an object', { error: { message: 'deep' } }, 'deep'],
		['an error without words', { error: { code: 7 } }, '{"code":7}'],
		['a message that is nothing', { message: null, error: 'No' }, 'No'],
		[
			'a page whose title comes first',
			'<title> Sign in </title><html>',
			'A web page instead of data: Sign in',
		],
		['a page whose title is never ended', '<html><title>Sign in', 'A web page instead of data'],
		['a page whose tag is never ended', 'Oh <html><title ', 'A web page instead of data'],
		['a page whose title has no ink', '<html><title> </title>', 'A web page instead of data'],
		[
			'a page whose tags are large',
			'<HTML><TITLE>Sign in</TITLE>',
			'A web page instead of data: Sign in',
		],
	])('%s', (_what, body, words) => {
		expect(wordsOf(body)).toBe(words);
	});

	it('is looked through five errors deep', () => {
		const within5 = { error: { error: { error: { error: { error: { message: 'deep' } } } } } };
		expect(wordsOf(within5)).toBe('deep');
		expect(wordsOf({ error: within5 })).toBe('{"message":"deep"}');
	});

	it('is written down for its first 500 words only', () => {
		let written = 0;
		const word = { toJSON: () => ++written };
		wordsOf({ message: Array.from({ length: 501 }).fill(word) });
		expect(written).toBe(500);
	});
});

describe('Retry-After', () => {
	const now = Date.UTC(2026, 10, 25, 12);

	it.each([
		['Wed, 25 Nov 2026 12:00:07 GMT'],
		['Wednesday, 25-Nov-26 12:00:07 GMT'],
		['Wed Nov 25 12:00:07 2026'],
		['Wed, 25 Nov 2026 12:00:07'],
		['Wed, 25 Nov 2026 12:00:07 GMT; asked for by the proxy'],
	])('is read from %s', (date) => {
		expect(parseRetryAfter(date, now)).toBe(7_000);
	});

	it.each(['Mon', 'Tue', 'Tues', 'Wed', 'Thu', 'Thurs', 'Fri', 'Sat', 'Sun'])('knows %s', (day) => {
		expect(parseRetryAfter(`${day}, 25 Nov 2026 12:00:07 GMT`, now)).toBe(7_000);
	});

	it.each(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])(
		'knows %s',
		(day) => {
			expect(parseRetryAfter(`${day}, 25-Nov-26 12:00:07 GMT`, now)).toBe(7_000);
		},
	);

	it.each([
		[null],
		[undefined],
		['soon, Wed, 25 Nov 2026 12:00:07 GMT'],
		['Wed, 25 Nov 2026 99:00:07 GMT'],
		['-5'],
	])('is not read from %j', (header) => {
		expect(parseRetryAfter(header, now)).toBeUndefined();
	});
});
