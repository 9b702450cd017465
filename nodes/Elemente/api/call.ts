import type { IDataObject } from 'n8n-workflow';

/**
 * The fields that Simplify keeps, most useful first. n8n's guidelines allow ten.
 * `ended` is not the API's: it is there where Wait for Completion was on.
 */
const SIMPLIFIED = [
	'id',
	'status',
	'ended',
	'duration',
	'customerName',
	'customerPhone',
	'customerEmail',
	'customerId',
	'transcription',
	'recordingUrl',
] as const;

/** @returns the call that an answer holds, or undefined when it holds none (every call has an id) */
export function callOf(body: unknown): (IDataObject & { id: string }) | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const { id } = body as IDataObject;
	return typeof id === 'string' && id !== '' ? (body as IDataObject & { id: string }) : undefined;
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
	const whole = withNumericDuration(call);
	if (!simplify) return whole;
	return Object.fromEntries(
		SIMPLIFIED.filter((key) => key in whole).map((key) => [key, whole[key]]),
	);
}
