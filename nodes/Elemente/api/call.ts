import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { readCutJson } from './cutJson';
import { REACHED } from './statuses';

/** A call as the API answers it: every call has an id. */
export type Call = IDataObject & { id: string };

/** What each item is: a call, or one of its messages. */
export type Output = 'calls' | 'messages';

/**
 * The fields that Simplify keeps, most useful first. n8n's guidelines allow ten of the API's.
 * Two are this package's: `reached`, of a call that has ended, and `ended`, where Wait for Completion was on.
 */
const SIMPLIFIED = [
	'id',
	'status',
	'reached',
	'ended',
	'duration',
	'customerName',
	'customerPhone',
	'customerEmail',
	'customerId',
	'transcription',
	'recordingUrl',
];

/** How deep a call may be wrapped. */
const MAX_DEPTH = 5;

/**
 * The one call that an answer holds: as it is documented, or in a list of one, or wrapped in `data`, its id a text or
 * a number. A call that was placed must not be lost because the rest of its answer is odd.
 *
 * @returns the call, its id as text; undefined when the answer holds none, or more than one
 */
export function callOf(body: unknown, depth = 0): Call | undefined {
	if (typeof body !== 'object' || body === null || depth > MAX_DEPTH) return undefined;
	if (Array.isArray(body)) return body.length === 1 ? callOf(body[0], depth + 1) : undefined;
	const { id, data } = body as IDataObject;
	if (isId(id)) return { ...body, id: String(id) };
	return callOf(data, depth + 1);
}

/** The call in the text of an answer that was cut off, where its id had come: so much is known of it. */
export function callInText(text: string | undefined): Call | undefined {
	return callOf(readCutJson(text ?? ''));
}

/**
 * A value of an answer as text; empty where it says nothing that can be read as one. What should be a text may be an
 * object, and of some objects JavaScript makes no text but an error.
 */
export function textOf(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() : '';
}

/** Whether a value can be the id of something: a text that is not empty, or a whole number that JSON keeps exactly. */
export function isId(value: unknown): value is string | number {
	return typeof value === 'string' ? value !== '' : Number.isSafeInteger(value);
}

/** `duration` is declared a number and shown as the text "7200" in the API reference: a number whatever came. */
export function withNumericDuration(call: IDataObject): IDataObject {
	const { duration } = call;
	if (typeof duration !== 'string' || duration.trim() === '') return call;
	const seconds = Number(duration);
	return Number.isFinite(seconds) ? { ...call, duration: seconds } : call;
}

/** The call with all its fields, or with the most useful ones. */
export function callJson(call: IDataObject, simplify: boolean): IDataObject {
	const whole = { ...withNumericDuration(call), ...reachedOf(call) };
	return simplify ? pick(whole, SIMPLIFIED) : whole;
}

/** Whether a person was reached, where that can be said: of a call that has ended. */
function reachedOf({ status }: IDataObject): IDataObject {
	const reached = REACHED.get(status);
	return reached === undefined ? {} : { reached };
}

/** The named fields of an object, where it has them, in the order of the names. */
export function pick(object: IDataObject, names: string[]): IDataObject {
	return Object.fromEntries(
		names.filter((name) => name in object).map((name) => [name, object[name]]),
	);
}

/**
 * The items of a row's calls, each linked to the row (counted from 0): one for each call, or one for each of its
 * messages, with `callId`.
 */
export function callItems(
	calls: IDataObject[],
	{ row, output, simplify }: { row: number; output: Output; simplify: boolean },
): INodeExecutionData[] {
	const jsons =
		output === 'messages'
			? calls.flatMap(messagesOf)
			: calls.map((call) => callJson(call, simplify));
	return jsons.map((json) => ({ json, pairedItem: { item: row } }));
}

/** What has become of a row is told in one column, whatever it is. */
const PLACED = { outcome: 'placed' };

/**
 * The items of a call that was just created. One without messages gives an item in any case: its id must not be lost.
 */
export function createdCallItems(
	call: Call,
	given: { row: number; output: Output; simplify: boolean },
): INodeExecutionData[] {
	const items = callItems([call], given);
	const atLeastOne =
		items.length > 0 ? items : callItems([call], { ...given, output: 'calls', simplify: true });
	return atLeastOne.map((item) => ({ ...item, json: { ...PLACED, ...item.json, ...PLACED } }));
}

/** The API reference declares messages to be texts, but shows objects `{ sid, timestamp, sender, content, … }`. */
function messagesOf({ id, messages }: IDataObject): IDataObject[] {
	if (!Array.isArray(messages)) return [];
	return (messages as unknown[]).map((message) =>
		typeof message === 'object' && message !== null
			? { callId: id, ...message }
			: { callId: id, content: textOf(message) },
	);
}
