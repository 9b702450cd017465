import type { IDataObject } from 'n8n-workflow';

import type { Failure, FailureKind } from './failures';
import { noTags } from './editorText';

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
		words:
			wordsOf(body) ?? (headers.location ? `Redirect to ${String(headers.location)}` : undefined),
		retryAfterMs,
	};
}

/** The failure of a 2xx that does not hold what was asked for, such as a log-in page. */
export function unreadable({ statusCode, body }: { statusCode?: number; body?: unknown }): Failure {
	return { kind: 'noCall', statusCode, words: wordsOf(body) };
}

function kindOfStatus(statusCode: number, retryAfterMs: number | undefined): FailureKind {
	if (statusCode === 503 && retryAfterMs !== undefined) return 'unavailableFor';
	if (KIND_OF_STATUS[statusCode]) return KIND_OF_STATUS[statusCode];
	if (statusCode < 400) return statusCode >= 300 ? 'redirect' : 'noCall';
	return statusCode < 500 ? 'otherRefusal' : 'serverError';
}

const KIND_OF_CODE: Record<string, FailureKind> = {
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'refused',
	ENETUNREACH: 'refused',
	ENOTFOUND: 'unknownHost',
	EAI_AGAIN: 'unknownHost',
	ERR_INVALID_URL: 'notSent',
	ERR_INVALID_CHAR: 'notSent',
};

const TLS_CODE =
	/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO)/;

/**
 * Reads a failure out of what n8n's request helper threw: an axios error, or a NodeApiError with one as its cause.
 * What cannot be told apart counts as dropped, so that a call is rather looked up than placed twice.
 */
export function failureOfError(thrown: unknown): Failure {
	const error = networkError(thrown);
	const code = String(error.code ?? '');
	const words = error.message?.slice(0, 300);
	if (KIND_OF_CODE[code]) return { kind: KIND_OF_CODE[code], words };
	if (TLS_CODE.test(code)) return { kind: 'tls', words };
	if (code === 'ETIMEDOUT' && error.syscall === 'connect') return { kind: 'connectTimeout', words };
	// The abort signal of a request is its deadline (http/request); a cancelled execution never gets here.
	if (code === 'ERR_CANCELED') return { kind: 'responseTimeout', words };
	if (code === 'ETIMEDOUT' || /^timeout of \d+ ?ms exceeded/.test(words ?? '')) {
		return { kind: 'responseTimeout', words };
	}
	// Not an error of the HTTP client: n8n or the credential refused before anything was sent.
	if (code === '' && error.isAxiosError !== true) return { kind: 'notSent', words };
	return { kind: 'dropped', words };
}

interface NetworkError {
	code?: unknown;
	syscall?: unknown;
	message?: string;
	isAxiosError?: unknown;
	cause?: unknown;
}

/** The innermost error that has a network code; else the innermost one at all. */
function networkError(thrown: unknown): NetworkError {
	let error = (thrown ?? {}) as NetworkError;
	for (let depth = 0; depth < 5 && typeof error.code !== 'string'; depth++) {
		if (typeof error.cause !== 'object' || error.cause === null) break;
		error = error.cause;
	}
	const { cause } = error as { cause?: NetworkError };
	// axios copies the code of the socket's error, but not always its syscall, which tells a connect time-out apart.
	return cause?.syscall !== undefined && error.syscall === undefined
		? Object.assign(Object.create(error) as NetworkError, { syscall: cause.syscall })
		: error;
}

/** The three forms of an HTTP date, all in GMT. `Date.parse` alone reads a date into "-5" and "soon 1" as well. */
const HTTP_DATE = /^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? .*\d\d:\d\d:\d\d/;

/**
 * RFC 9110: Retry-After is a number of seconds or an HTTP date.
 *
 * @param now milliseconds since 1970, what a date is counted from
 * @returns milliseconds, at least 0, or undefined where the header is missing or unreadable
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	if (header === undefined || header === null) return undefined;
	const value = String(header).trim();
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	if (!HTTP_DATE.test(value)) return undefined;
	const date = Date.parse(/[A-Z]{3}$/.test(value) ? value : `${value} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const LONGEST_WORDS = 500;

/**
 * What an error answer says. Error answers are not documented, so every form is read: `message` as a text or a
 * list, `error` as a text or an object, plain text, a proxy's HTML page, nothing at all.
 */
export function wordsOf(body: unknown): string | undefined {
	const words = Buffer.isBuffer(body)
		? undefined
		: typeof body === 'string'
			? textWords(body)
			: objectWords(body);
	return words?.trim() ? noTags(words.trim().slice(0, LONGEST_WORDS)) : undefined;
}

function textWords(body: string): string {
	if (!/<html|<!doctype|<body/i.test(body)) return body;
	const title =
		/<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1] ?? /<h1[^>]*>([^<]*)<\/h1>/i.exec(body)?.[1];
	return `A web page instead of data${title?.trim() ? `: ${title.trim()}` : ''}`;
}

function objectWords(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { message, error } = body as { message?: unknown; error?: unknown };
	for (const candidate of [message, error]) {
		if (typeof candidate === 'string' && candidate.trim()) return candidate;
		if (Array.isArray(candidate) && candidate.length > 0) {
			return candidate
				.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
				.join('; ');
		}
		if (typeof candidate === 'object' && candidate !== null)
			return objectWords(candidate) ?? JSON.stringify(candidate);
	}
	return Object.keys(body).length > 0 ? JSON.stringify(body) : undefined;
}
