import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { specialNumbers } from '../../sandbox/state/specialNumbers';
import { startSandbox } from '../../sandbox/server';
import { Client, minimalRequest, rowRequest, type Sandbox } from '../support/sandboxClient';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const answers = () => sandbox.ledger.placed.map(({ answered }) => answered);

/**
 * What a create request comes to: the status, or how it ended without one. Without patience (milliseconds) it waits
 * as long as it takes, so that a slow machine does not make a hanging request of another one.
 */
async function attempt(body: unknown, { patience }: { patience?: number } = {}) {
	try {
		return await client.create(body, patience ? { signal: AbortSignal.timeout(patience) } : {});
	} catch (error) {
		return { status: (error as Error).name === 'TimeoutError' ? 'no answer' : 'broken' };
	}
}

describe('special numbers', () => {
	it('are all different, and all fictional', () => {
		const numbers = specialNumbers.map(({ number }) => number);
		expect(new Set([...numbers, ...specialNumbers.map(({ alias }) => alias)]).size).toBe(
			numbers.length * 2,
		);
		for (const number of numbers) expect(number).toMatch(/^\+120255501\d\d$/);
	});

	it.each<[string, Array<number | string>, string[]]>([
		['+12025550121', [429, 200, 200], ['ok', 'ok']],
		['+12025550122', [429, 200, 200], ['ok', 'ok']],
		['+12025550123', [429, 429, 429], []],
		['+12025550124', [503, 200, 200], ['ok', 'ok']],
		['+12025550125', [503, 503, 503], []],
		['+12025550126', [500, 500], ['error', 'error']],
		['+12025550127', ['broken', 'broken'], ['dropped', 'dropped']],
		['+12025550128', ['no answer'], ['never']],
		['+12025550129', [502, 502], []],
		['+12025550130', [307, 307], []],
		['+12025550131', [400, 400], []],
		['+12025550132', [500, 500], []],
		['+12025550133', [200, 200], ['error', 'error']],
		['+12025550134', [403, 403], []],
		['placed-error@example.com', [500], ['error']],
		['+12025550199', [200], ['ok']],
	])('%s: %j', async (to, statuses, answered) => {
		const seen = [];
		const patience = statuses.includes('no answer') ? 1000 : undefined;
		for (let i = 0; i < statuses.length; i++) {
			seen.push((await attempt(minimalRequest(to), { patience })).status);
		}
		expect(seen).toEqual(statuses);
		expect(answers()).toEqual(answered);
	});

	it('fail the first request of each row, not of each number', async () => {
		const to = '+12025550121';
		const seen = [];
		for (const row of [1, 2, 1, 2]) seen.push((await attempt(rowRequest(to, row))).status);
		expect(seen).toEqual([429, 429, 200, 200]);
	});

	it.each([
		['+12025550121', '1'],
		['+12025550122', null],
		['+12025550123', '1'],
		['+12025550124', '1'],
		['+12025550125', null],
	])('%s comes with Retry-After %s', async (to, hint) => {
		expect((await client.create(minimalRequest(to))).headers.get('retry-after')).toBe(hint);
	});

	it('answer in each form an error can have', async () => {
		const answer = async (to: string) => {
			const { headers, text } = await client.create(minimalRequest(to));
			return [headers.get('content-type')?.split(';')[0] ?? null, text];
		};
		expect(await answer('+12025550129')).toEqual(['text/html', expect.stringContaining('<h1>502')]);
		expect(await answer('+12025550132')).toEqual([null, '']);
		expect(await answer('+12025550133')).toEqual(['application/json', '{}']);
		const [type, text] = await answer('+12025550131');
		expect([type, JSON.parse(String(text)).message]).toEqual([
			'application/json',
			expect.any(Array),
		]);
	});

	it('lead to another host, which tells whether the password came along', async () => {
		const { headers } = await client.create(minimalRequest('+12025550130'));
		const location = String(headers.get('location'));
		expect(new URL(location).hostname).not.toBe(new URL(sandbox.url).hostname);
		expect(sandbox.redirectRequests).toEqual([]);
		await client.create(minimalRequest('+12025550130'), { redirect: 'follow' });
		await fetch(location, { method: 'POST', headers: { authorization: 'Basic secret' } });
		expect(sandbox.redirectRequests.map(({ headers: sent }) => sent.authorization)).toEqual([
			undefined,
			'Basic secret',
		]);
	});

	it('do not excuse a request that is not valid', async () => {
		expect((await client.create(minimalRequest('+12025550126', { colour: 'red' }))).status).toBe(
			400,
		);
		expect(answers()).toEqual([]);
	});
});

