import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { getPath, setPath } from './bodyPath';
import { isEmpty } from './values';
import { type RowContext, RowProblem, quote } from '../rows/problems';

/** The channels of the API, in the order in which the editor lists them. */
export const CHANNELS = [
	{ name: 'Call', value: 'call' },
	{ name: 'Email', value: 'email' },
	{ name: 'SMS', value: 'sms' },
	{ name: 'Webchat', value: 'webchat' },
	{ name: 'WhatsApp', value: 'whatsapp' },
] as const;

/** What a channel cannot do without, and the two places where a row can give it. */
const CONTACT_OF_CHANNEL: Record<
	string,
	{ field: string; override: string; paths: [string, string] }
> = {
	phone: {
		field: 'Customer Phone',
		override: 'Phone Number under Customer Override',
		paths: ['customerPhone', 'customerOverride.phoneNumber'],
	},
	email: {
		field: 'Customer Email',
		override: 'Email under Customer Override',
		paths: ['customerEmail', 'customerOverride.email'],
	},
};

const CONTACT_BY: Record<string, keyof typeof CONTACT_OF_CHANNEL> = {
	call: 'phone',
	email: 'email',
	sms: 'phone',
	whatsapp: 'phone',
};

/**
 * Checks the channel, which may come from the row ("SMS" and " sms " are both read), and that the row holds
 * what the channel needs to reach the customer.
 *
 * @throws RowProblem for a channel that the API does not have, or for a missing phone number or e-mail address
 */
export async function checkChannel(this: RowContext, request: IHttpRequestOptions) {
	const body = request.body as IDataObject;
	const given = getPath(body, 'channel');
	const channel = String(given ?? '')
		.trim()
		.toLowerCase();
	const known = CHANNELS.find(
		({ name, value }) => value === channel || name.toLowerCase() === channel,
	);
	if (!known) {
		throw new RowProblem(
			this,
			`Channel ${quote(given ?? '')} is not a channel`,
			`Choose one of ${CHANNELS.map(({ value }) => value).join(', ')}.`,
		);
	}
	setPath(body, 'channel', known.value);

	const needed = CONTACT_OF_CHANNEL[CONTACT_BY[known.value]];
	if (needed?.paths.every((path) => isEmpty(getPath(body, path)))) {
		throw new RowProblem(
			this,
			`${needed.field} is empty, and the channel ${known.name} needs it`,
			`Fill in ${needed.field}, or ${needed.override}.`,
		);
	}
	return request;
}
