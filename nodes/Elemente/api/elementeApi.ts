import type { IDataObject, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { failureError } from '../errors/nodeErrors';
import { unreadable } from '../errors/readFailure';
import { Cancellation } from '../http/cancellation';
import { Pace } from '../http/pace';
import type { Outcome } from '../http/answer';
import { REQUEST_DEFAULTS, sendRequest } from '../http/request';
import { whileReading, withRetries } from '../http/retries';
import { type Entry, readList } from './list';

/** The paths of the API (API reference); an id comes behind them, see `withId`. */
export const CALLS = '/api/v1/calls';
export const AGENTS = '/api/v1/agents';

/** Longest time for one request, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** The path of one call or agent. @throws URIError where the id cannot be put in an address (half a character) */
export function withId(path: string, id: string): string {
	return `${path}/${encodeURIComponent(id)}`;
}

/**
 * Reads a list from the API, or a single entry as a list of one, where there is no row: for pickers and the trigger.
 *
 * @param maxSends how often it is asked at most, after failures that may pass
 * @throws NodeApiError that says what happened and what to do
 */
export async function readApi(
	context: ILoadOptionsFunctions | IPollFunctions,
	url: string,
	qs: IDataObject,
	maxSends: number,
): Promise<Entry[]> {
	const outcome = await withRetries(
		async () => await readOnce(context, url, qs),
		new Pace(1, new Cancellation()),
		whileReading(maxSends),
	);
	if ('value' in outcome) return outcome.value;
	throw failureError(context.getNode(), outcome.failure);
}

async function readOnce(
	context: ILoadOptionsFunctions | IPollFunctions,
	url: string,
	qs: IDataObject,
): Promise<Outcome<Entry[]>> {
	const { headers } = REQUEST_DEFAULTS;
	const answer = await sendRequest(context, {
		url,
		qs,
		headers: { Accept: headers.Accept },
		timeout: TIMEOUT_MS,
	});
	if ('failure' in answer) return answer;
	const value = readList(answer.value.body);
	return value ? { value } : { failure: unreadable(answer.value) };
}
