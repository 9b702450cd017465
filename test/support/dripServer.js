// @ts-check
// An API whose answer to a POST has no end, or comes so slowly that n8n's time limit of silence never notices.
const { once } = require('node:events');
const { createServer } = require('node:http');

const BETWEEN_BYTES_MS = 200;
const DRIP_MS = 30_000;

const MEGABYTE = ' '.repeat(1024 * 1024);

/** @typedef {'body' | 'headers' | 'endless'} Kind a body or headers, a byte at a time, for half a minute; or megabytes without end */

/**
 * @param {Kind} [kind]
 * @param {{ reads?: boolean }} [options] `reads`: reading is answered in the same way; else it is forbidden, as a look
 *   for a call that may have been placed would read
 * @returns {Promise<{ url: string, requests: () => number, sentMb: () => number, stop: () => void }>}
 */
async function startDripServer(kind = 'body', { reads = false } = {}) {
	let requests = 0;
	let sentMb = 0;
	const server = createServer((request, response) => {
		if (request.method === 'GET' && !reads) return void response.writeHead(403).end();
		requests++;
		if (kind === 'endless') {
			response.writeHead(200, { 'content-type': 'application/json' });
			const more = () => {
				do sentMb++;
				while (response.write(MEGABYTE));
			};
			response.on('drain', more);
			more();
			return;
		}
		const { socket } = response;
		if (kind === 'body') response.writeHead(200, { 'content-type': 'application/json' });
		else socket?.write('HTTP/1.1 200 OK\r\nx-drip: ');
		const drip = setInterval(
			() => (kind === 'body' ? response : socket)?.write(' '),
			BETWEEN_BYTES_MS,
		);
		const end = setTimeout(() => socket?.destroy(), DRIP_MS);
		socket?.once('close', () => {
			clearInterval(drip);
			clearTimeout(end);
		});
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		requests: () => requests,
		sentMb: () => sentMb,
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { DRIP_MS, startDripServer };
