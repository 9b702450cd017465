import type {
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { callJson } from '../../api/call';
import type { Failure } from '../../errors/failures';
import { failureOfError, failureOfResponse } from '../../errors/readFailure';
import { type Outcome, timeoutOf } from '../../http/answer';
import type { RoutedRow } from '../../rows/routedRow';
import { audioType } from './audioType';

/** Longest time for a whole download, in milliseconds, where Request Options do not say. */
const DOWNLOAD_MS = 5 * 60_000;

/** Largest file, in megabytes, where the user does not say. An hour of telephone sound is 60, uncompressed. */
export const DEFAULT_MAX_MB = 200;

/** How often the address of a recording may lead on to another. */
const MAX_REDIRECTS = 5;

/** Bytes that tell a format, see `audioType`. A shorter file is read whole. */
const SIGNATURE_LENGTH = 12;

const LONGEST_NAME = 60;

type Stream = Exclude<
	Parameters<IExecutePaginationFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/**
 * Downloads the file, without credentials: it is on another host, which must not learn the password.
 * Its stream goes on to n8n's file storage, so that the file is never held in memory twice.
 *
 * @param call as Call → Get answers it
 * @returns the item of the call with its file, or why there is none. Never throws
 */
export async function download(
	row: RoutedRow,
	call: IDataObject,
	url: URL,
): Promise<Outcome<INodeExecutionData>> {
	const done = new AbortController();
	let stream: Stream | undefined;
	let isTooLarge = () => false;
	try {
		const response = await askFor(row, url, done.signal);
		stream = response.body as unknown as Stream;
		const failure = failureOfResponse({ ...response, body: undefined });
		if (failure) return { failure };
		const maxBytes = maxBytesOf(row.context);
		isTooLarge = limited(stream, maxBytes);
		if (Number(response.headers['content-length']) > maxBytes) return { failure: TOO_LARGE };
		return await fileOf(row, call, stream, { url, contentType: response.headers['content-type'] });
	} catch (error) {
		return { failure: isTooLarge() ? TOO_LARGE : failureOfError(error) };
	} finally {
		// Frees the connection of a file that was not wanted: the stream alone, which n8n's HTTP client has wrapped, would not.
		stream?.on('error', () => {}).destroy();
		done.abort();
	}
}

/** @throws what n8n's request helper throws */
async function askFor(
	{ context, request }: RoutedRow,
	url: URL,
	done: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	const { proxy, skipSslCertificateValidation } = request;
	const timeout = timeoutOf(request.timeout, DOWNLOAD_MS);
	const cancelled = context.getExecutionCancelSignal();
	const signals = [AbortSignal.timeout(timeout), done, ...(cancelled ? [cancelled] : [])];
	return (await context.helpers.httpRequest({
		url: url.href,
		method: 'GET',
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout,
		maxRedirects: MAX_REDIRECTS,
		proxy,
		skipSslCertificateValidation,
		abortSignal: AbortSignal.any(signals),
	} as IHttpRequestOptions)) as IN8nHttpFullResponse;
}

/** The item with the file, or why that is no recording. @throws what breaks the stream off, and RunCancelled */
async function fileOf(
	{ context, cancellation }: RoutedRow,
	call: IDataObject,
	stream: Stream,
	{ url, contentType }: { url: URL; contentType: unknown },
): Promise<Outcome<INodeExecutionData>> {
	const start = await firstBytes(stream);
	if (start.length === 0) return { failure: { kind: 'noCall', words: 'an empty file' } };
	const type = audioType(contentType, start, url.pathname);
	if (!type) return { failure: { kind: 'noCall', words: String(contentType ?? 'unknown') } };
	const fileName = `recording-${safeName(String(call.id))}.${type.extension}`;
	const file = await cancellation.orCancelled(
		context.helpers.prepareBinaryData(stream, fileName, type.mimeType),
	);
	const field = String(context.getNodeParameter('binaryPropertyName', 'data')) || 'data';
	return { value: { json: callJson(call, true), binary: { [field]: file } } };
}

const TOO_LARGE: Failure = { kind: 'tooLarge' };

/** Largest File, in bytes. */
function maxBytesOf(context: IExecutePaginationFunctions): number {
	const megabytes = Number(context.getNodeParameter('maxFileSize', DEFAULT_MAX_MB));
	return (megabytes > 0 ? megabytes : DEFAULT_MAX_MB) * 1_048_576;
}

/**
 * Breaks a stream off when more than so many bytes have come. They are counted where they arrive, as n8n's file storage
 * reads the stream: a listener of our own would set it flowing before that.
 *
 * @returns tells whether that has happened
 */
function limited(stream: Stream, maxBytes: number): () => boolean {
	let size = stream.readableLength;
	const push = stream.push.bind(stream);
	stream.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
		size += chunk?.length ?? 0;
		if (size <= maxBytes) return push(chunk, encoding);
		stream.destroy(new Error('The file is too large'));
		return false;
	};
	return () => size > maxBytes;
}

/** Part of a file's name out of an id: nothing that a file system reads as a path, and not too long for it. */
function safeName(id: string): string {
	return id.replace(/[^\w-]/g, '_').slice(0, LONGEST_NAME);
}

/** Looks at the start of a stream and puts it back. */
async function firstBytes(stream: Stream): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		function look() {
			const chunk = stream.read(SIGNATURE_LENGTH) as Buffer | null;
			if (chunk === null) return;
			stream.off('readable', look);
			stream.unshift(chunk);
			resolve(chunk);
		}
		stream.on('readable', look);
		stream.once('end', () => resolve(Buffer.alloc(0)));
		stream.once('error', reject);
	});
}
