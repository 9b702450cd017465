export const DEFAULT_BASE_URL = 'https://api.elemente.ai';

/** Names of this machine: its own, and what a container calls the machine that it runs on. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|host\.(docker|containers)\.internal)$/i;

/**
 * Reads the credential's Base URL in every form in which people enter it.
 *
 * A trailing slash and the API's own path (`/api/v1`, copied from the reference) are dropped.
 *
 * @returns the base that the API's paths are appended to, for example `https://api.elemente.ai`
 * @throws Error with a sentence for the user, when it is no http(s) address, carries a user name or a query,
 *   or is plain http to a host that is not this machine: Basic auth sends the password in every request.
 */
export function normalizeBaseUrl(entered: unknown): string {
	const text =
		typeof entered === 'string' && entered.trim() !== '' ? entered.trim() : DEFAULT_BASE_URL;
	if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
		throw new Error(
			// Not repeated: there may be a password in it.
			`The Base URL in the Elemente API credential is not a web address. Write it like ${DEFAULT_BASE_URL}.`,
		);
	}
	const url = new URL(text);
	// Any @: a slash or a backslash in a password makes the URL parser take the part before it for the host.
	if (text.includes('@') || url.search || url.hash) {
		throw new Error(
			'The Base URL in the Elemente API credential must hold the address only: no user name, no "?" and no "#".',
		);
	}
	if (url.protocol === 'http:' && !THIS_MACHINE.test(url.hostname)) {
		throw new Error(
			`The Base URL in the Elemente API credential starts with http://, which would send your password unprotected to ${url.hostname}. Write https:// instead.`,
		);
	}
	return url.origin + withoutSlashes(url.pathname).replace(/\/api(\/v1)?$/, '');
}

/** Without the slashes at the end. By hand: an expression would take a time that grows with the square of their number. */
function withoutSlashes(path: string): string {
	let end = path.length;
	while (path[end - 1] === '/') end--;
	return path.slice(0, end);
}
