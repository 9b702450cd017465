import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callLine } from '../../sandbox/page/callLine';
import { startSandbox } from '../../sandbox/server';
import { keep } from '../../sandbox/state/requestLog';
import { Client, documentedRequest, minimalRequest, type Sandbox } from '../support/sandboxClient';
import { runScript } from './support/process';
import { rawStatus, statusWith } from './support/raw';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const portOf = (url: string) => Number(new URL(url).port);

describe('addresses that are none', () => {
	const targets = ['//', '///', '//evil.example/x', 'http://[', 'http://', '//[', '*', 'x', '/\\['];

	it.each(targets)('%s is answered, at both ports', async (target) => {
		for (const url of [sandbox.url, sandbox.recordingsUrl]) {
			expect([400, 401, 404]).toContain(await rawStatus(url, target));
		}
		expect(await client.agents()).toHaveLength(10);
	});

	it('whatever is asked for is answered', async () => {
		const piece = fc.constantFrom('/', '//', '[', ']', '%', '%zz', '%00', '\\', ':', '@', '?', '#');
		const target = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme-ascii', maxLength: 4 })));
		await fc.assert(
			fc.asyncProperty(target, fc.constantFrom('', '/', 'http://'), async (parts, start) => {
				const text = (start + parts.join('')).replace(/\s/g, '') || '/';
				for (const url of [sandbox.url, sandbox.recordingsUrl]) {
					const status = await rawStatus(url, text);
					expect(status).toBeGreaterThanOrEqual(200);
					expect(status).toBeLessThan(500);
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('pages of other sites', () => {
	const paths = ['/', '/sandbox/ledger', '/api/v1/agents', '/recordings/x.wav'];
	const urlOf = (path: string) =>
		path.startsWith('/rec') ? sandbox.recordingsUrl.replace('localhost', '127.0.0.1') : sandbox.url;

	it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.7'])(
		'cannot give the sandbox the name "%s"',
		async (host) => {
			for (const path of paths) {
				const headers = { host: `${host}:${portOf(urlOf(path))}` };
				expect(await statusWith(urlOf(path) + path, 'GET', headers)).toBe(403);
			}
		},
	);

	it.each([
		...['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '[::1]'],
		...['host.docker.internal', 'host.containers.internal'],
	])('is reached as %s, under any port', async (host) => {
		for (const port of ['', ':3939', `:${portOf(sandbox.url)}`]) {
			expect(await statusWith(`${sandbox.url}/`, 'GET', { host: host + port })).toBe(200);
		}
	});

	it.each([
		'http://evil.example',
		'https://app.example',
		'http://localhost:5678',
		'http://127.0.0.1:1',
		'null',
		'',
	])('from %s send nothing that counts', async (origin) => {
		const { username, password } = sandbox;
		const authorization = `Basic ${btoa(`${username}:${password}`)}`;
		const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
		for (const type of types) {
			const headers = { origin, authorization, 'content-type': type };
			const body = JSON.stringify(minimalRequest('+14155550100'));
			expect(await statusWith(`${sandbox.url}/api/v1/calls`, 'POST', headers, body)).toBe(403);
		}
		for (const path of paths) {
			expect(await statusWith(urlOf(path) + path, 'GET', { origin })).toBe(403);
		}
		expect([sandbox.ledger.placed, sandbox.requests]).toEqual([[], []]);
	});
});

describe('what another site makes a browser ask for without an Origin', () => {
	const site = ['cross-site', 'same-site'];
	const uses = [
		{ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
		{ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
		{ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
		{ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'audio' },
		{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
	];
	const audio = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'audio' };
	const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

	it.each(site)('is refused, and not even kept (%s)', async (from) => {
		for (const use of uses) {
			for (const path of ['/', '/sandbox/events', '/sandbox/ledger', '/api/v1/calls?hrs=1']) {
				const headers = { 'sec-fetch-site': from, ...use };
				expect(await statusWith(sandbox.url + path, 'GET', headers)).toBe(403);
			}
		}
		expect(sandbox.requests).toEqual([]);
	});

	it.each(site)('but a link leads here, and a recording is played (%s)', async (from) => {
		const headers = { 'sec-fetch-site': from };
		expect(await statusWith(`${sandbox.url}/`, 'GET', { ...headers, ...link })).toBe(200);
		const recording = `${sandbox.recordingsUrl}/recordings/x.wav`;
		expect(await statusWith(recording, 'GET', { ...headers, ...audio })).toBe(404);
		expect(await statusWith(recording, 'GET', { ...headers, ...uses[0] })).toBe(403);
		const form = { ...headers, ...link, origin: 'null' };
		expect(await statusWith(`${sandbox.url}/sandbox/faults`, 'POST', form)).toBe(403);
	});

	it.each(['same-origin', 'none'])(
		'and the page itself asks for what it needs (%s)',
		async (from) => {
			const headers = { 'sec-fetch-site': from, ...uses[1] };
			expect(await statusWith(`${sandbox.url}/sandbox/page.js`, 'GET', headers)).toBe(200);
		},
	);
});

describe('pages that watch', () => {
	it('are so many that this machine does not feel it, and one that leaves makes room', async () => {
		const leave = new AbortController();
		const watch = async () =>
			(await fetch(`${sandbox.url}/sandbox/events`, { signal: leave.signal })).status;
		const statuses = await Promise.all(Array.from({ length: 60 }, watch));
		expect(statuses.filter((status) => status === 200)).toHaveLength(20);
		expect(statuses.filter((status) => status === 503)).toHaveLength(40);
		leave.abort();
		const next = new AbortController();
		for (let status = 503; status !== 200; ) {
			const response = await fetch(`${sandbox.url}/sandbox/events`, { signal: next.signal });
			status = response.status;
		}
		next.abort();
	});

	it.each([
		'/sandbox/../server.js',
		'/sandbox/%2e%2e/server.js',
		'/sandbox/..%2fserver.js',
		'/sandbox/..\\server.js',
		'/sandbox/page.js%00.html',
		'/sandbox/events.js',
		'/sandbox//page.js/../../../package.json',
		'/sandbox/__proto__',
		'/constructor',
	])('get no file but their own: %s', async (path) => {
		expect([400, 401, 404]).toContain(await rawStatus(sandbox.url, path));
	});
});

describe('bodies', () => {
	/** Free objects, each in the one before. */
	const nested = (depth: number) => {
		const json = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
		return JSON.stringify(documentedRequest).replace('{"priority":"high"}', json);
	};
	const lists = (depth: number) =>
		`{"name":"Ada","actions":${'['.repeat(depth)}${']'.repeat(depth)}}`;

	it('that are nested 5,000 deep are refused, and the ledger stays readable', async () => {
		for (const depth of [101, 5000, 50_000]) {
			const { status, json } = await client.create(undefined, { body: nested(depth) });
			expect([status, json.message]).toEqual([
				400,
				['the body should not be nested more than 100 deep'],
			]);
			const agent = await client.send('POST', '/api/v1/agents', undefined, { body: lists(depth) });
			expect(agent.status).toBe(400);
		}
		expect((await client.create(undefined, { body: nested(90) })).status).toBe(200);
		const { status, json } = await client.send('GET', '/sandbox/ledger');
		expect([status, json.placed.length]).toEqual([200, 1]);
		expect(JSON.stringify(sandbox.requests).length).toBeLessThan(20_000);
	});

	it('without a password are not kept', async () => {
		const body = JSON.stringify({ filler: 'x'.repeat(900_000) });
		const headers = { 'content-type': 'application/json' };
		for (let i = 0; i < 300; i++) {
			expect((await client.create(undefined, { headers, body })).status).toBe(401);
		}
		expect(sandbox.requests.every((one) => one.body === undefined)).toBe(true);
		expect(sandbox.requests).toHaveLength(300);
	});

	it('are kept of the latest requests only', () => {
		const log = [1, 2, 3];
		keep(log, 4, 3);
		expect(log).toEqual([2, 3, 4]);
	});
});

describe('the log of calls', () => {
	it('shows control characters instead of obeying them', async () => {
		const one = runScript('sandbox/main.js', ['--port', '0']);
		const { ready } = await one.ready;
		const hostile = [
			'\u001b[2J+1',
			'a\r\nb: forged',
			'\u009b31m',
			'\u202egnp',
			'\u0007\u0000',
			'\u2028',
		];
		for (const to of hostile) {
			const { status } = await new Client(ready as Sandbox).create(minimalRequest(to));
			expect(status).toBe(200);
		}
		one.stop('SIGINT');
		const { stdout } = await one.ended;
		const lines = stdout.split('Calls:')[1].trim().split('\n');
		expect(lines).toHaveLength(hostile.length);
		expect(lines.join('')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
		expect(lines[0]).toContain('\\u{1b}[2J+1');
	});

	it('is one line for each call, whatever the address holds', () => {
		const hostile = fc.constantFrom(
			'\u001b',
			'\r',
			'\n',
			'\u0085',
			'\u009b',
			'\u2029',
			'\u202e',
			'\ud800',
		);
		const text = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' }))).map((p) => p.join(''));
		fc.assert(
			fc.property(text, (to) => {
				const line = callLine({ channel: 'call', to, id: null, result: 'refused' });
				expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
				expect(line).toMatch(/^[\d:]{8} {2}call {5}.*refused$/);
			}),
		);
	});
});
