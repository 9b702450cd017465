import { describe, expect, it } from '@jest/globals';
import { minimalRequest, Client } from '../support/sandboxClient';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

async function get(path: string, accept?: string) {
	const response = await fetch(sandbox.current.url + path, { headers: accept ? { accept } : {} });
	return { response, type: response.headers.get('content-type'), text: await response.text() };
}

async function press(body: string, type = 'application/json') {
	const response = await fetch(`${sandbox.current.url}/sandbox/faults`, {
		method: 'POST',
		body,
		headers: { 'content-type': type },
	});
	return { status: response.status, text: await response.text() };
}

/** The first `count` messages that a page is sent. */
async function events(count: number) {
	const leave = new AbortController();
	const response = await fetch(`${sandbox.current.url}/sandbox/events`, { signal: leave.signal });
	let text = '';
	for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
		text += Buffer.from(chunk).toString();
		if (text.split('\n\n').length > count) break;
	}
	leave.abort();
	return text
		.split('\n\n')
		.slice(0, count)
		.map((message) => {
			const [event, data] = message.split('\n');
			return { event, data: JSON.parse(data.replace('data: ', '')) };
		});
}

describe('the address of the sandbox', () => {
	it.each([
		['a browser', BROWSER, 'text/html'],
		['curl', '*/*', 'text/plain'],
		['a program that says nothing', undefined, 'text/plain'],
		['who wants text', 'text/plain', 'text/plain'],
	])('shows %s what it can read', async (_who, accept, expected) => {
		const { type, response } = await get('/', accept);
		expect(type).toContain(expected);
		expect(response.headers.get('vary')).toContain('Accept');
	});

	it('lets nothing from elsewhere run on the page, and no other page show it', async () => {
		for (const path of ['/', '/sandbox/page.js', '/sandbox/calls.css', '/sandbox/ledger']) {
			const { response } = await get(path, BROWSER);
			const policy = String(response.headers.get('content-security-policy'));
			expect(response.status).toBe(200);
			expect(policy).toContain("default-src 'none'; script-src 'self'");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
		}
	});
});

describe('what the page is sent', () => {
	it('begins with what there is', async () => {
		const client = new Client(sandbox.current);
		const { id } = await client.placed('+14155550100', { customerName: 'Ada' });
		await client.create(minimalRequest('+12025550134'));
		await client.create(minimalRequest('+12025550126'));
		const [about, calls] = await events(2);
		expect(about).toMatchObject({ event: 'event: about', data: { url: sandbox.current.url } });
		const { changed, ids, ...counts } = calls.data;
		expect(counts).toEqual({ people: 2, calls: 2, twice: 0, faults: {} });
		expect(ids).toHaveLength(3);
		expect(ids).toContain(id);
		expect(changed).toContainEqual(
			expect.objectContaining({ to: '+14155550100', name: 'Ada', agent: 'Order Desk' }),
		);
		expect(changed).toContainEqual(
			expect.objectContaining({ to: '+12025550134', status: 'refused', answered: '403' }),
		);
		expect(changed).toContainEqual(
			expect.objectContaining({ to: '+12025550126', status: 'queued', answered: 'error' }),
		);
	});

	it('counts people by address and channel', async () => {
		const client = new Client(sandbox.current);
		for (const to of ['a@example.org', 'A@EXAMPLE.ORG', '+14155550100', '+14155550101'])
			await client.placed(to);
		await client.placed('+14155550100', { channel: 'sms' });
		const [, { data }] = await events(2);
		expect([data.people, data.calls, data.twice]).toEqual([4, 5, 1]);
	});
});

describe('the buttons', () => {
	it('say how many answers are to fail', async () => {
		await press('{"kind":"429"}');
		await press('{"kind":"placedHanging"}');
		expect(await press('{"kind":"429"}')).toEqual({
			status: 200,
			text: '{"429":2,"placedHanging":1}',
		});
		expect(await press('{"kind":"none"}')).toEqual({ status: 200, text: '{}' });
	});

	it.each([
		['{"kind":"toString"}', undefined],
		['{"kind":["429"]}', undefined],
		['{"kind":', undefined],
		['[]', undefined],
		['', undefined],
		['{"kind":"429"}', 'text/plain'],
		['kind=429', 'application/x-www-form-urlencoded'],
		[`{"kind":"429","filler":"${'x'.repeat(2000)}"}`, undefined],
	])('refuse %s', async (body, type) => {
		expect([400, 413]).toContain((await press(body, type)).status);
		const { status } = await new Client(sandbox.current).create(minimalRequest('+14155550100'));
		expect(status).toBe(200);
	});
});
