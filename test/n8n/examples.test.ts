import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';
import { createCampaignTable } from '../../scripts/n8n/campaignTable';
import { type Published, formAddress, publish } from '../support/published';
import { type Sandbox, hideList, ordinaryRows } from '../support/sandbox';
import { runFrom, submitForm } from './support/examples';
import { connect, readExample } from './support/harness';
import { running } from '../support/runningN8n';

/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ALL_CALLS_ENDED = 600;

let sandbox: Sandbox;
let n8n: Awaited<ReturnType<typeof connect>>;
let credential: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await connect();
	credential = await n8n.createCredential(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('long-list-in-batches.json', () => {
	it('calls all rows, batch after batch, and ends with a file of what came of each', async () => {
		const run = await n8n.run(readExample('long-list-in-batches.json', credential));

		expect(run.error).toBeUndefined();
		expect(sandbox.ledger.placed).toHaveLength(12);
		expect(sandbox.ledger.duplicates()).toEqual([]);
		expect(sandbox.ledger.peakInFlight).toBeLessThanOrEqual(5);
		const [{ binary }] = run.itemsOf('Result as CSV');
		expect(binary?.data.fileName).toBe('calls.csv');
		const rows = run.itemsOf('Batches of Five').map(({ json }) => json);
		expect(rows.map((row) => row.Row)).toEqual(
			Array.from({ length: 12 }, (_, index) => String(index + 1)),
		);
		expect(new Set(rows.map((row) => row['Call ID']))).toEqual(
			new Set(sandbox.ledger.placed.map(({ id }) => id)),
		);
	});

	it('goes on with the next batch when rows cannot be called, and ends with one file of all rows in their order', async () => {
		const refused = ['2', '8'];
		for (const row of refused) {
			sandbox.inject({
				status: 422,
				body: { message: 'not this one', statusCode: 422 },
				match: ({ body }) => JSON.stringify(body).includes(`{"name":"Row","value":"${row}"}`),
			});
		}

		const run = await n8n.run(readExample('long-list-in-batches.json', credential));

		expect(run.error).toBeUndefined();
		expect(sandbox.ledger.placed).toHaveLength(10);
		// A file that is written before the end lacks people who have been called.
		expect(run.runsOf('Result as CSV')).toBe(1);
		const rows = run.itemsOf('Batches of Five').map(({ json }) => json);
		expect(rows.map((row) => row.Row)).toEqual(
			Array.from({ length: 12 }, (_, index) => String(index + 1)),
		);
		const notCalled = rows.filter((row) => row['Call Status'] === 'not called');
		expect(notCalled.map((row) => row.Row)).toEqual(refused);
		for (const row of notCalled) {
			expect(row).toMatchObject({
				'Call ID': '',
				// Without the number of the row in its batch.
				Problem: expect.stringMatching(/^not placed: The Elemente API refused/),
				'What to Do': expect.stringContaining('not this one'),
			});
		}
	});
});

describe('campaign-with-a-data-table.json', () => {
	const [REACHED, BUSY] = ['+12025550111', '+12025550101'];
	let fast: Sandbox;
	let fastCredential: string;
	let table: string;

	beforeAll(async () => {
		fast = await startSandbox({ speed: 600 });
		fastCredential = await n8n.createCredential(fast);
	});
	beforeEach(async () => {
		fast.reset();
		table = await createCampaignTable(n8n.api);
	});
	afterEach(async () => await n8n.api('DELETE', table));
	afterAll(async () => await fast.close());

	const workflow = () => readExample('campaign-with-a-data-table.json', fastCredential);
	const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

	async function fill(rows: Array<Record<string, unknown>>) {
		const data = rows.map((row) => ({
			state: 'to call',
			attempts: 0,
			nextDue: hoursFromNow(-1),
			...row,
		}));
		await n8n.api('POST', `${table}/insert`, { data, returnType: 'count' });
	}

	async function rowsByPhone(): Promise<Record<string, Record<string, unknown>>> {
		const { data } = await n8n.api('GET', `${table}/rows?take=250`);
		return Object.fromEntries(data.map((row: { phone: string }) => [row.phone, row]));
	}

	it('calls who is due, and writes down what came of it and when the next attempt is due', async () => {
		const bad = '020 7946 0123';
		await fill([
			{ phone: REACHED },
			{ phone: BUSY },
			{ phone: '+12025550102', attempts: 2 },
			{ phone: bad },
			{ phone: '+12025550112', nextDue: hoursFromNow(1) },
			{ phone: '+12025550113', state: 'reached' },
		]);
		const run = await n8n.run(workflow());

		expect(run.error).toBeUndefined();
		expect(fast.ledger.placed.map(({ to }) => to).sort()).toEqual(
			[BUSY, '+12025550102', REACHED].sort(),
		);
		const rows = await rowsByPhone();
		expect(rows[REACHED]).toMatchObject({
			state: 'reached',
			attempts: 1,
			callId: fast.ledger.placed.find(({ to }) => to === REACHED)?.id,
		});
		expect(rows[BUSY]).toMatchObject({ state: 'to call', attempts: 1 });
		expect(Date.parse(String(rows[BUSY].nextDue))).toBeGreaterThan(Date.now() + 23 * 3_600_000);
		expect(rows['+12025550102']).toMatchObject({ state: 'not reached', attempts: 3 });
		expect(rows[bad]).toMatchObject({ state: 'look at', attempts: 0 });
		expect(rows['+12025550112']).toMatchObject({ state: 'to call', attempts: 0 });
		// Nobody is due now.
		await n8n.run(workflow());
		expect(fast.ledger.placed).toHaveLength(3);
	});

	it('calls nobody twice when it runs four times at once', async () => {
		const phones = ordinaryRows(60).map(({ phone }) => phone);
		await fill(phones.map((phone) => ({ phone })));
		const runs = await Promise.all([1, 2, 3, 4].map(async () => await n8n.run(workflow())));

		expect(runs.map(({ status }) => status)).toEqual(Array(4).fill('success'));
		expect(fast.ledger.duplicates()).toEqual([]);
		expect(fast.ledger.placed.map(({ to }) => to).sort()).toEqual(phones);
		// Not because the node knows what another run has placed: no run was given a row of another one.
		expect(runs.flatMap((run) => run.itemsOf('Get My Rows'))).toHaveLength(60);
	});
});

describe('form-to-call.json', () => {
	let form: Published;
	let address: string;

	beforeAll(async () => {
		const workflow = readExample('form-to-call.json', credential);
		form = await publish(n8n.api, workflow);
		address = await formAddress(running().url, workflow);
	});
	afterAll(async () => await form.unpublish());

	it('calls whoever submits the form, and says so', async () => {
		const page = await submitForm(address, ['Ana', '+1 202 555 0111', '00471']);

		expect(page).toContain('Thank you, Ana');
		expect(sandbox.ledger.placed).toHaveLength(1);
		expect(sandbox.ledger.placed[0].body).toMatchObject({
			customerPhone: '+12025550111',
			customerOverride: {
				firstName: 'Ana',
				customFields: [{ name: 'Order ID', value: '00471' }],
			},
		});
	});

	it('asks for another number when this one cannot be called', async () => {
		const page = await submitForm(address, ['Ana', '020 7946 0123', '']);

		expect(page).toContain('We could not call you');
		expect(page).toContain('020 7946 0123');
		expect(sandbox.ledger.placed).toHaveLength(0);
	});

	it('tells nobody whose phone may ring that it will not', async () => {
		sandbox.inject({ name: 'answer lost', status: 500, place: true });
		// Else the call would be found in the API's list, and the customer told that it was placed.
		hideList(sandbox);
		const page = await submitForm(address, ['Ana', '+1 202 555 0111', '']);

		expect(page).toContain('Your phone may ring in a moment');
		expect(page).not.toContain('could not');
		expect(sandbox.ledger.placed).toHaveLength(1);
	});

	it('blames no number where something else is the matter', async () => {
		sandbox.inject({ name: 'refused', status: 422, body: { message: 'not now' } });
		const page = await submitForm(address, ['Ben', '+1 202 555 0112', '']);

		expect(page).toContain('We cannot call you just now');
		expect(sandbox.ledger.placed).toHaveLength(0);
	});
});

describe('call-again.json', () => {
	const NOT_REACHED = ['+12025550101', '+12025550102', '+12025550103', '+12025550104'];
	let fast: Sandbox;

	/** The example, with a pause of a second in place of a day. */
	function workflow(change: (call: { parameters: object }) => void = () => {}) {
		const example = readExample('call-again.json', fastCredential);
		const find = (name: string) => example.nodes.find((node) => node.name === name)!;
		Object.assign(find('Wait a Day').parameters, { unit: 'seconds' });
		change(find('Call Each Customer'));
		return example;
	}
	let fastCredential: string;

	beforeAll(async () => {
		fast = await startSandbox({ speed: 600 });
		fastCredential = await n8n.createCredential(fast);
	});
	beforeEach(() => fast.reset());
	afterAll(async () => await fast.close());

	const placed = (channel: string) =>
		fast.ledger.placed.filter(({ body }) => body.channel === channel).map(({ to }) => to);

	it('calls who was not reached three times and sends an SMS then, and calls nobody again who was', async () => {
		const run = await n8n.run(workflow());

		expect(run.error).toBeUndefined();
		const calls = placed('call');
		expect(new Set(calls).size).toBe(12);
		for (const phone of new Set(calls)) {
			const times = calls.filter((to) => to === phone).length;
			expect([phone, times]).toEqual([phone, NOT_REACHED.includes(phone) ? 3 : 1]);
		}
		expect(placed('sms').sort()).toEqual(NOT_REACHED);
		expect(run.runsOf('Look at These')).toBe(0);
	});

	it('calls nobody again of whom it is not known whether they were called', async () => {
		fast.inject({
			name: 'answer lost',
			status: 500,
			place: true,
			match: ({ body }) => body?.customerPhone === NOT_REACHED[0],
		});
		hideList(fast);
		const run = await n8n.run(workflow());

		expect(run.error).toBeUndefined();
		expect(placed('call').filter((to) => to === NOT_REACHED[0])).toHaveLength(1);
		expect(placed('sms')).not.toContain(NOT_REACHED[0]);
		expect(run.itemsOf('Look at These').map(({ json }) => json.outcome)).toEqual(['unknown']);
	});

	it('comes back for a row when its hours begin', async () => {
		const begins = Math.ceil((Date.now() + 5_000) / 60_000) * 60_000;
		const clock = (moment: number) => new Date(moment).toISOString().slice(11, 16);
		const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
		const hours = { from: clock(begins), to: clock(begins - 3_600_000), days, timeZone: 'UTC' };
		const run = await n8n.run(
			workflow(({ parameters }) =>
				Object.assign(parameters, { contactRules: { callingHours: { hours } } }),
			),
		);

		expect(run.error).toBeUndefined();
		expect(new Set(placed('call')).size).toBe(12);
		expect(Date.now()).toBeGreaterThanOrEqual(begins);
		expect(run.runsOf('Look at These')).toBe(0);
	}, 240_000);
});

describe('call-ended-follow-up.json', () => {
	it('sends an SMS to those who were not reached, and to nobody else', async () => {
		const busy = '+12025550101';
		for (const phone of ['+12025550111', busy]) await placeCall(phone);
		sandbox.advance(UNTIL_ALL_CALLS_ENDED);

		const status = await runFrom(
			readExample('call-ended-follow-up.json', credential),
			'When a Call Has Ended',
		);

		expect(status).toBe('success');
		const messages = sandbox.ledger.placed.map(({ body }) => body).slice(2);
		expect(messages).toEqual([expect.objectContaining({ channel: 'sms', customerPhone: busy })]);
	});

	async function placeCall(customerPhone: string) {
		const [{ id: agentId, skills }] = sandbox.agents;
		const answer = await fetch(`${sandbox.url}/api/v1/calls`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				authorization: `Basic ${btoa(`${sandbox.username}:${sandbox.password}`)}`,
			},
			body: JSON.stringify({
				agentId,
				skillId: skills?.[0]?.id,
				channel: 'call',
				customerPhone,
				customerOverride: {},
			}),
		});
		expect(answer.ok).toBe(true);
	}
});
