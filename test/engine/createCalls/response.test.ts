import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const engines: Array<[string, boolean]> = [
	['the bulk runner', false],
	["n8n's routing engine", true],
];

async function create(
	parameters: IDataObject,
	viaRoutingEngine: boolean,
	rows: IDataObject[] = ordinaryRows(12),
) {
	const { items, error } = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, parameters),
		rows,
		viaRoutingEngine,
	});
	expect(error).toBeUndefined();
	return items;
}

/** What the API answered for the call of a row, which is then looked at again before anything has changed. */
async function answerFor(id: unknown) {
	const { url, username, password } = sandbox.current;
	const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
	const response = await fetch(`${url}/api/v1/calls/${String(id)}`, { headers });
	return (await response.json()) as IDataObject;
}

/** Where the wording of a fault is chosen here, so that it is known exactly what the API answered. */
function answerWith(body: IDataObject) {
	sandbox.current.inject({ method: 'POST', status: 200, body, place: true });
}

const documentedAnswer = {
	id: 'call-1',
	status: 'in-progress',
	agentPhone: '+1234567890',
	agentEmail: 'agent@example.com',
	customerPhone: '+1234567891',
	customerEmail: 'customer@example.com',
	agentId: '1',
	customerId: '2',
	skillId: '3',
	customerName: 'John Does',
	transcription: 'Hello',
	recordingUrl: 'https://example.com/recording.wav',
	messages: [{ sid: 'm', timestamp: '2026-01-01T00:00:00Z', sender: 'agent', content: 'Hi' }],
	duration: '7200',
	// Not documented, and not ours to drop.
	extra: { nested: [null, 0, ''] },
};

it.each(engines)('a request asks for JSON and brings it, through %s', async (_name, viaRouting) => {
	await create({}, viaRouting, ordinaryRows(1));
	const [{ headers }] = createsOf(sandbox.current);
	expect(headers.accept).toBe('application/json');
	expect(headers['content-type']).toBe('application/json');
});

describe.each(engines)('the answer to Create, by %s', (_, viaRoutingEngine) => {
	it('becomes one item a call, linked to its row, in the order of the rows', async () => {
		const rows = ordinaryRows(12);
		const items = await create({}, viaRoutingEngine, rows);

		expect(items).toHaveLength(12);
		items.forEach(({ json, pairedItem }, index) => {
			expect(pairedItem).toEqual({ item: index });
			expect(json.customerPhone).toBe(rows[index].phone);
			const placed = sandbox.current.ledger.placed.find(({ id }) => id === json.id);
			expect(placed?.to).toBe(rows[index].phone);
		});
	});

	it('has at most ten fields of the API with Simplify, which is on by default', async () => {
		answerWith(documentedAnswer);
		const [{ json }] = await create({}, viaRoutingEngine, ordinaryRows(1));

		expect(Object.keys(json)).toEqual([
			...['outcome', 'id', 'status', 'duration', 'customerName', 'customerPhone', 'customerEmail'],
			...['customerId', 'transcription', 'recordingUrl'],
		]);
		const { outcome, ...call } = json;
		expect(outcome).toBe('placed');
		expect(call).toEqual({ ...pick(documentedAnswer, Object.keys(call)), duration: 7200 });
	});

	it('is whole when Simplify is off, with the duration as a number', async () => {
		answerWith(documentedAnswer);
		const [{ json }] = await create({ simplify: false }, viaRoutingEngine, ordinaryRows(1));

		expect(json).toEqual({ outcome: 'placed', ...documentedAnswer, duration: 7200 });
	});

	it('drops nothing of what the API really sent when Simplify is off', async () => {
		const items = await create({ simplify: false }, viaRoutingEngine);
		for (const { json } of items) {
			const answer = await answerFor(json.id);
			expect(Object.keys(json).sort()).toEqual([...Object.keys(answer), 'outcome'].sort());
			expect(typeof json.duration).toBe('number');
		}
	});

	it('can be simplified row by row', async () => {
		const rows = ordinaryRows(2);
		const items = await create({ simplify: '={{ $json.row === 1 }}' }, viaRoutingEngine, rows);

		expect(items[0].json).not.toHaveProperty('messages');
		expect(items[1].json).toHaveProperty('messages');
	});
});

function pick(object: object, keys: string[]) {
	return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}

describe.each(engines)("Elemente's placeholders, by %s", (_, viaRoutingEngine) => {
	it.each([
		'Hello {{firstName}}, order {{Order ID}} of {{ aiName }}.',
		'  {{a}}\n\t{{b}}  ',
		'[[this]] is text here, and so are {this}, {{{that}}}, $json.x and "quotes"',
		'{{größe}} 数量 🙂 \\n {{',
		'{{ $json.phone }}',
	])('arrive as typed: %j', async (prompt) => {
		await create(
			{ agentOverride: { prompt, initialMessage: prompt } },
			viaRoutingEngine,
			ordinaryRows(1),
		);

		const [{ body }] = createsOf(sandbox.current);
		expect(body.agentOverride).toEqual({ prompt: { prompt, initialMessage: prompt } });
	});

	it('are written in square brackets in an expression, beside what n8n fills in', async () => {
		const promptExpression =
			'=Tell {{ $json.name }} that [[Order ID]] and [[ Größe ]] are on their way.';
		const rows = [
			{ phone: '+14155550100', name: 'Jane {{x}}' },
			{ phone: '+14155550101', name: '$1 [[y]]' },
		];
		await create({ agentOverride: { promptExpression } }, viaRoutingEngine, rows);

		const prompts = createsOf(sandbox.current).map(({ body }) => body.agentOverride.prompt.prompt);
		expect(prompts.sort()).toEqual([
			'Tell $1 {{y}} that {{Order ID}} and {{Größe}} are on their way.',
			'Tell Jane {{x}} that {{Order ID}} and {{Größe}} are on their way.',
		]);
	});

	it('are refused in an expression, where n8n would have put nothing in their place', async () => {
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, {
				agentOverride: { promptExpression: '=Hello {{firstName}}, your order' },
			}),
			rows: ordinaryRows(2),
			viaRoutingEngine,
		});

		expect(error?.message).toMatch(/firstName|None of the 2 rows/);
		expect(error?.description).toContain(
			'Write [[firstName]] there: it is sent to Elemente as {{firstName}}.',
		);
		expect(sandbox.current.requests).toEqual([]);
	});
});
