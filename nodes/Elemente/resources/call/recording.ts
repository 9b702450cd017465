import type {
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { audioType } from './audioType';
import { callJson } from '../../api/call';
import { apiError, lastWords } from '../../errors/nodeErrors';
import type { Failure } from '../../errors/failures';
import { failureOfError, failureOfResponse } from '../../errors/readFailure';
import type { Outcome } from '../../http/answer';
import type { RoutedRow } from '../../rows/routeRow';
import { noTags, quote } from '../../errors/editorText';
import { FINAL_STATUSES } from '../../api/statuses';

/** Longest time for a whole download, in milliseconds, where Request Options do not say. */
const DOWNLOAD_MS = 5 * 60_000;

/** Bytes that tell a format, see `audioType`. A shorter file is read whole. */
const SIGNATURE_LENGTH = 12;

const LONGEST_NAME = 60;

type Stream = Exclude<
	Parameters<IExecutePaginationFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** What is wrong, and what to do about it. */
type Said = [message: string, remedy: string];

/**
 * The row of Call → Get Recording: reads the call and puts its recording into the item as a file. Where there is none
 * (yet, at all, or any more) an item without a file comes out, if Without a Recording says so.
 *
 * @throws NodeApiError else, and where there is something else in its place
 */
export async function downloadRecording(row: RoutedRow): Promise<INodeExecutionData[]> {
	const [{ json: call }] = await row.send();
	const missing = whyMissing(call);
	if (missing) return withoutFile(row.context, call, missing);
	const url = recordingUrl(row.context, call);
	const outcome = await row.repeat(async () => await download(row, call, url));
	if ('value' in outcome) return [outcome.value];
	const { failure } = outcome;
	if (GONE.has(failure.statusCode)) {
		return withoutFile(row.context, call, whyGone(failure), failure);
	}
	throw recordingError(row.context, ...describe(failure), failure);
}

/** Why a call has no recording to download; undefined where it has one. */
function whyMissing({ id, status, recordingUrl: given }: IDataObject): Said | undefined {
	if (typeof given === 'string' && given.trim() !== '') return undefined;
	if (FINAL_STATUSES.has(status)) {
		return [
			`Call ${id} has no recording (its status is ${status})`,
			'Only phone calls that were answered have one, and it may take a moment after the call to appear. For a list of calls, choose Item Without a File under Without a Recording.',
		];
	}
	return [
		`The recording of call ${id} is not ready: the call is still going on (its status is ${status})`,
		'Wait until the call has ended: switch on Wait for Completion in an Elemente node before this one.',
	];
}

/** @throws NodeApiError unless Without a Recording asks for an item all the same */
function withoutFile(
	context: IExecutePaginationFunctions,
	call: IDataObject,
	[message, remedy]: Said,
	failure?: Failure,
): INodeExecutionData[] {
	if (context.getNodeParameter('withoutRecording', 'error') !== 'item') {
		throw recordingError(context, message, remedy, failure);
	}
	return [{ json: { ...callJson(call, true), reason: noTags(message) } }];
}

/** The address of the recording. Only web addresses: it comes from outside and is opened by n8n's own machine. */
function recordingUrl(context: IExecutePaginationFunctions, call: IDataObject): URL {
	const given = String(call.recordingUrl);
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
	throw recordingError(
		context,
		`The recording of call ${call.id} has an address that is not a web address: ${quote(given)}`,
		'Only addresses that start with https:// or http:// are opened.',
	);
}

/**
 * Downloads the file, without credentials: it is on another host, which must not learn the password.
 * Its stream goes on to n8n's file storage, so that the file is never held in memory twice.
 */
async function download(
	{ context, request, cancellation }: RoutedRow,
	call: IDataObject,
	url: URL,
): Promise<Outcome<INodeExecutionData>> {
	const { timeout = DOWNLOAD_MS, proxy, skipSslCertificateValidation } = request;
	const limit = AbortSignal.timeout(timeout);
	const cancelled = context.getExecutionCancelSignal();
	let stream: Stream | undefined;
	try {
		const response = (await context.helpers.httpRequest({
			url: url.href,
			method: 'GET',
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout,
			proxy,
			skipSslCertificateValidation,
			abortSignal: cancelled ? AbortSignal.any([cancelled, limit]) : limit,
		} as IHttpRequestOptions)) as IN8nHttpFullResponse;
		stream = response.body as unknown as Stream;
		const failure = failureOfResponse({ ...response, body: undefined });
		if (failure) return { failure };

		const contentType = response.headers['content-type'];
		const type = audioType(contentType, await firstBytes(stream), url.pathname);
		if (!type) return { failure: { kind: 'noCall', words: String(contentType ?? 'unknown') } };
		const fileName = `recording-${safeName(String(call.id))}.${type.extension}`;
		const file = await cancellation.orCancelled(
			context.helpers.prepareBinaryData(stream, fileName, type.mimeType),
		);
		const field = String(context.getNodeParameter('binaryPropertyName', 'data')) || 'data';
		return { value: { json: callJson(call, true), binary: { [field]: file } } };
	} catch (error) {
		return { failure: failureOfError(error) };
	} finally {
		// Frees the connection of a file that was not wanted.
		stream?.destroy();
	}
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

/** What a host answers where a file was, and is no more. */
const GONE: ReadonlySet<unknown> = new Set([404, 410]);

function whyGone({ statusCode }: Failure): Said {
	return [
		`The recording is gone: there is nothing at its address any more (HTTP ${statusCode})`,
		'Recordings are kept for a limited time. Download them soon after the call.',
	];
}

function describe(failure: Failure): Said {
	const { kind, statusCode, words } = failure;
	if (statusCode === 401 || statusCode === 403) {
		return [
			`The host of the recording does not give it out (HTTP ${statusCode})`,
			'Its address may have expired. Your Elemente password is not sent there, to keep it safe.',
		];
	}
	if (kind === 'noCall') {
		return [
			`What is at the address of the recording is not audio (it is ${words})`,
			'It may be a log-in or error page. Open the recordingUrl of the call in a browser to see it.',
		];
	}
	const status = statusCode === undefined ? '' : ` (HTTP ${statusCode})`;
	return [
		`The recording could not be downloaded${status}`,
		`Try again later.${lastWords(failure)}`,
	];
}

function recordingError(
	context: IExecutePaginationFunctions,
	message: string,
	remedy: string,
	failure?: Failure,
) {
	return apiError(context.getNode(), message, remedy, failure);
}
