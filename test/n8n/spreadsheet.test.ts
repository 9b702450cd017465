import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../support/sandbox';
import { connect, readExample, switchCheckOnlyOff } from './support/harness';

type CallBody = Sandbox['ledger']['placed'][number]['body'];

const NODE = 'Call Each Customer';

describe('the spreadsheet example in a real n8n', () => {
	let sandbox: Sandbox;
	let run: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['run']>>;
	let bodies: CallBody[];
	let log: string;

	beforeAll(async () => {
		sandbox = await startSandbox();
		const n8n = await connect();
		const credential = await n8n.createCredential(sandbox);
		run = await n8n.run(switchCheckOnlyOff(readExample('spreadsheet-to-calls.json', credential)));
		log = n8n.log();
		bodies = sandbox.ledger.placed.map(({ body }) => body);
		bodies.sort((a, b) => Number(fieldOf(a, 'Row')) - Number(fieldOf(b, 'Row')));
	});
	afterAll(async () => await sandbox.close());

	it('turns twelve rows into twelve calls, and calls nobody twice', () => {
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(bodies.map((body) => fieldOf(body, 'Row'))).toEqual([
			1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
		]);
		expect(sandbox.ledger.duplicates()).toEqual([]);
	});

	it('sends one more request for the row that was answered with 429, and none besides', () => {
		const phones = sandbox.requests
			.filter(({ method }) => method === 'POST')
			.map(({ body }) => (body as { customerPhone: string }).customerPhone);
		expect(phones.filter((phone) => phone === '+12025550121')).toHaveLength(2);
		expect(phones).toHaveLength(13);
	});

	it('sends a whole row as the API wants it', () => {
		expect(bodies[2]).toEqual({
			agentId: sandbox.agents[0].id,
			skillId: sandbox.agents[0].skills?.[0].id,
			channel: 'call',
			customerName: 'Chloé Martin',
			customerPhone: '+12025550113',
			customerEmail: 'chloe.martin@example.com',
			customerOverride: {
				firstName: 'Chloé',
				lastName: 'Martin',
				language: 'en-US',
				customFields: [
					{ name: 'Row', value: 3 },
					{ name: 'Order ID', value: '00471' },
					{ name: 'Order Amount', value: 24 },
					{ name: 'Order Date', value: '2025-03-13' },
					{ name: 'Active Status', value: true },
				],
			},
			agentOverride: {
				name: 'Maya',
				prompt: {
					initialMessage:
						'Hello {{firstName}}, my name is {{aiName}}. I am calling you about your order {{Order ID}}.',
					prompt:
						'Tell {{firstName}} that order {{Order ID}} over {{Order Amount}} dollars, placed on {{Order Date}}, is on its way. Answer questions about it, then say goodbye.',
				},
			},
		});
	});

	it('keeps the type of each column in every row', () => {
		for (const body of bodies) {
			expect(fieldOf(body, 'Order ID')).toMatch(/^\d{5}$/);
			expect(typeof fieldOf(body, 'Order Amount')).toBe('number');
			expect(typeof fieldOf(body, 'Active Status')).toBe('boolean');
		}
		expect(fieldOf(bodies[0], 'Order Amount')).toBe(150.75);
		expect(fieldOf(bodies[3], 'Active Status')).toBe(false);
	});

	it('writes every spelling of a phone number the one way the API takes', () => {
		expect(bodies.map(({ customerPhone }) => customerPhone)).toEqual([
			'+12025550111',
			'+12025550112',
			'+12025550113',
			'+12025550114',
			'+12025550101',
			'+12025550102',
			'+12025550103',
			'+12025550104',
			'+12025550121',
			'+12025550115',
			'+12025550116',
			'+12025550117',
		]);
	});

	it('links each call that comes out to the row it came from', () => {
		const idOfRow = new Map(
			sandbox.ledger.placed.map(({ id, body }) => [fieldOf(body, 'Row'), id]),
		);
		const rows = run.itemsOf('One Item per Row');
		for (const { json, pairedItem } of run.itemsOf(NODE)) {
			expect(json.id).toBe(idOfRow.get(Number(rows[pairedItem.item].json.Row)));
		}
		expect(new Set(run.itemsOf(NODE).map(({ pairedItem }) => pairedItem.item)).size).toBe(12);
	});

	it('puts out at most ten fields, the outcome and the id first', () => {
		for (const { json } of run.itemsOf(NODE)) {
			expect(Object.keys(json).slice(0, 2)).toEqual(['outcome', 'id']);
			expect(Object.keys(json).length).toBeLessThanOrEqual(10);
		}
	});

	it('leaves the password out of what n8n stores and logs', () => {
		const encoded = Buffer.from(`${sandbox.username}:${sandbox.password}`).toString('base64');
		for (const secret of [sandbox.password, encoded]) {
			expect(run.text).not.toContain(secret);
			expect(log).not.toContain(secret);
		}
	});
});

function fieldOf({ customerOverride }: CallBody, name: string) {
	return customerOverride.customFields?.find((field) => field.name === name)?.value;
}
