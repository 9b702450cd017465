// @ts-check
/**
 * Sends a request as the credential has prepared it, without n8n's request helper: what is in it is what counts.
 *
 * @param {import('n8n-workflow').IHttpRequestOptions} request
 */
async function sendAsPrepared({ baseURL, url, qs, method, auth }) {
	const address = new URL(URL.canParse(url) ? url : (baseURL ?? '') + url);
	for (const [name, value] of Object.entries(qs ?? {}))
		address.searchParams.set(name, String(value));
	const pair = Buffer.from(`${auth?.username}:${auth?.password}`).toString('base64');
	return await fetch(address, {
		method,
		redirect: 'manual',
		headers: auth ? { authorization: `Basic ${pair}` } : {},
	});
}

module.exports = { sendAsPrepared };
