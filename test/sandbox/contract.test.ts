import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/server';
import { askAll, summary, table } from '../../scripts/contract/ask';
import { createClient } from '../../scripts/contract/client';
import { readOptions } from '../../scripts/contract/options';
import { readPassword } from '../../scripts/contract/password';
import { PRIVATE, startDifferentApi } from '../support/differentApi';
import { startRecordingHost } from '../support/recordingHost';
import { Client, type Sandbox } from '../support/sandboxClient';
import { runScript } from './support/process';
import { fakeTerminal } from './support/terminal';

type Line = Awaited<ReturnType<typeof askAll>>[number];

const OWN_NUMBER = '+12025550199';
const closing: Array<() => unknown> = [];
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function sandboxWithCalls(options: Parameters<typeof startSandbox>[0] = {}) {
	const sandbox = await startSandbox(options);
	closing.push(sandbox.close);
	const client = new Client(sandbox);
	for (const to of ['+14155550100', '+14155550101', '+12025550101', 'ada@example.com'])
		await client.placed(to);
	await client.placed('+14155550102', { channel: 'sms', customerName: 'Ada Lovelace' });
	sandbox.advance(600);
	return sandbox;
}

function clientOf({ url, username, password }: Sandbox, pauses: number[] = []) {
	const wait = async (ms: number) => void pauses.push(ms);
	return createClient({ baseUrl: url, username, password, wait });
}

const not = (wanted: boolean, lines: Line[]) => lines.filter(({ holds }) => holds !== wanted);

describe('the contract with the sandbox', () => {
	it.each(['array', 'wrapped'] as const)('holds in everything, calls as %s', async (callsShape) => {
		const sandbox = await sandboxWithCalls({ callsShape });
		const lines = await askAll(clientOf(sandbox), { phone: OWN_NUMBER });
		expect(not(true, lines)).toEqual([]);
		expect(summary(lines)).toBe('contract: asked=32 held=32 differs=0');
		expect(sandbox.ledger.placed.map(({ to }) => to).slice(5)).toEqual([OWN_NUMBER]);
	});

	it('is asked for by reading alone where no number is given', async () => {
		const sandbox = await sandboxWithCalls();
		sandbox.requests.length = 0;
		const lines = await askAll(clientOf(sandbox));
		expect(summary(lines)).toBe('contract: asked=28 held=28 differs=0');
		expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
		for (const { headers } of [...sandbox.recordingRequests, ...sandbox.redirectRequests])
			expect(headers.authorization).toBeUndefined();
		expect(sandbox.recordingRequests).toHaveLength(1);
	});

	it('leaves open what an account without calls and agents cannot tell', async () => {
		const sandbox = await startSandbox({ agents: [] });
		closing.push(sandbox.close);
		const lines = await askAll(clientOf(sandbox), { phone: OWN_NUMBER });
		expect(lines.filter(({ holds }) => holds === false)).toEqual([]);
		expect(summary(lines)).toBe('contract: asked=8 held=8 differs=0');
		expect(table(lines)).toContain('| the account has no agents | not seen |');
		expect(table(lines)).toContain('| there are no calls of the last 720 hours | not seen |');
	});

	it('waits where the API says that it is too much', async () => {
		const sandbox = await sandboxWithCalls();
		const body = { message: 'Too Many Requests', statusCode: 429 };
		const headers = { 'retry-after': '7' };
		for (const path of ['/api/v1/agents', '/api/v1/calls']) {
			const match = (request: { path: string }) => request.path === path;
			sandbox.inject({ name: 'too much', method: 'GET', match, status: 429, headers, body });
		}
		const pauses: number[] = [];
		expect(not(true, await askAll(clientOf(sandbox, pauses)))).toEqual([]);
		expect(pauses.filter((ms) => ms === 7_000)).toHaveLength(2);
	});

	it('tells a single thing that differs, and how often', async () => {
		const sandbox = await sandboxWithCalls({ validateResponses: false });
		const [agent] = sandbox.agents;
		agent.name = 17 as never;
		const lines = await askAll(clientOf(sandbox));
		const [line, ...others] = lines.filter(({ holds }) => holds === false);
		expect(line.came).toBe('name is number, not string or null (1 of 45)');
		// Get of that agent holds the same.
		expect(others.map(({ question }) => question)).toEqual([
			'Does Get give one agent, with its skills?',
		]);
	});
});

