// @ts-check
// An API that is in nothing as it is taken to be, but for its paths; full of what must never be shown.
const { once } = require('node:events');
const { createServer } = require('node:http');

/** What no answer of a contract may repeat: names, numbers, texts of customers. */
const PRIVATE = [
	'Ada Lovelace',
	'555-0123',
	'ada@example.org',
	'my secret order',
	'agt Ada',
	'tok_4711',
];

const agents = [1, 2, 3].map((number) => ({
	id: `agt Ada ${number}`,
	name: number,
	tags: ['Ada Lovelace'],
	capabilities: 'my secret order',
	skills: [{ id: `skill Ada ${number}`, name: 'Ada Lovelace', active: 'yes' }],
}));

/** @param {number} number @param {string} url */
const callOf = (number, url) => ({
	id: `call_${number} Ada Lovelace`,
	status: number === 1 ? 'ended' : 'Ada Lovelace',
	agentPhone: null,
	customerName: 'Ada Lovelace',
	customerPhone: '(202) 555-0123',
	customerEmail: ['ada@example.org'],
	duration: '02:00',
	messages: [{ timestamp: 1_700_000_000, content: 'my secret order' }, 17],
	transcription: { text: 'my secret order' },
	recordingUrl: `${url}/recordings/${number}?token=tok_4711`,
	createdAt: 1_700_000_000,
	'Ada Lovelace': true,
});

/**
 * @param {{ loginUrl?: string, over?: object }} [options] loginUrl: where it sends whoever comes without a password; over: what stands in
 *   each call and agent besides, or in place of what is there
 * @returns {Promise<{ url: string, seen: Array<{ method?: string, url: string, authorization?: string }>, close: () => Promise<void> }>}
 */
async function startDifferentApi({ loginUrl = 'http://127.0.0.1:9/login', over = {} } = {}) {
	/** @type {Array<{ method?: string, url: string, authorization?: string }>} */
	const seen = [];
	const server = createServer((request, response) => {
		const { method, headers } = request;
		const asked = new URL(request.url ?? '/', 'http://api');
		seen.push({ method, url: request.url ?? '', authorization: headers.authorization });
		request.resume();
		if (asked.pathname.startsWith('/recordings/')) return void response.writeHead(401).end();
		if (!headers.authorization) {
			return void response.writeHead(302, { location: loginUrl }).end();
		}
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answerTo(method ?? '', asked, url, over)));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		seen,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** @param {string} method @param {URL} asked @param {string} url its own @param {object} over @returns {unknown} */
function answerTo(method, { pathname, searchParams }, url, over) {
	const isPaged = searchParams.has('limit');
	const all = agents.map((agent) => ({ ...agent, ...over }));
	if (pathname === '/api/v1/agents') return { agents: isPaged ? all.slice(0, 2) : all, total: 3 };
	if (pathname.startsWith('/api/v1/agents/')) return { agent: all[0] };
	if (pathname !== '/api/v1/calls') return { call: { ...callOf(1, url), ...over } };
	if (method === 'POST') return { ...callOf(9, url), ...over };
	const calls = [callOf(1, url), callOf(2, url)].map((call) => ({ ...call, ...over }));
	return { calls: isPaged ? calls.slice(0, 1) : calls, next: 'Ada Lovelace' };
}

module.exports = { PRIVATE, startDifferentApi };
