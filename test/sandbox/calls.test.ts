import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planCall, statusAt, talkedAt, finalStatuses } from '../../sandbox/state/lifecycle';
import { fillIn } from '../../sandbox/state/conversation';
import { startSandbox } from '../../sandbox/server';
import type { Call, Message } from '../../sandbox/openapi.d';
import { Client, documentedRequest, type Sandbox } from '../support/sandboxClient';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new Client(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** The statuses a call goes through, looking every half second of its clock, and its last state. */
async function follow(id: string, seconds = 70): Promise<{ statuses: string[]; last: Call }> {
	const statuses: string[] = [];
	let last = await client.call(id);
	for (let elapsed = 0; elapsed < seconds; elapsed += 0.5) {
		if (statuses.at(-1) !== last.status) statuses.push(last.status);
		sandbox.advance(0.5);
		last = await client.call(id);
	}
	return { statuses, last };
}

describe('the course of a call', () => {
	it.each([
		['call', ['queued', 'ringing', 'in-progress', 'completed']],
		['sms', ['queued', 'processing', 'completed']],
		['whatsapp', ['queued', 'processing', 'closed']],
		['email', ['queued', 'processing', 'completed']],
		['webchat', ['open', 'ongoing', 'closed']],
	])('on the channel %s is %j', async (channel, expected) => {
		const { id } = await client.placed('+14155550100', {
			channel,
			customerEmail: 'ada@example.org',
		});
		const { statuses, last } = await follow(id);
		expect(statuses).toEqual(expected);
		expect(last.messages).toHaveLength(5);
		expect(last.recordingUrl === '').toBe(channel !== 'call');
	});

	it.each([
		['+12025550101', ['queued', 'ringing', 'busy']],
		['+12025550102', ['queued', 'ringing', 'no-answer']],
		['+12025550103', ['queued', 'ringing', 'in-progress', 'voicemail']],
		['+12025550104', ['queued', 'failed']],
		['+12025550105', ['queued', 'ringing', 'canceled']],
		['+12025550108', ['queued', 'ringing', 'in-progress']],
		['busy@example.com', ['queued', 'failed']],
		['', ['queued', 'failed']],
	])('to %s is %j', async (to, expected) => {
		const { id } = await client.placed(to);
		expect((await follow(id)).statuses).toEqual(expected);
	});

	it('never goes back, ends once, and takes 20 to 65 seconds when it is completed', () => {
		const channels = ['call', 'sms', 'whatsapp', 'email', 'webchat'] as const;
		const outcomes = [
			...([
				'completed',
				'busy',
				'no-answer',
				'voicemail',
				'failed',
				'canceled',
				'endless',
			] as const),
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...channels),
				fc.constantFrom(...outcomes),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				(channel, outcome, roll) => {
					const plan = planCall(channel, outcome, () => roll);
					const times = plan.steps.map(({ at }) => at);
					expect(times).toEqual([...times].sort((a, b) => a - b));
					expect(times[0]).toBe(0);
					plan.steps.forEach(({ status, at }) => {
						expect(statusAt(plan, at)).toBe(status);
						expect(finalStatuses.has(status)).toBe(at === plan.end);
					});
					expect(plan.end === Infinity).toBe(outcome === 'endless');
					if (outcome === 'completed') {
						expect(plan.end).toBeGreaterThanOrEqual(20);
						expect(plan.end).toBeLessThanOrEqual(65);
						expect(talkedAt(plan, plan.end)).toBeGreaterThan(10);
					}
				},
			),
		);
	});

	it('is faster at a higher speed', async () => {
		const fast = await startSandbox({ speed: 5000 });
		const one = new Client(fast);
		const { id } = await one.placed('+14155550100');
		let status = '';
		// 65 seconds of a call are 13 ms here; the requests themselves take the time.
		for (let tries = 0; tries < 200 && status !== 'completed'; tries++)
			status = (await one.call(id)).status;
		expect(status).toBe('completed');
		expect((await client.placed('+14155550100')).status).toBe('queued');
		await fast.close();
	});

	it('is the same with the same seed and another with another', async () => {
		const lengths = [];
		for (const seed of [7, 7, 8]) {
			const one = await startSandbox({ seed });
			const calls = [];
			for (let i = 0; i < 5; i++) calls.push(await new Client(one).placed('+14155550100'));
			one.advance(100);
			lengths.push(
				JSON.stringify((await new Client(one).calls()).map(({ id, duration }) => [id, duration])),
			);
			await one.close();
			expect(new Set(calls.map(({ id }) => id)).size).toBe(5);
		}
		expect(lengths[0]).toBe(lengths[1]);
		expect(lengths[0]).not.toBe(lengths[2]);
	});
});

