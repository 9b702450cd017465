// @ts-check
const { fraction } = require('./state/hash');
const { keep } = require('./state/requestLog');
const { redirectPath } = require('./state/specialNumbers');

/** @typedef {import('./types').ReceivedRequest} ReceivedRequest */
/** @typedef {Omit<ReceivedRequest, 'query' | 'body'>} RecordingRequest */

const sampleRate = 8000;

/**
 * @param {number} frequency Hz
 * @returns {Buffer} a second of a tone: WAV, PCM, 16 bit, mono
 */
function toneWav(frequency) {
	const samples = sampleRate;
	const wav = Buffer.alloc(44 + samples * 2);
	wav.write('RIFF', 0);
	wav.writeUInt32LE(36 + samples * 2, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16); // length of the format block
	wav.writeUInt16LE(1, 20); // PCM
	wav.writeUInt16LE(1, 22); // channels
	wav.writeUInt32LE(sampleRate, 24);
	wav.writeUInt32LE(sampleRate * 2, 28); // bytes a second
	wav.writeUInt16LE(2, 32); // bytes a sample
	wav.writeUInt16LE(16, 34); // bits a sample
	wav.write('data', 36);
	wav.writeUInt32LE(samples * 2, 40);
	for (let i = 0; i < samples; i++) {
		const loudness = 8000 * Math.min(1, i / 400, (samples - i) / 400); // fades in and out: no clicks
		wav.writeInt16LE(
			Math.round(loudness * Math.sin((2 * Math.PI * frequency * i) / sampleRate)),
			44 + i * 2,
		);
	}
	return wav;
}

/**
 * Serves the recordings, and stands for the other host that a redirect leads to. It asks for no password, and keeps
 * the headers it gets, so that a test can see that none was sent.
 *
 * @param {{
 *   calls: import('./state/calls').Calls,
 *   recordingRequests: RecordingRequest[],
 *   redirectRequests: RecordingRequest[],
 * }} state the arrays are added to
 * @returns {import('node:http').RequestListener}
 */
function recordingsHandler({ calls, recordingRequests, redirectRequests }) {
	return (request, response) => {
		const path = new URL(request.url ?? '/', 'http://recordings').pathname;
		const seen = { at: Date.now(), method: request.method ?? '', path, headers: request.headers };
		const redirected = path === redirectPath;
		keep(redirected ? redirectRequests : recordingRequests, seen);
		request.resume();
		const id = /^\/recordings\/([^/]+)\.wav$/.exec(path)?.[1];
		const kind = id && calls.recordingOf(id);
		if (id && kind === 'wav') {
			const wav = toneWav(300 + Math.round(600 * fraction(id)));
			response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': wav.length });
			response.end(wav);
			return;
		}
		if (kind === 'html') {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
			response.end(
				'<!doctype html><title>Sign in</title><p>Please sign in to hear this recording.</p>',
			);
			return;
		}
		response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
		response.end('There is nothing here.\n');
	};
}

module.exports = { recordingsHandler };
