// @ts-check
// An API whose answer drips in, a byte at a time, for half a minute: n8n's time limit of silence never notices.
const { once } = require('node:events');
const { createServer } = require('node:http');

const BETWEEN_BYTES_MS = 200;
const DRIP_MS = 30_000;

/** @returns {Promise<{ url: string, requests: () => number, stop: () => void }>} */
async function startDripServer() {
	let requests = 0;
	const server = createServer((request, response) => {
		// A look for a call that may have been placed reads only.
		if (request.method === 'GET') return void response.writeHead(403).end();
		requests++;
		response.writeHead(200, { 'content-type': 'application/json' });
		const drip = setInterval(() => response.write(' '), BETWEEN_BYTES_MS);
		const end = setTimeout(() => response.end('{}'), DRIP_MS);
		response.once('close', () => {
			clearInterval(drip);
			clearTimeout(end);
		});
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		requests: () => requests,
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { DRIP_MS, startDripServer };