describe('what is said', () => {
	it('begins with the initial message as the customer gets it', async () => {
		const { json } = await client.create(documentedRequest);
		sandbox.advance(100);
		const call = await client.call(json.id);
		const greeting = 'Hello John, My name is John Doe. I am calling you about your order ID 12345';
		expect(call.transcription.split('\n')[0]).toBe(`Agent: ${greeting}`);
		expect((call.messages[0] as Message).content).toBe(greeting);
	});

	it('fills in what is known and leaves the rest', () => {
		const values = new Map([
			['firstName', 'Ada'],
			['Order ID', '$& 17'],
		]);
		expect(
			fillIn('{{firstName}}, {{Order ID}} {{ Order ID }} {{order id}} {firstName} {{}}', values),
		).toBe('Ada, $& 17 $& 17 {{order id}} {firstName} {{}}');
	});

	it('grows while they talk, and has a length only at the end', async () => {
		const { id } = await client.placed('+14155550100');
		let before = await client.call(id);
		expect([before.transcription, before.messages, before.duration, before.recordingUrl]).toEqual([
			'',
			[],
			0,
			'',
		]);
		const lengths = new Set<number>();
		for (let i = 0; i < 70; i++) {
			sandbox.advance(1);
			const now = await client.call(id);
			expect(now.transcription.startsWith(before.transcription)).toBe(true);
			expect(now.messages.slice(0, before.messages.length)).toEqual(before.messages);
			if (now.status === 'in-progress') expect([now.duration, now.recordingUrl]).toEqual([0, '']);
			lengths.add(now.messages.length);
			before = now;
		}
		expect([...lengths]).toEqual([0, 1, 2, 3, 4, 5]);
		expect(before.duration).toBeGreaterThanOrEqual(15);
	});

	it('has its length as a text for every third call, as in the reference', async () => {
		for (let i = 0; i < 6; i++) await client.placed('+14155550100');
		sandbox.advance(100);
		const types = (await client.calls()).reverse().map(({ duration }) => typeof duration);
		expect(types).toEqual(['number', 'number', 'string', 'number', 'number', 'string']);
	});
});

describe('the recording', () => {
	async function recordingOf(to: string) {
		const { id } = await client.placed(to);
		sandbox.advance(100);
		const { recordingUrl } = await client.call(id);
		const response = await fetch(recordingUrl);
		const type = response.headers.get('content-type');
		return {
			recordingUrl,
			status: response.status,
			type,
			bytes: Buffer.from(await response.arrayBuffer()),
		};
	}

	it('is a playable file on another host, another one for each call', async () => {
		const first = await recordingOf('+14155550100');
		const second = await recordingOf('+12025550103');
		expect(new URL(first.recordingUrl).hostname).not.toBe(new URL(sandbox.url).hostname);
		expect([first.status, first.type]).toEqual([200, 'audio/wav']);
		const { bytes } = first;
		expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual([
			'RIFF',
			'WAVEfmt ',
		]);
		expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
		expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
		// One second: as many data bytes as the header says a second has.
		expect(bytes.readUInt32LE(28)).toBe(bytes.length - 44);
		expect(bytes.equals(second.bytes)).toBe(false);
		expect(sandbox.recordingRequests.map(({ path }) => path)).toEqual(
			[first, second].map(({ recordingUrl }) => new URL(recordingUrl).pathname),
		);
	});

	it('can be gone or not be one', async () => {
		expect(await recordingOf('+12025550106')).toMatchObject({ status: 404 });
		expect(await recordingOf('+12025550107')).toMatchObject({
			status: 200,
			type: 'text/html; charset=utf-8',
		});
	});

	it('does not exist before the end', async () => {
		const { id } = await client.placed('+14155550100');
		expect((await fetch(`${sandbox.recordingsUrl}/recordings/${id}.wav`)).status).toBe(404);
	});
});

describe('changing a call', () => {
	it('ends it with a status, and keeps the note', async () => {
		const { id } = await client.placed('+12025550108');
		sandbox.advance(30);
		const note = 'This call need a follow up';
		const { json } = await client.send('PUT', `/api/v1/calls/${id}`, { status: 'completed', note });
		expect(json.status).toBe('completed');
		expect(json.duration).toBeGreaterThan(10);
		expect(sandbox.ledger.notes).toEqual([{ id, at: expect.any(Number), note }]);
		sandbox.advance(100);
		expect(await client.call(id)).toEqual(json);
	});

	it('hands it to another agent', async () => {
		const { id } = await client.placed('+14155550100');
		const agentId = sandbox.agents[1].id;
		const { json } = await client.send('PUT', `/api/v1/calls/${id}`, { agentId });
		expect([json.agentId, json.agentPhone]).toEqual([agentId, sandbox.agents[1].phone]);
	});

	it.each([
		['an unknown call', 'nobody', { note: 'x' }, 404],
		['an unknown agent', '', { agentId: '00000000-0000-4000-8000-000000000000' }, 404],
		['an unknown status', '', { status: 'done' }, 400],
		['an unknown field', '', { duration: 1 }, 400],
	])('refuses %s', async (_what, id, body, status) => {
		const call = await client.placed('+14155550100');
		expect((await client.send('PUT', `/api/v1/calls/${id || call.id}`, body)).status).toBe(status);
		expect(sandbox.ledger.notes).toEqual([]);
	});
});
