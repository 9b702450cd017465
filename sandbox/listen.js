// @ts-check
const { createServer } = require('node:http');

/** Names under which this machine is reached from itself, or from a container on it. */
const ownNames = new Set([
	'localhost',
	'[::1]',
	'host.docker.internal',
	'host.containers.internal',
]);

/**
 * Listens, and lets no request through that is no address, or that a page of another site makes a browser send.
 *
 * @param {import('node:http').RequestListener} handler
 * @param {{ port: number, host: string, isPlayed?: boolean }} where port 0: any free one; isPlayed: a page of another
 *   address may play what is here
 * @returns {Promise<{ port: number, close: () => Promise<void> }>} rejects, for instance with EADDRINUSE;
 *   `close` also ends connections that wait for an answer
 */
async function listen(handler, { port, host, isPlayed = false }) {
	const server = createServer((request, response) => {
		const refusal = refusalOf(request, host, isPlayed);
		if (!refusal) {
			handler(request, response);
			return;
		}
		request.resume();
		response.writeHead(refusal.statusCode, { 'content-type': 'application/json; charset=utf-8' });
		response.end(JSON.stringify(refusal));
	});
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve(undefined));
	});
	const address = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		port: address.port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/**
 * A browser sends Host as the page's address has it, also when somebody else's name server says that it is this
 * machine; Origin with what a script of another site sends; and Sec-Fetch-Site with all else, such as a picture whose
 * address is here. Programs such as n8n send none of the latter two.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} listensOn
 * @param {boolean} isPlayed
 * @returns {{ message: string, statusCode: number } | undefined} undefined: the request is let through
 */
function refusalOf({ method, url = '', headers }, listensOn, isPlayed) {
	const { host = '', origin } = headers;
	// What starts with two slashes would name another host, and cannot be an endpoint.
	if (!/^\/(?!\/)/.test(url) || !URL.canParse(url, 'http://sandbox'))
		return { message: 'This is not the address of anything here', statusCode: 404 };
	if (!isOwnHost(host, listensOn))
		return { message: 'Only under a name of this machine, such as localhost', statusCode: 403 };
	const isForeign =
		(origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) ||
		/^(cross|same)-site$/.test(String(headers['sec-fetch-site']));
	if (isForeign && !isFollowed(method, headers) && !(isPlayed && isMedia(headers)))
		return { message: 'Not from pages of other sites', statusCode: 403 };
	return undefined;
}

/**
 * Whether somebody has followed a link, and sees where it leads.
 *
 * @param {string | undefined} method
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
function isFollowed(method, { origin, ...headers }) {
	const isPage =
		headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
	return method === 'GET' && origin === undefined && isPage;
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
function isMedia({ origin, ...headers }) {
	return origin === undefined && headers['sec-fetch-dest'] === 'audio';
}

/**
 * Whether a request came under a name of this machine.
 *
 * @param {string} host as in the header, with or without a port
 * @param {string} listensOn
 */
function isOwnHost(host, listensOn) {
	const name = host.toLowerCase().replace(/:\d{1,5}$/, '');
	return ownNames.has(name) || name === listensOn || /^127(\.\d{1,3}){3}$/.test(name);
}

module.exports = { isOwnHost, listen };