describe('injected faults', () => {
	it('hit the next request only, unless told otherwise', async () => {
		sandbox.inject({ status: 418, body: 'a teapot', headers: { 'x-hint': 'tea' } });
		const first = await client.create(minimalRequest('+14155550100'));
		expect([first.status, first.text, first.headers.get('x-hint')]).toEqual([
			418,
			'a teapot',
			'tea',
		]);
		expect((await client.create(minimalRequest('+14155550100'))).status).toBe(200);
		sandbox.inject({ status: 500, times: Infinity });
		for (let i = 0; i < 3; i++)
			expect((await client.create(minimalRequest('+14155550100'))).status).toBe(500);
		expect(answers()).toEqual(['ok']);
	});

	it('hit the requests they match, on every endpoint', async () => {
		const { id } = await client.placed('+14155550100');
		sandbox.inject({ method: 'GET', match: ({ path }) => path.endsWith(id), status: 503 });
		sandbox.inject({ match: ({ body }) => body?.customerPhone === '+14155550102', status: 429 });
		expect((await client.send('GET', '/api/v1/calls')).status).toBe(200);
		expect((await client.create(minimalRequest('+14155550101'))).status).toBe(200);
		expect((await client.create(minimalRequest('+14155550102'))).status).toBe(429);
		expect((await client.send('GET', `/api/v1/calls/${id}`)).status).toBe(503);
	});

	it('can place the call first', async () => {
		sandbox.inject({ place: true, drop: true });
		expect((await attempt(minimalRequest('+14155550100'))).status).toBe('broken');
		sandbox.inject({ place: true, hang: true });
		const hanging = await attempt(minimalRequest('+14155550100'), { patience: 1000 });
		expect(hanging.status).toBe('no answer');
		sandbox.inject({ place: true, body: { id: 17 } });
		expect((await client.create(minimalRequest('+14155550100'))).json).toEqual({ id: 17 });
		sandbox.inject({ drop: true });
		expect((await attempt(minimalRequest('+14155550100'))).status).toBe('broken');
		expect(answers()).toEqual(['dropped', 'never', 'error']);
	});

	it('can only delay: who gives up meanwhile has placed a call all the same', async () => {
		sandbox.inject({ delayMs: 1500, times: 2 });
		const started = Date.now();
		const impatient = await attempt(minimalRequest('+14155550100'), { patience: 500 });
		expect(impatient.status).toBe('no answer');
		expect((await client.create(minimalRequest('+14155550101'))).status).toBe(200);
		expect(Date.now() - started).toBeGreaterThanOrEqual(1990);
		expect(answers()).toEqual(['dropped', 'ok']);
	});

	it('that hang do not keep the sandbox from closing', async () => {
		const one = await startSandbox();
		one.inject({ hang: true });
		one.inject({ delayMs: 60_000 });
		const waiting = [1, 2].map(
			async () =>
				await new Client(one).create(minimalRequest('+14155550100')).catch(() => 'broken'),
		);
		while (one.requests.length < 2) await fetch(one.url);
		const started = Date.now();
		await one.close();
		expect(await Promise.all(waiting)).toEqual(['broken', 'broken']);
		expect(Date.now() - started).toBeLessThan(1000);
	});
});

describe('fault rates', () => {
	const faultRates = {
		429: 0.2,
		503: 0.2,
		placed500: 0.1,
		placedDropped: 0.1,
		placedHanging: 0.05,
	};
	const rows = Array.from({ length: 120 }, (_, row) => row);

	/** What each row comes to, asked for in the given order. */
	async function outcomes(order: number[], seed: number) {
		const one = await startSandbox({ seed, faultRates, validate: false });
		const { placed } = one.ledger;
		const caller = new Client(one);
		const results = new Map<number, string>();
		const requests = order.map(async (row) => {
			try {
				const { status, headers } = await caller.create(rowRequest('+14155550100', row));
				results.set(row, `${status}${headers.get('retry-after') ? ' hint' : ''}`);
			} catch {
				// How it ended is read from the ledger: from here a broken and a hanging connection look the same.
				const entry = placed.find(
					({ body }) => body.customerOverride.customFields?.[0].value === row,
				);
				results.set(row, entry?.answered ?? 'lost');
			}
		});
		// What is left then hangs, until the sandbox closes.
		const hanging = () => placed.filter(({ answered }) => answered === 'never').length;
		while (results.size + hanging() < order.length) await fetch(one.url);
		await one.close();
		await Promise.all(requests);
		return { results: new Map([...results].sort(([a], [b]) => a - b)), placed: placed.length };
	}

	it('depend on the seed, the row and the attempt, not on the order of arrival', async () => {
		const first = await outcomes(rows, 1);
		const second = await outcomes([...rows].reverse(), 1);
		const other = await outcomes(rows, 2);
		expect(second).toEqual(first);
		expect(other.results).not.toEqual(first.results);
		const kinds = [...first.results.values()];
		const count = (kind: string) => kinds.filter((one) => one === kind).length;
		for (const kind of ['429', '429 hint', '503', '503 hint', '500', 'dropped', 'never']) {
			expect([kind, count(kind) > 0]).toEqual([kind, true]);
		}
		expect(count('200')).toBeGreaterThan(20);
		// Refused requests placed nothing, all others did.
		const refused = kinds.filter((kind) => /^(429|503)/.test(kind)).length;
		expect(first.placed).toBe(rows.length - refused);
	});

	it('let another attempt through', async () => {
		const one = await startSandbox({ faultRates: { 429: 0.5 }, validate: false });
		const statuses = new Set<number>();
		for (let i = 0; i < 20; i++) {
			statuses.add((await new Client(one).create(rowRequest('+14155550100', 1))).status);
		}
		expect([...statuses].sort()).toEqual([200, 429]);
		await one.close();
	});
});