describe('the contract with an API that differs in everything', () => {
	it('differs in every line, and shows nothing of anybody', async () => {
		const elsewhere = await startRecordingHost();
		const api = await startDifferentApi({ loginUrl: elsewhere.url });
		closing.push(api.close, elsewhere.close);
		const account = { baseUrl: api.url, username: 'ada', password: 'pa55-of-ada' };
		const client = createClient({ ...account, wait: async () => {} });
		const lines = await askAll(client, { phone: OWN_NUMBER });
		expect(not(false, lines)).toEqual([]);
		expect(summary(lines)).toBe('contract: asked=32 held=0 differs=32');

		const text = table(lines);
		for (const secret of [...PRIVATE, 'pa55-of-ada', 'Lovelace', OWN_NUMBER, elsewhere.url])
			expect(text).not.toContain(secret);
		// The redirect was not followed, and the recording was asked for without the password.
		expect(elsewhere.received).toEqual([]);
		const recordings = api.seen.filter(({ url }) => url.startsWith('/recordings/'));
		expect(recordings.map(({ authorization }) => authorization)).toStrictEqual([undefined]);
		expect(api.seen.filter(({ method }) => method !== 'GET')).toHaveLength(1);
	});

	it('is a table that can be read', async () => {
		const api = await startDifferentApi();
		closing.push(api.close);
		const account = { baseUrl: api.url, username: 'ada', password: 'p' };
		const lines = await askAll(createClient({ ...account, wait: async () => {} }), {
			phone: OWN_NUMBER,
		});
		const came = Object.fromEntries(lines.map((line) => [line.question, line.came]));
		expect(came).toMatchObject({
			'How is the list of agents given?': 'an array in an object, as "agents", beside total',
			'Do agents come in pages?': 'limit=1: 2; page=2 of that: 2, the same one',
			'Is `duration` a number or a text?': 'other text (2 of 2)',
			'Is every `status` one of the 19 that are named?':
				'other: ended (1 of 2); other: (not a plain word) (1 of 2)',
			'Which spelling of `dateRange` works?': 'brackets: ignored; JSON: ignored; dots: ignored',
			'What comes without a password?': '302: a redirect, which was not followed',
			'Is the call in the list at once?': 'not within 30 seconds',
			'Where is a recording, and is it given without the password?':
				"the API's own host; 401, no type",
		});
		const rows = table(lines).split('\n');
		expect(rows).toHaveLength(lines.length + 2);
		for (const row of rows) expect(row.split(' | ')).toHaveLength(5);
	});
});

