import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { failureOfError, failureOfResponse } from '../errors/readFailure';
import { type Outcome, readAnswer } from './answer';
import { credentialOf } from './credential';
import { deadline } from './deadline';

/** What every request of the node starts from, in n8n's routing engine and in the bulk runner. */
export const REQUEST_DEFAULTS = {
	// The credential puts its own Base URL here (credentials/ElementeApi.credentials.ts).
	baseURL: 'https://api.elemente.ai',
	headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
} satisfies INodeTypeDescription['requestDefaults'];

/** Given to every request that is over, or takes too long: without it, each makes an error of its own, with a stack. */
const OVER = new Error('The request is over');

type Sender = Pick<
	ILoadOptionsFunctions | IPollFunctions | IExecuteFunctions,
	'getCredentials' | 'getNode' | 'helpers' | 'logger'
>;

/**
 * Sends one request with the credential. No redirect is followed, and the whole answer has to be there in time: n8n's
 * own time limit is one of silence, which an answer of one byte a second never reaches.
 *
 * @param request with `timeout` in milliseconds
 * @param maxBytes largest answer, where that of `readAnswer` is too large
 * @returns the answer to a request that succeeded (2xx), or the failure; never throws
 */
export async function sendRequest(
	context: Sender,
	request: IHttpRequestOptions & { timeout: number },
	maxBytes?: number,
): Promise<Outcome<IN8nHttpFullResponse>> {
	const until = performance.now() + request.timeout;
	const ended = new AbortController();
	const takeBack = deadline(request.timeout, () => ended.abort(OVER));
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			withoutSignal(context),
			'elementeApi',
			{
				...request,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				encoding: 'stream',
				abortSignal: ended.signal,
			},
		)) as IN8nHttpFullResponse;
	} catch (error) {
		return { failure: failureOfError(error) };
	} finally {
		takeBack();
	}
	const answer = await readAnswer(response, { timeoutMs: until - performance.now(), maxBytes });
	// Frees the connection of an answer that was not read to its end: to leave its stream is not enough.
	ended.abort(OVER);
	const failure = 'failure' in answer ? answer.failure : failureOfResponse(answer.value);
	return failure ? { failure } : answer;
}

/**
 * What n8n's request helper needs of the context, and no more: where it finds `getExecutionCancelSignal`, it puts that
 * signal in the place of ours (n8n-core 2.41, httpRequestWithAuthentication), and there is no deadline. A request that
 * is under way when the user cancels is not cut off: its answer says what became of it.
 */
function withoutSignal(context: Sender): IAllExecuteFunctions {
	return {
		helpers: context.helpers,
		logger: context.logger,
		getNode: () => context.getNode(),
		getCredentials: async () => await credentialOf(context),
	} as unknown as IAllExecuteFunctions;
}
