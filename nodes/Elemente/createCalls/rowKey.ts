import type { IDataObject } from 'n8n-workflow';

import { canonical } from '../rows/canonical';
import type { CheckedRow } from './checkRows';
import { recipientOf } from './lookUp';

/** What a row is recognised by: whom it reaches and what about, not how the agent is to speak. */
const IDENTITY = [
	'agentId',
	'skillId',
	'channel',
	'customerName',
	'customerPhone',
	'customerEmail',
	'customerOverride',
];

/**
 * The key by which a row is recognised when the list is run again: the same for the same agent, skill, channel,
 * customer and custom fields, in whatever order the fields stand. The texts of the agent are no part of it: who stops
 * a run to mend the prompt does not call the first 63 people again.
 */
export async function rowKey(body: IDataObject): Promise<string> {
	return await textKey(canonical(IDENTITY.map((name) => body[name])));
}

/**
 * The key of a row under *Contact Each Only Once*: what *Once Per* gives for it, or the recipient on its channel where
 * that is empty. A name is no recipient: two people may have the same, so such a row is recognised by all that it says.
 */
export async function onceKey({ body, context }: CheckedRow): Promise<string> {
	const oncePer = String(context.getNodeParameter('contactRules.oncePer', '') ?? '').trim();
	if (oncePer !== '') return await textKey(canonical([oncePer]));
	const [kind, to] = recipientOf(body);
	return kind === 'name' ? await rowKey(body) : await textKey(canonical([body.channel, kind, to]));
}

/**
 * A short key for a text of any length, 132 bits of SHA-256: nobody can write a cell whose key is that of another row,
 * so that one of the two is taken for placed.
 */
export async function textKey(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', Buffer.from(text));
	return Buffer.from(digest).toString('base64url').slice(0, 22);
}

/**
 * Numbers equal rows, so that each of three equal rows is recognised on its own.
 *
 * @param counts how often each key has come up in this execution so far (in other batches of a loop); counted on here
 */
export function numbered(keys: string[], counts: Record<string, number>): string[] {
	return keys.map((key) => {
		counts[key] = (Object.hasOwn(counts, key) ? counts[key] : 0) + 1;
		return `${key}.${counts[key]}`;
	});
}

/** The counts of `numbered` as they were stored; what another version, or somebody by hand, has left there is none. */
export function countsIn(stored: unknown): Record<string, number> {
	const entries = Object.entries((stored ?? {}) as Record<string, number>);
	return Object.fromEntries(
		entries.filter(([, count]) => Number.isSafeInteger(count) && count > 0),
	);
}
