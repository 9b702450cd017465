// @ts-check
// An API behind TLS that goes wrong in a chosen way. It counts the requests that reached it whole: each may have placed a call.
const { once } = require('node:events');
const { createServer: createHttps } = require('node:https');
const { connect, createServer } = require('node:net');
const { certificate, key } = require('./certificate');

/**
 * - `refusedCertificate`: answers well, with a certificate that nobody trusts
 * - `resetInHandshake`: resets the connection at the first byte
 * - `plainText`: answers the handshake as a server without TLS does
 * - `corruptRecord`: sends bytes that are no TLS record once the request has arrived
 * - `closedWithoutNotify`: closes the connection once the request has arrived
 *
 * @typedef {'refusedCertificate' | 'resetInHandshake' | 'plainText' | 'corruptRecord' | 'closedWithoutNotify'} Fault
 */

/**
 * @param {Fault} fault
 * @returns {Promise<{ url: string, requests: () => number, stop: () => Promise<void> }>}
 */
async function startTlsServer(fault) {
	let requests = 0;
	/** @type {Set<import('node:net').Socket>} */
	const clients = new Set();
	const api = createHttps({ cert: certificate, key }, (request, response) => {
		// A look for a call that may have been placed reads only.
		if (request.method === 'GET') return void response.writeHead(403).end();
		requests++;
		if (fault === 'refusedCertificate') response.end('{}');
		if (fault === 'corruptRecord') for (const client of clients) client.end('not a TLS record');
		if (fault === 'closedWithoutNotify') for (const client of clients) client.end();
	});
	const door = createServer((client) => {
		clients.add(client);
		client.on('error', () => {});
		client.once('close', () => clients.delete(client));
		if (fault === 'resetInHandshake')
			return void client.once('data', () => client.resetAndDestroy());
		if (fault === 'plainText') {
			return void client.once('data', () => client.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		}
		const inner = connect(/** @type {import('node:net').AddressInfo} */ (api.address()).port);
		inner.on('error', () => {});
		client.once('close', () => inner.destroy());
		client.pipe(inner).pipe(client);
	});
	await once(api.listen(0, '127.0.0.1'), 'listening');
	await once(door.listen(0, '127.0.0.1'), 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (door.address());
	return {
		url: `https://127.0.0.1:${port}`,
		requests: () => requests,
		async stop() {
			for (const client of clients) client.destroy();
			const closed = Promise.all([once(api, 'close'), once(door, 'close')]);
			api.close();
			door.close();
			await closed;
		},
	};
}

module.exports = { startTlsServer };
