import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IDataObject, type INode, sleep } from 'n8n-workflow';

import { leaks, place, placeEnded, runOperation } from '../../support/operation';
import { startRecordingHost } from '../../support/recordingHost';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

let host: Awaited<ReturnType<typeof startRecordingHost>>;

beforeAll(async () => {
	host = await startRecordingHost();
});
afterAll(() => host.close());

async function getRecording(id: string, more: IDataObject = {}, settings: Partial<INode> = {}) {
	return await runOperation(
		sandbox.current,
		{ resource: 'call', operation: 'getRecording', callId: id, ...more },
		[{ row: 1 }],
		settings,
	);
}

/** Gets the recording of a call whose recordingUrl is `url`. */
async function getFrom(url: string, more?: IDataObject, call: IDataObject = {}) {
	const [placed] = await placeEnded(sandbox.current, '+13035550001');
	sandbox.current.inject({ method: 'GET', body: { ...placed, recordingUrl: url, ...call } });
	host.received.length = 0;
	return await getRecording(placed.id, more);
}

const MP3 = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(3_000, 7)]);
const WAV = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(100, 1)]);

function serve(body: Buffer | string, headers: Record<string, string> = {}, status = 200) {
	host.answer = (_request, response) => response.writeHead(status, headers).end(body);
}

describe('Call → Get Recording', () => {
	it('gives the file byte for byte, named after the call, without a password sent for it', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');

		const { items, error } = await getRecording(call.id);

		expect(error).toBeUndefined();
		const { binary, json, pairedItem } = items[0];
		expect(pairedItem).toEqual({ item: 0 });
		expect(json).toMatchObject({ id: call.id, status: 'completed' });
		expect(binary?.data).toMatchObject({
			mimeType: 'audio/wav',
			fileExtension: 'wav',
			fileName: `recording-${call.id}.wav`,
			fileType: 'audio',
		});
		const expected = await fetch(String(json.recordingUrl)).then(
			async (r) => await r.arrayBuffer(),
		);
		expect(Buffer.from(String(binary?.data.data), 'base64').equals(Buffer.from(expected))).toBe(
			true,
		);
		expect(sandbox.current.recordingRequests[0].headers).not.toHaveProperty('authorization');
	});

	it('puts it into the field that is asked for', async () => {
		const [call] = await placeEnded(sandbox.current, '+13035550001');
		const { items } = await getRecording(call.id, { binaryPropertyName: 'recording' });
		expect(Object.keys(items[0].binary ?? {})).toEqual(['recording']);
	});

	it.each([
		[
			'its Content-Type',
			MP3,
			{ 'content-type': 'audio/mpeg; charset=utf-8' },
			'/a',
			'audio/mpeg',
			'mp3',
		],
		['an x- Content-Type', WAV, { 'content-type': 'audio/x-wav' }, '/a', 'audio/wav', 'wav'],
		['its first bytes', MP3, {}, '/a', 'audio/mpeg', 'mp3'],
		[
			'its first bytes',
			WAV,
			{ 'content-type': 'application/octet-stream' },
			'/a.mp3',
			'audio/wav',
			'wav',
		],
		['its first bytes', WAV, { 'content-type': 'text/plain' }, '/a', 'audio/wav', 'wav'],
		[
			'its address',
			'no signature',
			{ 'content-type': 'binary/octet-stream' },
			'/a/b.OGG?c=d.wav',
			'audio/ogg',
			'ogg',
		],
		...[
			'audio/3gpp',
			'audio/../../../../home/node/.n8n/config',
			'audio/x"; filename="y',
			'video/..\\..\\evil.exe',
			`audio/${'x'.repeat(5_000)}`,
		].map((contentType): [string, string, object, string, string, string] => [
			`nothing in the fixed list (${contentType.slice(0, 20)})`,
			'abc',
			{ 'content-type': contentType },
			'/a',
			'application/octet-stream',
			'bin',
		]),
	])('knows the type by %s', async (_by, body, headers, path, mimeType, fileExtension) => {
		serve(body, headers as never);
		const { items, error } = await getFrom(host.url + path);
		expect(error).toBeUndefined();
		expect(items[0].binary?.data).toMatchObject({ mimeType, fileExtension });
		expect(Buffer.from(String(items[0].binary?.data.data), 'base64')).toEqual(Buffer.from(body));
	});

	it('takes a large file that comes in many pieces', async () => {
		const large = Buffer.alloc(8_000_000, 'RIFFabcdWAVE');
		host.answer = (_request, response) => {
			response.writeHead(200);
			response.write(large.subarray(0, 3));
			void sleep(50).then(() => response.end(large.subarray(3)));
		};
		const { items } = await getFrom(`${host.url}/large`);
		expect(items[0].binary?.data.mimeType).toBe('audio/wav');
		expect(Buffer.from(String(items[0].binary?.data.data), 'base64').equals(large)).toBe(true);
	});

	it('follows a redirect to where the file is, without credentials', async () => {
		host.answer = (request, response) => {
			if (request.url === '/file')
				response.writeHead(200, { 'content-type': 'audio/wav' }).end(WAV);
			else response.writeHead(302, { location: '/file' }).end();
		};
		const { items } = await getFrom(`${host.url}/moved`);
		expect(items[0].binary?.data.mimeType).toBe('audio/wav');
		expect(host.received.map(({ url }) => url)).toEqual(['/moved', '/file']);
		for (const { headers } of host.received) expect(headers).not.toHaveProperty('authorization');
	});

	it.each([
		['500', () => serve('oops', {}, 500)],
		['a dropped connection', () => (host.answer = (_request, response) => response.destroy())],
		[
			'a file that breaks off',
			() => {
				host.answer = (_request, response) => {
					response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': '500' });
					response.write(WAV);
					void sleep(50).then(() => response.destroy());
				};
			},
		],
	])('tries again after %s', async (_what, fail) => {
		fail();
		const failing = host.answer;
		host.answer = (request, response) => {
			if (host.received.length > 1)
				response.writeHead(200, { 'content-type': 'audio/wav' }).end(WAV);
			else failing(request, response);
		};
		const { items, error } = await getFrom(`${host.url}/a`);
		expect(error).toBeUndefined();
		expect(Buffer.from(String(items[0].binary?.data.data), 'base64')).toEqual(WAV);
		expect(host.received).toHaveLength(2);
	});
});

