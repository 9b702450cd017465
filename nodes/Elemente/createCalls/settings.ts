import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Output } from '../api/call';
import { waitLimitMs } from '../api/waitForCompletion';
import { operationError } from '../errors/nodeErrors';
import { timeoutOf } from '../http/answer';

/** *When Run Again*: what a new execution does with rows that an earlier one has sent. */
export type WhenRunAgain = 'goOn' | 'startOver' | 'onlyOnce';

export interface RequestSettings {
	whenRunAgain: WhenRunAgain;
	maxConcurrentCalls: number;
	/** Wait for Completion: how long at most, in milliseconds; undefined when it is off */
	waitLimitMs?: number;
	/** n8n's Request Options → Batching: items per batch, and milliseconds between the starts of two batches */
	batchSize: number;
	batchIntervalMs: number;
	/** What Request Options add to every request */
	request: Partial<IHttpRequestOptions> & { timeout: number };
	/** What each item is */
	output: Output;
	/** *Check Only*: nothing is sent */
	checkOnly: boolean;
	/** *Include Other Input Fields*: the row's own columns come out as well */
	includesInput: boolean;
}

const DEFAULT_MAX_CONCURRENT_CALLS = 10;

interface OptionsParameter {
	maxConcurrentCalls?: number;
	output?: Output;
	checkOnly?: boolean;
	includeOtherInputFields?: boolean;
}

interface RequestOptionsParameter {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	allowUnauthorizedCerts?: boolean;
	proxy?: string;
	timeout?: unknown;
}

/** Reads the options of the node and n8n's own Request Options. They are the same for every row. */
export function requestSettings(context: IExecuteFunctions): RequestSettings {
	const options = context.getNodeParameter('options', 0, {}) as OptionsParameter;
	const given = context.getNodeParameter('requestOptions', 0, {}) as RequestOptionsParameter;
	const { batchSize = 50, batchInterval = 0 } = given.batching?.batch ?? {};
	return {
		whenRunAgain: context.getNodeParameter('contactRules.whenRunAgain', 0, 'goOn') as WhenRunAgain,
		maxConcurrentCalls: atLeastOne(options.maxConcurrentCalls, DEFAULT_MAX_CONCURRENT_CALLS),
		waitLimitMs: context.getNodeParameter('waitForCompletion', 0, false)
			? waitLimitMs(context.getNodeParameter('waitLimit', 0, undefined))
			: undefined,
		batchSize: atLeastOne(batchSize, 1),
		batchIntervalMs: batchInterval,
		output: options.output ?? 'calls',
		checkOnly: options.checkOnly ?? false,
		// Where error items come out beside the calls they have always had their row's columns, which a table wants of all.
		includesInput:
			options.includeOtherInputFields ?? context.getNode().onError === 'continueRegularOutput',
		request: {
			timeout: timeoutOf(given.timeout),
			...(given.allowUnauthorizedCerts ? { skipSslCertificateValidation: true } : {}),
			...(given.proxy ? { proxy: proxyOf(context, given.proxy) } : {}),
		},
	};
}

function atLeastOne(given: unknown, otherwise: number): number {
	return Math.max(1, Math.floor(Number(given) || otherwise));
}

/** @throws NodeOperationError when the address has no host or no port, as n8n's routing engine does */
function proxyOf(context: IExecuteFunctions, address: string): IHttpRequestOptions['proxy'] {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const port = Number(url?.port) || { 'http:': 80, 'https:': 443 }[String(url?.protocol)];
	const auth = url && authOf(url);
	if (!url?.hostname || !port || auth === UNREADABLE) {
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
		...(auth ? { auth } : {}),
	};
}

const UNREADABLE = 'unreadable';

/** User name and password as they are: in an address, characters such as @ are written as %40. */
function authOf({ username, password }: URL) {
	if (username === '') return undefined;
	try {
		return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
	} catch {
		return UNREADABLE;
	}
}
