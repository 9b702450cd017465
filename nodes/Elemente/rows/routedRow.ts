import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Outcome } from '../http/answer';
import type { Cancellation } from '../http/cancellation';

export type RoutedRequest = DeclarativeRestApiSettings.ResultOptions;
export type HttpRequest = RoutedRequest['options'];

/** One row of an operation that n8n's routing engine serves. */
export interface RoutedRow {
	context: IExecutePaginationFunctions;
	/** The request as the fields declare it, after their checks */
	request: HttpRequest;
	cancellation: Cancellation;
	/**
	 * Sends the row's request, changed by `changes`, and again after a failure that may pass.
	 *
	 * @returns what the operation's post-receive actions make of the answer
	 * @throws NodeApiError
	 */
	send: (changes?: Partial<HttpRequest>) => Promise<INodeExecutionData[]>;
	/** The same once only; undefined when it failed, or would have to wait beyond `until`. For who looks again anyway. */
	look: (until: number) => Promise<INodeExecutionData[] | undefined>;
	/** Repeats a request to another host than the API's in the same way. */
	repeat: <T>(once: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
}

export type Work = (row: RoutedRow) => Promise<INodeExecutionData[]>;
