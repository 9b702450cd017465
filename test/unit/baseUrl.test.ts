import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DEFAULT_BASE_URL, normalizeBaseUrl } from '../../credentials/baseUrl';
import { seed } from '../support/seed';
import { anyPath } from '../support/texts';
import { cpuClock } from '../support/cpuClock';

const host = fc.domain();
const path = fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { maxLength: 3 });

describe(`base URL (seed ${seed})`, () => {
	it('is the same address with and without slashes, spaces and the path of the API', () => {
		const ending = fc.constantFrom('', '/', '//', '/api', '/api/', '/api/v1', '/api/v1/');
		const padding = fc.constantFrom('', ' ', '\n', '\t ');
		fc.assert(
			fc.property(host, path, ending, padding, padding, (name, parts, end, before, after) => {
				fc.pre(!/^(api|v1)$/.test(parts.at(-1) ?? ''));
				const address = [`https://${name}`, ...parts].join('/');
				expect(normalizeBaseUrl(before + address + end + after)).toBe(address);
			}),
		);
	});

	it('stays as it is when it is entered a second time', () => {
		fc.assert(
			fc.property(host, anyPath, (name, rest) => {
				const entered = `https://${name}${rest}`;
				// Refused: it may part a user name from the host.
				fc.pre(!entered.includes('@'));
				const once = normalizeBaseUrl(entered);
				expect(normalizeBaseUrl(once)).toBe(once);
				expect(once).not.toMatch(/\/$/);
			}),
		);
	});

	it.each(['https://proxy.example/api/v2', 'https://proxy.example/api/v1/elemente'])(
		'keeps the path of %s, which is not that of the API',
		(entered) => {
			expect(normalizeBaseUrl(entered)).toBe(entered);
		},
	);

	it('never lets the password travel unprotected', () => {
		fc.assert(
			fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
				expect(() => normalizeBaseUrl(`http://${name}:${port}`)).toThrow('https://');
			}),
		);
	});

	it.each([
		'http://localhost:3939',
		'http://127.0.0.1:3939',
		'http://127.9.8.7',
		'http://127.10.200.254:3939',
		'http://[::1]:3939',
		'HTTP://LocalHost:3939/',
		'http://host.docker.internal:3939',
		'http://host.containers.internal:3939',
	])('takes %s, which does not leave this machine', (entered) => {
		expect(normalizeBaseUrl(entered)).toMatch(
			/^http:\/\/(localhost|127|\[::1\]|host\.(docker|containers)\.internal)/,
		);
	});

	it.each([
		'http://localhost.example.com',
		'http://host.docker.internal.example.com',
		'http://evil-host.docker.internal',
		'http://docker.internal',
		'http://127.0.0.1.example.com',
		'http://127.example.com',
		'http://example.com/localhost',
		'http://0.0.0.0',
		'http://192.168.0.1',
		'http://[::ffff:8.8.8.8]',
	])('refuses %s, which only looks like this machine or is another one', (entered) => {
		expect(() => normalizeBaseUrl(entered)).toThrow('would send your password unprotected');
	});

	it.each([
		'https://user@api.elemente.ai',
		'https://user:secret@api.elemente.ai',
		'https://localhost@evil.example',
		'https://api.elemente.ai?x=1',
		'https://api.elemente.ai#x',
	])('refuses %s and does not repeat it, as there may be a password in it', (entered) => {
		expect(() => normalizeBaseUrl(entered)).toThrow(
			'must hold the address only: no user name, no "?" and no "#".',
		);
	});

	it.each(['api.elemente.ai', 'ftp://x/https://y', 'https://', 'https:api', 'elemente', '//x'])(
		'refuses %s and shows how to write it',
		(entered) => {
			expect(() => normalizeBaseUrl(entered)).toThrow(`Write it like ${DEFAULT_BASE_URL}.`);
		},
	);

	it.each([
		'https://ada:secret@api.elemente.ai',
		'https:/ada:secret@api.elemente.ai',
		'https:ada:secret@api.elemente.ai',
		'htps://ada:secret@api.elemente.ai',
		'ada:secret@api.elemente.ai',
		'//ada:secret@api.elemente.ai',
		'https://ada:secret@',
		'https://ada:secret@api elemente',
		'https//ada:secret@api.elemente.ai',
		'http://ada:secret@api.elemente.ai',
		'https://api.elemente.ai?password=secret',
		'http://secret\\@api.elemente.ai',
		'http://secret/@x',
		'https://ada:12/secret@api.elemente.ai',
	])('never repeats the password in %j', (entered) => {
		let message = '';
		try {
			normalizeBaseUrl(entered);
		} catch (error) {
			({ message } = error as Error);
		}
		expect(message).toContain('Base URL');
		expect(message).not.toContain('secret');
	});

	it('reads an address of a million slashes at once', () => {
		const usedMs = cpuClock();
		normalizeBaseUrl(`https://api.elemente.ai/${'/'.repeat(1_000_000)}x`);
		expect(usedMs()).toBeLessThan(2_000);
	});

	it.each([[''], ['   '], [undefined], [null]])('is the default for %j', (entered) => {
		expect(normalizeBaseUrl(entered)).toBe('https://api.elemente.ai');
	});
});
