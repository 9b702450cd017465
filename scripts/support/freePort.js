// @ts-check
const { createServer } = require('node:net');

/**
 * @param {number} [wanted] tried first
 * @returns {Promise<number>} a port that is free on this machine right now
 */
async function freePort(wanted = 0) {
	return await new Promise((done, failed) => {
		const probe = createServer();
		probe.once('error', (error) => {
			if (wanted === 0) failed(error);
			else freePort(wanted + 1 > 65535 ? 0 : wanted + 1).then(done, failed);
		});
		probe.listen(wanted, '127.0.0.1', () => {
			const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
			probe.close(() => done(port));
		});
	});
}

module.exports = { freePort };
