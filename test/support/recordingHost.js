// @ts-check
const { createServer } = require('node:http');
const { createServer: createHttps } = require('node:https');
const { certificate, key } = require('./certificate');

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Answer */

/**
 * Another host for recordings, which answers what a test tells it to; as a proxy it does that in place of other hosts.
 *
 * @param {{ tls?: boolean }} [options] tls: behind a certificate that nobody trusts
 * @returns {Promise<{
 *   url: string,
 *   received: Array<{ url?: string, headers: import('node:http').IncomingHttpHeaders }>,
 *   answer: Answer,
 *   close: () => void,
 * }>}
 */
async function startRecordingHost({ tls = false } = {}) {
	/** @type {import('node:http').RequestListener} */
	const listener = (request, response) => {
		host.received.push({ url: request.url, headers: request.headers });
		host.answer(request, response);
	};
	const server = tls ? createHttps({ cert: certificate, key }, listener) : createServer(listener);
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	/** @type {Awaited<ReturnType<typeof startRecordingHost>>} */
	const host = {
		url: `${tls ? 'https' : 'http'}://localhost:${port}`,
		received: [],
		answer: (_request, response) => void response.end(),
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
	return host;
}

module.exports = { startRecordingHost };
