import type { IDataObject, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { Cancellation } from '../http/cancellation';
import { apiError, whatHappened, whatToDo } from '../errors/nodeErrors';
import { FAILURES, type Failure } from '../errors/failures';
import { Pace } from '../http/pace';
import { failureOfError, failureOfResponse, wordsOf } from '../errors/readFailure';
import { type Entry, readList } from './list';
import { withRetries } from '../http/retries';

/** Longest time for one request, in milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * Reads a list from the API, or a single entry as a list of one, where there is no row: for pickers and the trigger.
 *
 * @param maxTries how often it is asked, after failures that may pass
 * @throws NodeApiError that says what happened and what to do
 */
export async function readApi(
	context: ILoadOptionsFunctions | IPollFunctions,
	url: string,
	qs: IDataObject,
	maxTries: number,
): Promise<Entry[]> {
	const outcome = await withRetries(
		async () => await readOnce(context, url, qs),
		new Pace(1, new Cancellation()),
		({ kind }) => FAILURES[kind].read === 'sendAgain',
		maxTries,
	);
	if ('value' in outcome) return outcome.value;
	const { failure } = outcome;
	throw apiError(context.getNode(), whatHappened(failure), whatToDo(failure), failure);
}

async function readOnce(
	context: ILoadOptionsFunctions | IPollFunctions,
	url: string,
	qs: IDataObject,
): Promise<{ value: Entry[] } | { failure: Failure }> {
	try {
		const response = await context.helpers.httpRequestWithAuthentication.call(
			context,
			'elementeApi',
			{
				url,
				qs,
				headers: { Accept: 'application/json' },
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: TIMEOUT_MS,
			},
		);
		const failure = failureOfResponse(response);
		if (failure) return { failure };
		const { body, statusCode } = response;
		const value = readList(body);
		return value ? { value } : { failure: { kind: 'noCall', statusCode, words: wordsOf(body) } };
	} catch (error) {
		return { failure: failureOfError(error) };
	}
}
