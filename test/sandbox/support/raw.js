// @ts-check
// Requests as no well-behaved client sends them.
const { request } = require('node:http');
const { connect } = require('node:net');

/**
 * @param {string} url of the listener
 * @param {string} target what stands in the request's first line instead of a path
 * @returns {Promise<number>} the status
 */
async function rawStatus(url, target) {
	const { hostname, port } = new URL(url);
	return await new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname);
		let answer = '';
		socket.on('data', (data) => (answer += String(data)));
		socket.on('end', () => resolve(Number(answer.split(' ')[1])));
		socket.on('error', reject);
		socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
	});
}

/**
 * `fetch` sets Host and Origin itself, so that this does not use it.
 *
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {string} [body]
 * @returns {Promise<number>} the status
 */
async function statusWith(url, method, headers, body = '') {
	return await new Promise((resolve, reject) => {
		const sent = request(url, { method, headers }, (response) => {
			response.resume();
			response.on('end', () => resolve(Number(response.statusCode)));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

module.exports = { rawStatus, statusWith };
