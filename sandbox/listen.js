// @ts-check
const { createServer } = require('node:http');

/**
 * @param {import('node:http').RequestListener} handler
 * @param {{ port: number, host: string }} where port 0: any free one
 * @returns {Promise<{ port: number, close: () => Promise<void> }>} rejects, for instance with EADDRINUSE;
 *   `close` also ends connections that wait for an answer
 */
async function listen(handler, { port, host }) {
	const server = createServer(handler);
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

module.exports = { listen };
