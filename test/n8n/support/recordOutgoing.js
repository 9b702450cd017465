// @ts-check
// Loaded into n8n by the tests: notes every host other than this machine that n8n connects to, by whatever means.
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/;

/** What n8n's own Agents ask for the prices of models; they go on without. It is n8n's affair, and not let out of a test. */
const PRICE_LIST = 'models.dev';

const connect = Socket.prototype.connect;
/**
 * @this {Socket}
 * @param {...any} args
 */
function recordingConnect(...args) {
	// Node's own callers hand over [options, callback] as one array.
	const [options] = [args[0]].flat();
	const host = typeof options === 'object' ? options?.host : args[1];
	if (host === PRICE_LIST) {
		process.nextTick(() => this.destroy(new Error(`${PRICE_LIST} is not asked in a test`)));
		return this;
	}
	if (host && !LOOPBACK.test(host)) {
		appendFileSync(String(process.env.ELEMENTE_TEST_OUTGOING), `${host}\n`);
	}
	return connect.apply(this, /** @type {any} */ (args));
}
Socket.prototype.connect = /** @type {any} */ (recordingConnect);
