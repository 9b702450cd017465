import type { IDataObject } from 'n8n-workflow';

import { CONTACT_BY } from '../api/channels';
import { getPath } from '../fields/bodyPath';

const PHONES = ['customerOverride.phoneNumber', 'customerPhone'];
const ADDRESSES = ['customerOverride.email', 'customerEmail'];

/**
 * Whom a checked request reaches on its channel, for a person to read: the number or the address that the channel
 * uses, on webchat whichever there is. undefined where there is neither.
 */
export function contactOf(body: IDataObject): string | undefined {
	const by = CONTACT_BY[String(body.channel)];
	const paths = by === 'phone' ? PHONES : by === 'email' ? ADDRESSES : [...PHONES, ...ADDRESSES];
	const found = paths.map((path) => getPath(body, path)).find((value) => value !== undefined);
	return found === undefined ? undefined : String(found);
}

/** The same for equal recipients on the same channel, and undefined where it cannot be told who that is. */
export function recipientKey(body: IDataObject): string | undefined {
	const contact = contactOf(body);
	return contact === undefined ? undefined : `${String(body.channel)} ${contact.toLowerCase()}`;
}
