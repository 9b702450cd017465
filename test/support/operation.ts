import type { IDataObject, INode } from 'n8n-workflow';

import { Client } from './sandboxClient';
import { type EngineResult, runInEngine } from './engine';
import type { Sandbox } from './sandbox';
import { everyString, secretForms } from './strings';

/** Runs one operation of the node in n8n's own engine; by default for one row without columns. */
export async function runOperation(
	credential: { url: string; username: string; password: string },
	parameters: IDataObject,
	rows: IDataObject[] = [{}],
	settings: Partial<INode> = {},
): Promise<EngineResult> {
	return await runInEngine({ credential, parameters, rows, settings });
}

/** Places calls with the sandbox directly; each with its phone number, or "mail@…" for the channel email. */
export async function place(sandbox: Sandbox, ...recipients: string[]) {
	const client = new Client(sandbox);
	const calls = [];
	for (const recipient of recipients) calls.push(await client.placed(recipient));
	return calls;
}

/** Places calls that have ended. */
export async function placeEnded(sandbox: Sandbox, ...recipients: string[]) {
	const calls = await place(sandbox, ...recipients);
	sandbox.advance(600);
	return calls;
}

/** The requests that the node sent, without those that `place` did. */
export function reads({ requests }: Sandbox) {
	return requests.filter(({ method }) => method !== 'POST');
}

/** Where a run holds the password, in any form; empty when nowhere. */
export function leaks(run: unknown, credential: { username: string; password: string }): string[] {
	const forms = secretForms(credential);
	return everyString(run).filter((text) => forms.some((form) => text.includes(form)));
}
