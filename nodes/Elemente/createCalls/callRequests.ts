import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { callOf } from '../api/call';
import type { Failure } from '../errors/failures';
import { failureOfError, failureOfResponse } from '../errors/readFailure';
import { REQUEST_DEFAULTS } from '../http/requestDefaults';
import type { RequestPlan } from './requestPlan';
import type { RequestSettings } from './settings';

/** A call as the API answers it: every call has an id. */
export type Call = IDataObject & { id: string };

export type Answer = { call: Call } | { failure: Failure };

/** The request that places one call. */
export function createRequest(plan: RequestPlan, settings: RequestSettings, body: IDataObject) {
	return { ...structuredClone(plan.request), ...settings.request, body } as IHttpRequestOptions;
}

/** Reads one call again, for Wait for Completion. Never throws. */
export async function readCall(
	context: IExecuteFunctions,
	settings: RequestSettings,
	id: string,
): Promise<Answer> {
	return await sendRequest(context, {
		...structuredClone(REQUEST_DEFAULTS),
		...settings.request,
		method: 'GET',
		url: `/api/v1/calls/${encodeURIComponent(id)}`,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	});
}

/** One request, and the call that it answers or what went wrong; never throws. A 2xx without a call is a failure too. */
export async function sendRequest(
	context: IExecuteFunctions,
	request: IHttpRequestOptions,
): Promise<Answer> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'elementeApi',
			{
				...request,
				returnFullResponse: true,
			},
		)) as IN8nHttpFullResponse;
		const failure = failureOfResponse(response);
		if (failure) return { failure };
		const call = callOf(response.body);
		return call ? { call } : { failure: { kind: 'noCall', statusCode: response.statusCode } };
	} catch (error) {
		return { failure: failureOfError(error) };
	}
}
