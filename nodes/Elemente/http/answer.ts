import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { FAILURES, type Failure } from '../errors/failures';
import { failureOfError } from '../errors/readFailure';
import { deadline } from './deadline';

/** What comes of a request, or why nothing does. */
export type Outcome<T> = { value: T } | { failure: Failure };

/** How long an answer may take where Request Options do not say, in milliseconds; as n8n's routing engine has it. */
const DEFAULT_TIMEOUT_MS = 300_000;

/** The time limit of Request Options, in milliseconds: an expression can give a text, or what is no time at all. */
export function timeoutOf(given: unknown, otherwise = DEFAULT_TIMEOUT_MS): number {
	const ms = Number(given);
	return ms > 0 ? ms : otherwise;
}

/** How long an answer may take and how large it may be. */
interface AnswerLimits {
	/** Milliseconds, from the headers to the last byte */
	timeoutMs: number;
	/** Bytes, counted after decompression */
	maxBytes?: number;
}

/** What n8n's request helper gives as a body that is asked for as a stream. */
interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): unknown;
}

/** Largest answer, in bytes: some days' calls with their transcripts, and far less than the memory of n8n. */
const MAX_ANSWER_BYTES = 50 * 1024 * 1024;

/** So much of an error answer is read: its words stand at its start. */
const MAX_ERROR_BYTES = 1024 * 1024;

/** So much of an answer that breaks off is kept, in characters: the id of a call stands at its start. */
const MAX_KEPT = 10_000;

/**
 * Reads the body of an answer that was asked for with `encoding: 'stream'`, so that neither its time nor its size is
 * up to the server: n8n's own time limit is one of silence once the headers have come (axios 1.18 bounds the time until
 * then), and n8n knows no largest size.
 *
 * @returns the answer, its body read as axios does (JSON where it is JSON, else text), or why it did not come to its
 *   end; one whose status is no success speaks by its status, however it ends. Never throws
 */
export async function readAnswer(
	response: IN8nHttpFullResponse,
	{ timeoutMs, maxBytes = MAX_ANSWER_BYTES }: AnswerLimits,
): Promise<Outcome<IN8nHttpFullResponse>> {
	const body = response.body as unknown;
	if (!isStream(body)) return { value: response };
	const { statusCode } = response;
	const isSuccess = statusCode >= 200 && statusCode < 300;
	const most = isSuccess ? maxBytes : MAX_ERROR_BYTES;
	const { text, failure } = await readText(body, timeoutMs, most);
	if (failure && isSuccess) {
		return { failure: { ...failure, statusCode, received: text.slice(0, MAX_KEPT) } };
	}
	return { value: { ...response, body: parsed(text) as IN8nHttpFullResponse['body'] } };
}

async function readText(
	stream: BodyStream,
	timeoutMs: number,
	maxBytes: number,
): Promise<{ text: string; failure?: Failure }> {
	const chunks: Uint8Array[] = [];
	let isLate = false;
	const takeBack = deadline(timeoutMs, () => {
		isLate = true;
		stream.destroy(new Error('The time for the whole answer is over'));
	});
	let failure: Failure | undefined;
	try {
		let size = 0;
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > maxBytes) {
				failure = { kind: 'tooLarge', detail: `more than ${Math.round(maxBytes / 1_048_576)} MB` };
				break;
			}
			chunks.push(chunk);
		}
	} catch (error) {
		failure = isLate ? { kind: 'responseTimeout' } : afterHeaders(failureOfError(error));
	} finally {
		takeBack();
		stream.destroy();
	}
	return { text: Buffer.concat(chunks).toString('utf8'), failure };
}

/** Headers have come, so the request has been there: whatever breaks then proves nothing, however it is called. */
function afterHeaders(failure: Failure): Failure {
	return FAILURES[failure.kind].create === 'unknown' ? failure : { ...failure, kind: 'dropped' };
}

function isStream(body: unknown): body is BodyStream {
	return (
		typeof body === 'object' &&
		body !== null &&
		Symbol.asyncIterator in body &&
		'destroy' in body &&
		typeof body.destroy === 'function'
	);
}

function parsed(text: string): unknown {
	const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
	if (isTooDeep(content)) return content;
	try {
		return JSON.parse(content);
	} catch {
		return content;
	}
}

/** Far more than the API has words for. n8n itself fails on an item that is nested some thousand levels deep, and all that came with it is lost. */
const DEEPEST = 200;

/** Whether a JSON text is nested too deep to be handed on. */
function isTooDeep(text: string): boolean {
	let depth = 0;
	let isInText = false;
	for (let at = 0; at < text.length && depth <= DEEPEST; at++) {
		const char = text[at];
		if (char === '"') isInText = !isInText;
		else if (isInText) at += char === '\\' ? 1 : 0;
		else if (char === '{' || char === '[') depth++;
		else if (char === '}' || char === ']') depth--;
	}
	return depth > DEEPEST;
}
