import type { IDataObject } from 'n8n-workflow';

import type { Failure, FailureKind } from './failures';
import { asJson, noTags, quote } from './editorText';

const KIND_OF_STATUS: Record<number, FailureKind> = {
	400: 'badRequest',
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	408: 'requestTimeout',
	422: 'badRequest',
	425: 'tooEarly',
	429: 'tooManyRequests',
	503: 'unavailable',
};

/** @returns the failure that an answer stands for, or undefined for a 2xx */
export function failureOfResponse(response: {
	statusCode: number;
	headers: IDataObject;
	body?: unknown;
}): Failure | undefined {
	const { statusCode, headers, body } = response;
	if (statusCode >= 200 && statusCode < 300) return undefined;
	const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
	return {
		kind: kindOfStatus(statusCode, retryAfterMs),
		statusCode,
		words: wordsOf(body),
		...(headers.location ? { detail: `redirect to ${quote(headers.location)}` } : {}),
		retryAfterMs,
	};
}

/** The failure of a 2xx that does not hold what was asked for, such as a log-in page. */
export function unreadable({ statusCode, body }: { statusCode?: number; body?: unknown }): Failure {
	const received = typeof body === 'string' ? body.slice(0, MAX_READ) : undefined;
	return { kind: 'noCall', statusCode, words: wordsOf(body), ...(received ? { received } : {}) };
}

function kindOfStatus(statusCode: number, retryAfterMs: number | undefined): FailureKind {
	if (statusCode === 503 && retryAfterMs !== undefined) return 'unavailableFor';
	if (KIND_OF_STATUS[statusCode]) return KIND_OF_STATUS[statusCode];
	// Only these two say that the same request is wanted elsewhere; a 303 is the usual answer to one that was carried out.
	if (statusCode === 307 || statusCode === 308) return 'redirect';
	if (statusCode < 400) return statusCode >= 300 ? 'redirectAfter' : 'noCall';
	return statusCode < 500 ? 'otherRefusal' : 'serverError';
}

/** By the call of the operating system that failed: only what fails before the connection is there proves anything. */
const BEFORE_SENDING: Record<string, Record<string, FailureKind>> = {
	connect: {
		ECONNREFUSED: 'refused',
		EHOSTDOWN: 'refused',
		EHOSTUNREACH: 'refused',
		ENETDOWN: 'refused',
		ENETUNREACH: 'refused',
		ETIMEDOUT: 'connectTimeout',
	},
	getaddrinfo: { EAI_AGAIN: 'unknownHost', EAI_FAIL: 'unknownHost', ENOTFOUND: 'unknownHost' },
};

/** Errors of putting the request together. */
const NOT_SENT = new Set(['ERR_INVALID_URL', 'ERR_INVALID_CHAR']);

/** What the credential says of a Base URL that it does not use: it is asked before anything is sent. */
const REFUSED_BEFORE_SENDING = /^The Base URL in the Elemente API credential /;

/** The certificate was refused: Node.js checks it before the first byte of the request is sent. */
const CERTIFICATE_REFUSED =
	/^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;

/** Any other error of TLS can come at any time, also after the request. */
const TLS_BROKEN = /^(EPROTO$|ERR_TLS_|ERR_SSL_)/;

/**
 * Reads a failure out of what n8n's request helper threw: an axios error, or a NodeApiError with one as its cause.
 * What proves nothing counts as dropped, so that a call is rather looked up than placed twice: EHOSTUNREACH, for one,
 * also comes from a connection that has carried the request already (its syscall is `read` then).
 */
export function failureOfError(thrown: unknown): Failure {
	const error = networkError(thrown);
	const code = String(error.code ?? '');
	return { kind: kindOfError(error, code), detail: detailOf(error) };
}

function kindOfError(error: NetworkError, code: string): FailureKind {
	const before = beforeSending(error);
	if (before) return before;
	if (NOT_SENT.has(code)) return 'notSent';
	if (CERTIFICATE_REFUSED.test(code)) return 'tls';
	if (TLS_BROKEN.test(code)) return 'tlsBroken';
	// Followed too often, or to what is no web address; only the address of a recording is followed at all.
	if (code.startsWith('ERR_FR_')) return 'redirectAfter';
	// It is not packed as its headers say (zlib), and will not be the next time.
	if (code.startsWith('Z_')) return 'noCall';
	// The request's own deadline (http/request), or n8n's signal: then the run is cancelled, and nobody reads this.
	if (code === 'ERR_CANCELED' || code === 'ETIMEDOUT') return 'responseTimeout';
	const message = String(error.message);
	if (/^timeout of \d+ ?ms exceeded/.test(message)) return 'responseTimeout';
	return code === '' && REFUSED_BEFORE_SENDING.test(message) ? 'notSent' : 'dropped';
}

