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
export function rowKey(body: IDataObject): string {
	return textKey(canonical(IDENTITY.map((name) => body[name])));
}

/**
 * The key of a row under *Contact Each Only Once*: what *Once Per* gives for it, or the recipient on its channel where
 * that is empty.
 */
export function onceKey({ body, context }: CheckedRow): string {
	const oncePer = String(context.getNodeParameter('contactRules.oncePer', '') ?? '').trim();
	return textKey(
		oncePer === '' ? canonical([body.channel, ...recipientOf(body)]) : canonical([oncePer]),
	);
}

/** A short key for a text of any length: 106 bits, so that two texts of one list never share one. */
export function textKey(text: string): string {
	return hash(text, 1) + hash(text, 2);
}

/** cyrb53, a public-domain hash of 53 bits: good spread, fast, and no cipher is needed here. */
function hash(text: string, seed: number): string {
	let a = 0xdeadbeef ^ seed;
	let b = 0x41c6ce57 ^ seed;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		a = Math.imul(a ^ code, 2654435761);
		b = Math.imul(b ^ code, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, '0');
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
