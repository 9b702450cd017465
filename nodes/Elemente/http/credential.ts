import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** How long a credential is used before it is read again, in milliseconds. */
const KEPT_MS = 10_000;

interface WithCredential {
	getCredentials: (type: string) => Promise<ICredentialDataDecryptedObject>;
}

interface Read {
	/** By the clock of `performance.now`, which is never set back */
	at: number;
	data: Promise<ICredentialDataDecryptedObject>;
}

const reads = new WeakMap<WithCredential, Read>();

/**
 * The credential of a node run, a copy for each request. n8n itself asks its database and decrypts it for every request
 * (n8n-core 2.41, httpRequestWithAuthentication), more than a quarter of what a row costs: here it is asked every ten
 * seconds, so a password that is changed meanwhile counts as soon as that.
 *
 * @throws what n8n throws, such as where the credential was deleted; the next request asks again
 */
export async function credentialOf(
	context: WithCredential,
): Promise<ICredentialDataDecryptedObject> {
	const now = performance.now();
	let read = reads.get(context);
	if (!read || now - read.at >= KEPT_MS) {
		read = { at: now, data: context.getCredentials('elementeApi') };
		reads.set(context, read);
		read.data.catch(() => reads.delete(context));
	}
	return { ...(await read.data) };
}
