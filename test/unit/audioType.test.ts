import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { audioType } from '../../nodes/Elemente/resources/call/audioType';
import { seed } from '../support/seed';
import { anyPath } from '../support/texts';

const bytes = (...parts: Array<string | number[]>) =>
	Buffer.concat(
		parts.map((part) =>
			typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
		),
	);

/** The first bytes of each format, by its own definition; what comes behind them is free. */
const STARTS: Array<[extension: string, mimeType: string, start: Buffer]> = [
	['wav', 'audio/wav', bytes('RIFF', [0x24, 0x0a, 0, 0], 'WAVEfmt ')],
	['mp3', 'audio/mpeg', bytes('ID3', [4, 0, 0, 0, 0, 0, 0, 0, 0])],
	// A frame without a tag before it: eleven bits that are set, in all versions and layers that there are.
	...[0xe2, 0xe3, 0xf2, 0xf3, 0xfa, 0xfb].map((second): [string, string, Buffer] => [
		'mp3',
		'audio/mpeg',
		bytes([0xff, second], 'x'.repeat(10)),
	]),
	['ogg', 'audio/ogg', bytes('OggS', [0, 2, 0, 0, 0, 0, 0, 0])],
	['flac', 'audio/flac', bytes('fLaC', [0, 0, 0, 0x22, 0x10, 0, 0x10, 0])],
	['m4a', 'audio/mp4', bytes([0, 0, 0, 0x20], 'ftypM4A ')],
	['webm', 'audio/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], 'x'.repeat(8))],
	['amr', 'audio/amr', bytes('#!AMR\n', 'x'.repeat(6))],
];

const NOTHING_KNOWN = Buffer.from('no signature');
const bin = { mimeType: 'application/octet-stream', extension: 'bin' };
const kind = (type: ReturnType<typeof audioType>) => type && [type.extension, type.mimeType];

describe(`what a downloaded file is (seed ${seed})`, () => {
	it.each(STARTS)('is %s by its first bytes, whatever follows', (extension, mimeType, start) => {
		for (const contentType of [undefined, '', 'application/octet-stream', 'text/plain']) {
			expect(kind(audioType(contentType, start, '/a'))).toEqual([extension, mimeType]);
		}
		// An address that says something else is not asked.
		expect(kind(audioType(undefined, start, '/a.amr.wav'))).toEqual([extension, mimeType]);
		expect(kind(audioType(undefined, Buffer.concat([start, bytes('<html>')]), '/'))).toEqual([
			extension,
			mimeType,
		]);
		// Such bytes that stand further behind are no signature.
		expect(audioType(undefined, Buffer.concat([bytes('z'), start]), '/')).toBeUndefined();
	});

	it.each([
		['audio/wav', 'wav'],
		['audio/x-wav', 'wav'],
		['audio/vnd.wave; codec=1', 'wav'],
		['AUDIO/WAV', 'wav'],
		['audio/mpeg; charset=utf-8', 'mp3'],
		['audio/mp3', 'mp3'],
		['audio/ogg', 'ogg'],
		['audio/oga', 'ogg'],
		['audio/opus', 'ogg'],
		['audio/flac', 'flac'],
		['audio/x-flac', 'flac'],
		['audio/mp4', 'm4a'],
		['audio/x-m4a', 'm4a'],
		['audio/aac', 'm4a'],
		['video/mp4', 'm4a'],
		['video/webm', 'webm'],
		['audio/amr', 'amr'],
		['audio/basic', 'bin'],
		['audio/', 'bin'],
	])('is, declared as %s, %s', (contentType, extension) => {
		expect(audioType(contentType, NOTHING_KNOWN, '/a.xyz')?.extension).toBe(extension);
	});

	it('is what its bytes say before what it is declared as', () => {
		const [[, , wav]] = STARTS;
		expect(audioType('audio/ogg', wav, '/')?.extension).toBe('wav');
		expect(audioType('audio/unheard-of', wav, '/')?.extension).toBe('wav');
		expect(audioType('audio/unheard-of', NOTHING_KNOWN, '/a.mp3')).toEqual(bin);
	});

	it.each(['<!doctype html>', '<html>', '  <?xml version="1.0"?>', '\n\t<p>'])(
		'is no audio when it is a page, even one that is declared to be audio: %j',
		(page) => {
			for (const contentType of ['audio/wav', 'video/mp4', 'text/html', undefined]) {
				expect(audioType(contentType, Buffer.from(page), '/a')).toBeUndefined();
			}
		},
	);

	it.each([
		...['', undefined, null, ' ', 'application/octet-stream', 'binary/octet-stream'],
		...['application/binary', 'application/x-binary', 'application/download'],
		...['application/x-download', 'Application/Octet-Stream; x=y'],
	])('is what its address says where the server says %j, which is nothing', (contentType) => {
		expect(audioType(contentType, NOTHING_KNOWN, '/a/b.WAV')?.extension).toBe('wav');
		expect(audioType(contentType, NOTHING_KNOWN, '/a.b/c.mp3')?.extension).toBe('mp3');
		expect(audioType(contentType, NOTHING_KNOWN, '/wav')).toBeUndefined();
		expect(audioType(contentType, NOTHING_KNOWN, '/a.wav/')).toBeUndefined();
		expect(audioType(contentType, NOTHING_KNOWN, '/a.txt')).toBeUndefined();
		expect(audioType(contentType, NOTHING_KNOWN, '/')).toBeUndefined();
	});

	it.each(['text/html', 'application/json', 'image/png', 'text/octet', 'application/pdf'])(
		'is no audio where the server says %s',
		(contentType) => {
			expect(audioType(contentType, NOTHING_KNOWN, '/a.wav')).toBeUndefined();
		},
	);

	it('is one of the list, whatever the server says and sends', () => {
		const known = [...STARTS.map(([extension, mimeType]) => ({ mimeType, extension })), bin];
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.string().map((text) => `audio/${text}`),
				),
				fc.uint8Array({ maxLength: 20 }),
				anyPath,
				(contentType, start, path) => {
					const found = audioType(contentType, Buffer.from(start), path);
					if (found === undefined) return;
					const { mimeType, extension } = found;
					expect(known).toContainEqual({ mimeType, extension });
				},
			),
			{ numRuns: 500 },
		);
	});
});