function detailOf({ message }: NetworkError): string | undefined {
	return message ? noTags(String(message).slice(0, LONGEST_DETAIL)) : undefined;
}

interface NetworkError {
	code?: unknown;
	syscall?: unknown;
	message?: unknown;
	cause?: unknown;
	/** Of an AggregateError: Node.js tries the addresses of a host one after the other */
	errors?: unknown;
}

/** How many causes are looked through. */
const MAX_DEPTH = 5;

/** The outermost error that has a network code; else the innermost one at all. */
function networkError(thrown: unknown): NetworkError {
	let error = (thrown ?? {}) as NetworkError;
	for (let depth = 0; depth < MAX_DEPTH && typeof error.code !== 'string'; depth++) {
		if (typeof error.cause !== 'object' || error.cause === null) break;
		error = error.cause;
	}
	return error;
}

/**
 * The failure of connecting or of looking the name up that an error stands for. Code and call are read off the same
 * error, the innermost one: axios copies the code of the socket's, but not always its call.
 *
 * @returns undefined where anything else is behind it, also behind one of several addresses
 */
function beforeSending(error: NetworkError, depth = 0): FailureKind | undefined {
	const { cause, errors } = error;
	if (depth >= MAX_DEPTH) return undefined;
	if (Array.isArray(errors) && errors.length > 0) {
		const kinds = (errors as NetworkError[]).map((each) => beforeSending(each ?? {}, depth + 1));
		return kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined;
	}
	if (isNetworkError(cause)) return beforeSending(cause, depth + 1);
	return BEFORE_SENDING[String(error.syscall)]?.[String(error.code)];
}

function isNetworkError(cause: unknown): cause is NetworkError {
	const { code, syscall, errors } = (cause ?? {}) as NetworkError;
	return code !== undefined || syscall !== undefined || errors !== undefined;
}

/** The three forms of an HTTP date, all in GMT, which one of them does not say. `Date.parse` alone reads a date into "-5" and "soon 1" as well. */
const HTTP_DATE =
	/^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? .*\d\d:\d\d:\d\d( \d{4})?/;

/**
 * RFC 9110: Retry-After is a number of seconds or an HTTP date.
 *
 * @param now milliseconds since 1970, what a date is counted from
 * @returns milliseconds, at least 0, or undefined where the header is missing or unreadable
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	const value = String(header).trim();
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const [date] = HTTP_DATE.exec(value) ?? [''];
	const time = Date.parse(`${date} GMT`);
	return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

const LONGEST_WORDS = 500;
const LONGEST_DETAIL = 300;

/** So much of an answer is read for its words: a page of a megabyte says at its start what it is. */
const MAX_READ = 10_000;

/**
 * What an error answer says. Error answers are not documented, so every form is read: `message` as a text or a
 * list, `error` as a text or an object, plain text, a proxy's HTML page, nothing at all.
 */
export function wordsOf(body: unknown): string | undefined {
	const words = Buffer.isBuffer(body)
		? undefined
		: typeof body === 'string'
			? textWords(body.slice(0, MAX_READ))
			: objectWords(body);
	const text = words?.slice(0, MAX_READ).trim();
	return text ? noTags(text.slice(0, LONGEST_WORDS)) : undefined;
}

function textWords(body: string): string {
	if (!/<html|<!doctype|<body/i.test(body)) return body;
	const heading = textIn(body, 'title') ?? textIn(body, 'h1');
	return `A web page instead of data${heading?.trim() ? `: ${heading.trim()}` : ''}`;
}

/** The text of the first such element. Not by one expression: on a page of opened tags its time would grow with the square. */
function textIn(page: string, tag: string): string | undefined {
	const start = page.search(new RegExp(`<${tag}[\\s>]`, 'i'));
	if (start < 0) return undefined;
	const open = page.indexOf('>', start);
	const close = page.indexOf('<', open);
	return open < 0 || close < 0 ? undefined : page.slice(open + 1, close);
}

function objectWords(body: unknown, depth = 0): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { message, error } = body as { message?: unknown; error?: unknown };
	for (const candidate of [message, error]) {
		if (typeof candidate === 'string' && candidate.trim()) return candidate;
		if (Array.isArray(candidate)) {
			if (candidate.length === 0) continue;
			return candidate
				.slice(0, LONGEST_WORDS)
				.map((part) => (typeof part === 'string' ? part : asJson(part)))
				.join('; ');
		}
		if (typeof candidate === 'object' && candidate !== null) {
			return (
				(depth < MAX_DEPTH ? objectWords(candidate, depth + 1) : undefined) ?? asJson(candidate)
			);
		}
	}
	return Object.keys(body).length > 0 ? asJson(body) : undefined;
}