describe('the contract with an API that means harm', () => {
	const escapes = [
		'\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007',
		'\u001b[2J',
		'a\rb',
		'a|b',
	];
	const deep = JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`);

	it.each<[string, object]>([
		['ids of which no text can be made', { id: { toString: 1 }, status: { toString: 1 } }],
		['an id that is half a character', { id: '\ud800' }],
		['an id that leads out of its folder', { id: '../../login?a=b#c' }],
		['an address with a password', { recordingUrl: 'https://ada:pa55@127.0.0.1:9/x' }],
		['an address where nobody is', { recordingUrl: 'http://127.0.0.1:9/x' }],
		['an address that is none', { recordingUrl: { href: 'x' } }],
		['lists without end', { messages: deep, transcription: deep }],
		['names of fields', Object.fromEntries(escapes.map((name) => [name, 1]))],
		['texts', { id: escapes[0], status: escapes[1], duration: escapes[2], channel: escapes[3] }],
		['a prototype', JSON.parse('{ "__proto__": { "id": "x" }, "constructor": 1, "messages": 5 }')],
	])('by %s goes to its end, and shows none of it', async (_, over) => {
		const api = await startDifferentApi({ over });
		closing.push(api.close);
		const account = { baseUrl: api.url, username: 'ada', password: 'pa55-of-ada' };
		const lines = await askAll(createClient({ ...account, wait: async () => {} }), {
			phone: OWN_NUMBER,
		});
		expect(lines).toHaveLength(32);
		const text = table(lines);
		expect(text).not.toMatch(/(?!\n)\p{C}|evil|pa55|undefined|\[object/u);
		for (const line of text.split('\n')) expect(line.split(' | ')).toHaveLength(5);
		const withPassword = api.seen.filter(({ authorization }) => authorization);
		for (const { url } of withPassword) expect(url).toMatch(/^\/api\/v1\//);
		expect(api.seen.filter(({ method }) => method !== 'GET')).toHaveLength(1);
	});
});

describe('npm run contract', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await sandboxWithCalls();
	});

	async function run(args: string[], password: string | undefined = sandbox.password) {
		const env = { ELEMENTE_PASSWORD: password };
		const { code, stdout, stderr } = await runScript('scripts/contract/main.js', args, env).ended;
		expect(stdout + stderr).not.toContain(sandbox.password);
		return { code, stdout, stderr, last: stdout.trim().split('\n').at(-1) };
	}
	const account = () => ['--base-url', `${sandbox.url}/api/v1/`, '--username', sandbox.username];
	const nothing = 'contract: asked=0 held=0 differs=0';

	it('ends with 0 where all holds, and with 1 where something differs', async () => {
		const good = await run(account());
		expect([good.code, good.stderr]).toEqual([0, '']);
		expect(good.last).toBe('contract: asked=28 held=28 differs=0');
		expect(good.stdout).toMatch(/answered \d+ requests, all of them reading only/);
		expect(good.stdout).not.toMatch(/Lovelace|4155550100/);

		sandbox.inject({
			name: 'a page',
			method: 'GET',
			match: ({ query }) => query.channel === 'sms',
			status: 502,
			body: '<h1>Bad Gateway</h1>',
		});
		const bad = await run(account());
		expect(bad.code).toBe(1);
		expect(bad.last).toBe('contract: asked=28 held=27 differs=1');
		expect(bad.stdout).toContain('sms: status 502');
	});

	it('ends with 2 where the password is wrong', async () => {
		const { code, stderr, last } = await run(account(), 'wrong');
		expect([code, last]).toEqual([2, nothing]);
		expect(stderr).toContain('user name or password is not accepted (status 401)');
		expect(stderr).not.toContain('wrong');
	});

	it('ends with 2 where nobody answers, or somebody else does', async () => {
		const args = account();
		await sandbox.close();
		const down = await run(args);
		expect([down.code, down.last]).toEqual([2, nothing]);
		expect(down.stderr).toMatch(/No answer came from 127\.0\.0\.1:\d+: ECONNREFUSED/);

		const host = await startRecordingHost();
		closing.push(host.close);
		const other = ['--base-url', host.url, '--username', 'ada'];
		host.answer = (_request, response) =>
			void response.writeHead(301, { location: `${host.url}/stolen` }).end();
		const redirected = await run(other);
		expect([redirected.code, redirected.last]).toEqual([2, nothing]);
		expect(redirected.stderr).toContain('sends to another address (status 301)');
		expect(host.received.map(({ url }) => url)).toEqual(['/api/v1/agents?page=1&limit=1']);
		host.answer = (_request, response) => void response.end('<h1>Welcome</h1>');
		expect((await run(other)).stderr).toContain("not answer as Elemente's API: status 200, html");
	});

	it('ends with 2 when the API falls silent on the way, with what is known by then', async () => {
		sandbox.inject({
			name: 'gone',
			method: 'GET',
			match: ({ path, query }) => path === '/api/v1/calls' && query.hrs === '1',
			drop: true,
		});
		const { code, stdout, last } = await run(account());
		expect([code, last]).toEqual([2, 'contract: asked=18 held=18 differs=0']);
		expect(stdout).toContain('| 17 | Does Get give the same call? |');
	});

	it('takes no password from the command line, and asks for none without a terminal', async () => {
		for (const args of [['--password', 'pa55'], ['--password=pa55'], ['-p', 'pa55'], ['-ppa55']]) {
			const { code, stderr } = await run([...account(), ...args]);
			expect(code).toBe(2);
			expect(stderr).toContain('ELEMENTE_PASSWORD');
			expect(stderr).not.toContain('pa55');
		}
		const { code, stderr } = await run(account(), '');
		expect([code, stderr.trim()]).toEqual([2, 'Put the password in ELEMENTE_PASSWORD.']);
		expect(sandbox.requests.every(({ method }) => method === 'POST')).toBe(true);
	});
});

describe('what is entered', () => {
	const rest = ['--username', 'ada'];

	it.each([
		...['https://ada:s3cret@api.elemente.ai', 'https:/ada:s3cret@api.elemente.ai', 's3cret'],
		...['https://ada:s3/cret@api.elemente.ai', 'ada:s3cret@api.elemente.ai', 'ftp://s3cret'],
		...[
			'https://api.elemente.ai?s3cret',
			'https://api.elemente.ai#s3cret',
			'http://s3cret.example',
		],
	])('%s is no Base URL, and is not repeated', (url) => {
		const read = () => readOptions(['--base-url', url, ...rest]);
		expect(read).toThrow(/^--base-url/);
		expect(read).not.toThrow(/s3c|cret/);
	});

	it.each([
		['https://api.elemente.ai', 'https://api.elemente.ai'],
		['https://api.elemente.ai/', 'https://api.elemente.ai'],
		['https://api.elemente.ai/api/v1/', 'https://api.elemente.ai'],
		['https://example.com/elemente/api/v1', 'https://example.com/elemente'],
		['http://localhost:3939', 'http://localhost:3939'],
	])('%s is one', (url, baseUrl) => {
		expect(readOptions(['--base-url', url, ...rest])).toMatchObject({ baseUrl });
	});

	it.each([
		['s3cret'],
		['--user=s3cret'],
		['--call', '4155550177'],
		['--call', '+1202abc'],
		['-s3cret'],
	])('%s %s is refused without repeating it', (...args) => {
		const read = () => readOptions(['--base-url', 'https://api.elemente.ai', ...rest, ...args]);
		expect(read).toThrow();
		expect(read).not.toThrow(/s3cret|4155550177|1202abc/);
	});

	it('as a password is not shown while it is typed', async () => {
		const { input, output, shown } = fakeTerminal();
		const password = readPassword({ env: {}, input, output });
		input.write('pa55 wörd\r');
		expect(await password).toBe('pa55 wörd');
		expect(shown()).toBe('Password of the account (it is not shown): \n');

		const again = readPassword({ env: {}, input, output });
		input.write('\u0003');
		await expect(again).rejects.toThrow('No password was given.');
	});
});
