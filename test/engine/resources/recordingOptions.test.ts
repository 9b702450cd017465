import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IDataObject, sleep } from 'n8n-workflow';

import { placeEnded, runOperation } from '../../support/operation';
import { startRecordingHost } from '../../support/recordingHost';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

type Host = Awaited<ReturnType<typeof startRecordingHost>>;
let host: Host;
let secret: Host;

const WAV = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(100, 1)]);
const served: Host['answer'] = (_request, response) =>
	response.writeHead(200, { 'content-type': 'audio/wav' }).end(WAV);

beforeAll(async () => {
	host = await startRecordingHost();
	secret = await startRecordingHost({ tls: true });
});
afterAll(() => {
	host.close();
	secret.close();
});
beforeEach(() => {
	for (const each of [host, secret]) {
		each.received.length = 0;
		each.answer = served;
	}
});

/** Gets the recording of a call whose recordingUrl is `url`. */
async function getFrom(url: string, requestOptions: IDataObject = {}, call: IDataObject = {}) {
	const [placed] = await placeEnded(sandbox.current, '+13035550001');
	sandbox.current.inject({ method: 'GET', body: { ...placed, recordingUrl: url, ...call } });
	return await runOperation(sandbox.current, {
		resource: 'call',
		operation: 'getRecording',
		callId: placed.id,
		requestOptions,
	});
}

describe('Call → Get Recording, by n8n’s Request Options,', () => {
	it('gives a file that trickles no more than the time allowed, and tries again', async () => {
		host.answer = (request, response) => {
			if (host.received.length > 1) return served(request, response);
			// Never silent, and never done.
			response.writeHead(200, { 'content-type': 'audio/wav' });
			const drip = () => {
				if (!response.destroyed) response.write(WAV, () => void sleep(20).then(drip));
			};
			drip();
		};
		const { items, error } = await getFrom(`${host.url}/a`, { timeout: 400 });
		expect(error).toBeUndefined();
		expect(Buffer.from(String(items[0].binary?.data.data), 'base64')).toEqual(WAV);
		expect(host.received).toHaveLength(2);
	});

	it('goes through the proxy, with its password and not with that of the API', async () => {
		const proxy = host.url.replace('//', '//bob:p%40ss@');
		// The API is asked through the proxy as well.
		host.answer = (request, response) => {
			if (request.url?.includes('/api/')) {
				const body = { id: 'c1', status: 'completed', recordingUrl: 'http://files.invalid/a.wav' };
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			} else served(request, response);
		};
		const { items, error } = await getFrom('http://unused.invalid/', { proxy });
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('audio/wav');
		const [, file] = host.received;
		expect(file.url).toBe('http://files.invalid/a.wav');
		expect(file.headers['proxy-authorization']).toMatch(/^Basic /);
		expect(file.headers).not.toHaveProperty('authorization');
	});

	it('trusts a host without a valid certificate only where that is allowed', async () => {
		const refused = await getFrom(`${secret.url}/a`);
		expect(refused.error?.message).toBe('The recording could not be downloaded');
		expect(refused.error?.description).toContain('certificate');
		expect(secret.received).toEqual([]);

		const { items, error } = await getFrom(`${secret.url}/a`, { allowUnauthorizedCerts: true });
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('audio/wav');
	});
});

describe('a recording', () => {
	it.each([
		['../../etc/passwd', 'recording-______etc_passwd.wav'],
		['a b\\c:d\0e', 'recording-a_b_c_d_e.wav'],
		['Ünï-1_2', 'recording-_n_-1_2.wav'],
		['x'.repeat(200), `recording-${'x'.repeat(60)}.wav`],
	])('of the call %j is a file called %s', async (id, fileName) => {
		const { items } = await getFrom(`${host.url}/a`, {}, { id });
		expect(items[0].binary?.data.fileName).toBe(fileName);
	});

	it('that is not wanted is not read on: its connection is freed', async () => {
		const closed = new Promise<void>((done) => {
			host.answer = (_request, response) => {
				response.once('close', () => done());
				response.writeHead(404, { 'content-type': 'text/html' });
				response.write('<html>'.repeat(1_000));
			};
		});
		const { error } = await getFrom(`${host.url}/a`);
		expect(error?.message).toContain('The recording is gone');
		await closed;
	});
});