describe('Call → Get Recording says', () => {
	it('that the call is still going on', async () => {
		const [call] = await place(sandbox.current, '+12025550108');
		sandbox.current.advance(60);
		const { error } = await getRecording(call.id);
		expect(error?.message).toBe(
			`The recording of call ${call.id} is not ready: the call is still going on (its status is in-progress)`,
		);
		expect(error?.description).toContain('Wait for Completion');
	});

	it('that the call has none', async () => {
		const [call] = await placeEnded(sandbox.current, '+12025550101');
		const { error } = await getRecording(call.id);
		expect(error?.message).toBe(`Call ${call.id} has no recording (its status is busy)`);
	});

	it('that the recording is gone, without trying again', async () => {
		const [call] = await placeEnded(sandbox.current, '+12025550106');
		const { error } = await getRecording(call.id);
		expect(error?.message).toContain('The recording is gone');
		expect(error?.httpCode).toBe('404');
		expect(sandbox.current.recordingRequests).toHaveLength(1);
	});

	it('that it is a web page', async () => {
		const [call] = await placeEnded(sandbox.current, '+12025550107');
		const { error, items } = await getRecording(call.id);
		expect(error?.message).toBe(
			'What is at the address of the recording is not audio (it is text/html; charset=utf-8)',
		);
		expect(items).toEqual([]);
	});

	it.each([
		['<!doctype html><p>Sign in</p>', { 'content-type': 'audio/wav' }],
		['{"message":"expired"}', { 'content-type': 'application/json' }],
		['<?xml version="1.0"?><Error/>', {}],
		['', {}],
	])('that %j is not audio', async (body, headers) => {
		serve(body, headers as never);
		const { error } = await getFrom(`${host.url}/a`);
		expect(error?.message).toContain('is not audio');
	});

	it('that the host does not give it out', async () => {
		serve('', {}, 403);
		const { error } = await getFrom(`${host.url}/a`);
		expect(error?.message).toBe('The host of the recording does not give it out (HTTP 403)');
		expect(host.received).toHaveLength(1);
	});

	it.each([
		'file:///etc/passwd',
		'ftp://example.com/a.wav',
		'/recordings/a.wav',
		'data:audio/wav;base64,',
	])('that %s is not opened', async (url) => {
		const { error } = await getFrom(url);
		expect(error?.message).toContain('an address that is not a web address');
	});

	it('as an error item under Continue, with the row; the password is nowhere', async () => {
		const [call] = await placeEnded(sandbox.current, '+12025550106');
		const result = await getRecording(call.id, {}, { onError: 'continueErrorOutput' });
		expect(result.errorItems).toMatchObject([
			{ json: { row: 1, error: expect.stringContaining('gone') }, pairedItem: { item: 0 } },
		]);
		expect(leaks(result, sandbox.current)).toEqual([]);
	});
});
