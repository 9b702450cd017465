import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { download } from './download';
import { callJson } from '../../api/call';
import { apiError, lastWords } from '../../errors/nodeErrors';
import type { Failure } from '../../errors/failures';
import type { RoutedRow } from '../../rows/routedRow';
import { noTags, quote } from '../../errors/editorText';
import { FINAL_STATUSES } from '../../api/statuses';

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
	if (kind === 'tooLarge') {
		return [
			'The recording is larger than Largest File allows',
			'Raise Largest File (MB) in this node to download it.',
		];
	}
	if (kind === 'redirectAfter') {
		return [
			'The address of the recording leads on to others that are not opened',
			`Open the recordingUrl of the call in a browser to see where it leads.${lastWords(failure)}`,
		];
	}
	if (kind === 'noCall') {
		return [
			`What is at the address of the recording is not audio (it is ${words ?? 'packed in an unknown way'})`,
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
