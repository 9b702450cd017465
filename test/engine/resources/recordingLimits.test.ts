import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { placeEnded, runOperation } from '../../support/operation';
import { startRecordingHost } from '../../support/recordingHost';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

let host: Awaited<ReturnType<typeof startRecordingHost>>;

beforeAll(async () => {
	host = await startRecordingHost();
});
afterAll(() => host.close());

/** Gets the recording of a call whose recordingUrl is `url`. */
async function getFrom(url: string, more: IDataObject = {}) {
	const [placed] = await placeEnded(sandbox.current, '+13035550001');
	sandbox.current.inject({ method: 'GET', body: { ...placed, recordingUrl: url } });
	host.received.length = 0;
	const parameters = { resource: 'call', operation: 'getRecording', callId: placed.id, ...more };
	return await runOperation(sandbox.current, parameters);
}

const WAV = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(100, 1)]);

function serve(body: Buffer | string, headers: Record<string, string>) {
	host.answer = (_request, response) => response.writeHead(200, headers).end(body);
}

describe('what will not be better the next time is not asked for again', () => {
	const redirects = (to: () => string) => () => {
		host.answer = (_request, response) => response.writeHead(302, { location: to() }).end();
	};

	it.each<[string, () => void, number, string]>([
		['file:', redirects(() => 'file:///etc/passwd'), 1, 'leads on to others that are not opened'],
		['ftp:', redirects(() => 'ftp://ftp.example.com/a.wav'), 1, 'leads on to others'],
		['data:', redirects(() => 'data:audio/wav;base64,UklGRg=='), 1, 'leads on to others'],
		['a circle', redirects(() => `${host.url}/again`), 6, 'leads on to others'],
		['an empty file', () => serve('', { 'content-type': 'audio/wav' }), 1, 'it is an empty file'],
		[
			'a wrong encoding',
			() => serve(WAV, { 'content-type': 'audio/wav', 'content-encoding': 'gzip' }),
			1,
			'packed in an unknown way',
		],
	])('%s', async (_what, prepare, requests, words) => {
		prepare();
		const start = performance.now();
		const { error } = await getFrom(`${host.url}/a.wav`);
		expect(error?.message).toContain(words);
		expect(host.received).toHaveLength(requests);
		expect(performance.now() - start).toBeLessThan(30_000);
	});
});

describe('a recording that is larger than Largest File', () => {
	const MEGABYTE = Buffer.concat([WAV, Buffer.alloc(1024 * 1024, 1)]);
	const inPieces = (pieces: number) => {
		host.answer = (_request, response) => {
			response.writeHead(200, { 'content-type': 'audio/wav' });
			for (let piece = 0; piece < pieces; piece++) response.write(MEGABYTE);
			response.end();
		};
	};

	it.each<[string, () => void]>([
		['by what its host says', () => serve(MEGABYTE, { 'content-type': 'audio/wav' })],
		['when it is read', () => inPieces(3)],
	])('is not downloaded, and not asked for again: %s', async (_how, prepare) => {
		prepare();
		const { error } = await getFrom(`${host.url}/a.wav`, { maxFileSize: 1 });
		expect(error?.message).toBe('The recording is larger than Largest File allows');
		expect(error?.description).toContain('Raise Largest File (MB)');
		expect(host.received).toHaveLength(1);
	});

	it('comes when the limit is raised', async () => {
		inPieces(3);
		const { items, error } = await getFrom(`${host.url}/a.wav`, { maxFileSize: 4 });
		expect(error).toBeUndefined();
		expect(Buffer.from(String(items[0].binary?.data.data), 'base64')).toHaveLength(
			3 * MEGABYTE.length,
		);
	});
});
