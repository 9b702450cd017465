// @ts-check
// Requests under any name, as a browser sends them to a name server's lie; `fetch` sets Host itself.
const { request } = require('node:http');
const { connect } = require('node:net');
const { running } = require('../../support/runningN8n');

const portOf = () => Number(new URL(running().url).port);

/**
 * @param {string} host
 * @param {string} path
 * @param {object} [body] sent as JSON, by POST
 * @returns {Promise<{ status: number, body: string }>}
 */
async function answerUnder(host, path, body) {
	const headers = { host, 'content-type': 'application/json' };
	const method = body ? 'POST' : 'GET';
	return await new Promise((resolve, reject) => {
		const sent = request(
			{ hostname: '127.0.0.1', port: portOf(), path, method, headers, agent: false },
			(response) => {
				let text = '';
				response.on('data', (chunk) => (text += chunk));
				response.on('end', () => resolve({ status: Number(response.statusCode), body: text }));
			},
		);
		sent.on('error', reject);
		sent.end(body && JSON.stringify(body));
	});
}

/**
 * Asks for a WebSocket.
 *
 * @param {string} host
 * @param {string} path
 * @returns {Promise<string>} the first line of the answer; empty where the connection is closed
 */
async function upgradeUnder(host, path) {
	return await new Promise((resolve) => {
		const socket = connect(portOf(), '127.0.0.1');
		let answer = '';
		socket.on('data', (chunk) => {
			answer += chunk;
			socket.end();
		});
		socket.on('error', () => {});
		socket.on('close', () => resolve(answer.split('\r\n')[0]));
		const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
		socket.write(
			`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`,
		);
	});
}

module.exports = { answerUnder, upgradeUnder };
