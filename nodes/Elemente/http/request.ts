import type {
	IAllExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeTypeDescription,
} from 'n8n-workflow';

import type { Failure } from '../errors/failures';
import { failureOfError, failureOfResponse } from '../errors/readFailure';

/** What every request of the node starts from, in n8n's routing engine and in the bulk runner. */
export const REQUEST_DEFAULTS = {
	// The credential puts its own Base URL here (credentials/ElementeApi.credentials.ts).
	baseURL: 'https://api.elemente.ai',
	headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
} satisfies INodeTypeDescription['requestDefaults'];

/** What comes of a request, or why nothing does. */
export type Outcome<T> = { value: T } | { failure: Failure };

/**
 * Sends one request with the credential. No redirect is followed. For pickers and the trigger the whole answer has to be
 * there in time; where a workflow runs, n8n 2.41 puts its own signal in the place of this one, and the time limit is one
 * of silence, which an answer of one byte a second never reaches.
 *
 * @param request with `timeout` in milliseconds
 * @returns the answer to a request that succeeded (2xx), or the failure; never throws
 */
export async function sendRequest(
	context: Pick<IAllExecuteFunctions, 'helpers'>,
	request: IHttpRequestOptions & { timeout: number },
): Promise<Outcome<IN8nHttpFullResponse>> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context as IAllExecuteFunctions,
			'elementeApi',
			{
				...request,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				abortSignal: AbortSignal.timeout(request.timeout),
			},
		)) as IN8nHttpFullResponse;
		const failure = failureOfResponse(response);
		return failure ? { failure } : { value: response };
	} catch (error) {
		return { failure: failureOfError(error) };
	}
}
