import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { operationError } from './errors';

export interface RequestSettings {
	maxConcurrentCalls: number;
	/** n8n's Request Options → Batching: items per batch, and milliseconds between the starts of two batches */
	batchSize: number;
	batchIntervalMs: number;
	/** When this try of the run began, in milliseconds since 1970 */
	startedAt: number;
	/** What Request Options add to every request */
	request: Partial<IHttpRequestOptions>;
}

const DEFAULT_MAX_CONCURRENT_CALLS = 10;

/** As n8n's routing engine has it, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 300_000;

interface RequestOptionsParameter {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	allowUnauthorizedCerts?: boolean;
	proxy?: string;
	timeout?: number;
}

/** Reads the options of the node and n8n's own Request Options. They are the same for every row. */
export function requestSettings(context: IExecuteFunctions): RequestSettings {
	const { maxConcurrentCalls } = context.getNodeParameter('options', 0, {}) as {
		maxConcurrentCalls?: number;
	};
	const given = context.getNodeParameter('requestOptions', 0, {}) as RequestOptionsParameter;
	const { batchSize = 50, batchInterval = 0 } = given.batching?.batch ?? {};
	return {
		maxConcurrentCalls: Math.max(
			1,
			Math.floor(Number(maxConcurrentCalls) || DEFAULT_MAX_CONCURRENT_CALLS),
		),
		batchSize: batchSize > 0 ? batchSize : 1,
		batchIntervalMs: batchInterval,
		startedAt: Date.now(),
		request: {
			timeout: given.timeout || DEFAULT_TIMEOUT_MS,
			...(given.allowUnauthorizedCerts ? { skipSslCertificateValidation: true } : {}),
			...(given.proxy ? { proxy: proxyOf(context, given.proxy) } : {}),
		},
	};
}

/** @throws NodeOperationError when the address has no host or no port, as n8n's routing engine does */
function proxyOf(context: IExecuteFunctions, address: string): IHttpRequestOptions['proxy'] {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const port = Number(url?.port) || { 'http:': 80, 'https:': 443 }[url?.protocol ?? ''];
	if (!url?.hostname || !port) {
		throw operationError(
			context.getNode(),
			'The proxy under Request Options is not valid. No call was placed.',
			'Write it with protocol, host and port, for example http://myproxy:3128.',
		);
	}
	return {
		host: url.hostname,
		port,
		protocol: url.protocol.replace(':', ''),
		...(url.username
			? {
					auth: {
						username: decodeURIComponent(url.username),
						password: decodeURIComponent(url.password),
					},
				}
			: {}),
	};
}
