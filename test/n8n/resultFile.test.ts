import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../support/sandbox';
import { folderForWorkflows, readCsv } from './support/files';
import { connect, readExample, switchCheckOnlyOff } from './support/harness';

const EXAMPLE = 'spreadsheet-to-calls.json';
const SPREADSHEET = 'customers.csv';
const CALL = 'Call Each Customer';
/** Calls in the sandbox go so many times faster than in life, so that their end can be waited for. */
const SPEED = 60;

let sandbox: Sandbox;
let n8n: Awaited<ReturnType<typeof connect>>;
let credential: string;
let folder: ReturnType<typeof folderForWorkflows>;

beforeAll(async () => {
	sandbox = await startSandbox({ speed: SPEED });
	n8n = await connect();
	credential = await n8n.createCredential(sandbox);
});
beforeEach(() => {
	sandbox.reset();
	folder = folderForWorkflows();
});
afterAll(async () => await sandbox.close());

describe('the file that the spreadsheet example writes beside the spreadsheet', () => {
	it('has each row as it was, with the ID of its call, and one file for each run', async () => {
		const run = await runExample();

		expect(run.error).toBeUndefined();
		const [rows] = results();
		const given = readCsv(folder.read().get(SPREADSHEET) ?? '');
		expect(rows).toHaveLength(12);
		expect(rows).toEqual(
			given.map((row) => ({
				...row,
				'Call ID': idOfRow(row.Row),
				'Call Status': 'queued',
				Problem: '',
				'What to Do': '',
			})),
		);
		expect(rows.map((row) => row['Order ID'])).toContain('00471');
		expect(rows.map((row) => row.Phone)).toContain('0012025550103');

		const first = idsIn(rows);
		sandbox.reset();
		await runExample();
		expect(results().map(idsIn)).toEqual([first, sandbox.ledger.placed.map(({ id }) => id).sort()]);
	});

	it('says of each row what would become of it, as long as Check Only is on, and nobody is called', async () => {
		addRow('13,Cleo,Diaz,n/a,cleo.diaz@example.com,00013,10.00,2025-03-16,true,en-US');

		const run = await runExample({ checkOnly: true });

		expect(run.error).toBeUndefined();
		expect(sandbox.requests).toEqual([]);
		expect(run.hintsOf(CALL)).toEqual([
			'Nothing was sent, as Check Only is on: 12 would be placed now, 1 is bad and would not be sent.',
		]);
		const [rows] = results();
		expect(rows.map((row) => row['Call Status'])).toEqual([
			...Array(12).fill('would be called'),
			'not called',
		]);
		expect(rows[12].Problem).toContain('Row 13: Customer Phone "n/a"');
		expect(rows.map((row) => row['Call ID']).join('')).toBe('');
	});

	it('is not there when a row is bad, because nobody is called then', async () => {
		addRow('13,Cleo,Diaz,n/a,cleo.diaz@example.com,00013,10.00,2025-03-16,true,en-US');

		const run = await runExample();

		expect(run.error?.message).toMatch(/^Row 13: .* No call was placed\.$/);
		expect(sandbox.ledger.placed).toHaveLength(0);
		expect(results()).toEqual([]);
	});

	it('says what is wrong with each row that was not placed when On Error is Continue', async () => {
		addRow('13,Cleo,Diaz,n/a,cleo.diaz@example.com,00013,10.00,2025-03-16,true,en-US');
		answer('+12025550111', { status: 422, body: { message: 'not this one', statusCode: 422 } });
		answer('+12025550112', { status: 500, body: { message: 'oh', statusCode: 500 } });

		const run = await runExample({ onError: 'continueRegularOutput' });

		expect(run.error).toBeUndefined();
		const [rows] = results();
		expect(rows.map((row) => row.Row)).toEqual(
			Array.from({ length: 13 }, (_, index) => String(index + 1)),
		);
		expect(rows[0]).toMatchObject({
			'Order ID': '12345',
			'Call ID': '',
			'Call Status': 'not called',
			Problem: expect.stringMatching(/^Row 1 was not placed/),
			'What to Do': expect.stringContaining('not this one'),
		});
		expect(rows[1]).toMatchObject({
			'Call ID': '',
			'Call Status': 'not known',
			Problem: expect.stringMatching(/^Row 2: it is not known whether this call was placed/),
			'What to Do': expect.stringContaining('Look in Elemente'),
		});
		expect(rows[12]).toMatchObject({
			'Order ID': '00013',
			'Call ID': '',
			'Call Status': 'not called',
			Problem: expect.stringContaining('Customer Phone "n/a" is not a phone number'),
			'What to Do': expect.stringContaining('country code'),
		});
		for (const row of rows.slice(2, 12)) {
			expect(row).toMatchObject({
				'Call ID': idOfRow(row.Row),
				'Call Status': 'queued',
				Problem: '',
				'What to Do': '',
			});
		}
	});

	it('has how each call ended when Wait for Completion is on', async () => {
		const run = await runExample({ waitForCompletion: true });

		expect(run.error).toBeUndefined();
		const [rows] = results();
		expect(rows.map((row) => row['Call Status'])).toEqual([
			...Array(4).fill('completed'),
			'busy',
			'no-answer',
			'voicemail',
			'failed',
			...Array(4).fill('completed'),
		]);
	});
});

async function runExample({
	onError,
	checkOnly,
	...parameters
}: { waitForCompletion?: boolean; onError?: string; checkOnly?: boolean } = {}) {
	const workflow = readExample(EXAMPLE, credential, folder.path);
	if (!checkOnly) switchCheckOnlyOff(workflow);
	const call = workflow.nodes.find(({ name }) => name === CALL);
	if (!call) throw new Error(`There is no node "${CALL}" in ${EXAMPLE}`);
	Object.assign(call, { onError });
	Object.assign(call.parameters, parameters);
	return await n8n.run(workflow);
}

/** The rows of each file that was written, the oldest first. */
function results() {
	return [...folder.read()]
		.filter(([name]) => /^customers-called-\d{4}-\d\d-\d\d-\d{6}-\d+\.csv$/.test(name))
		.sort(([a], [b]) => a.localeCompare(b))
		.map(([, text]) => readCsv(text));
}

function idsIn(rows: Array<Record<string, string>>) {
	return rows.map((row) => row['Call ID']).sort();
}

function idOfRow(row: string) {
	return sandbox.ledger.placed.find(
		({ body }) =>
			body.customerOverride.customFields?.find(({ name }) => name === 'Row')?.value === Number(row),
	)?.id;
}

function addRow(row: string) {
	readExample(EXAMPLE, credential, folder.path);
	const text = String(folder.read().get(SPREADSHEET)).trimEnd();
	folder.write(SPREADSHEET, `${text}\n${row}\n`);
}

function answer(phone: string, fault: { status: number; body: object }) {
	sandbox.inject({
		...fault,
		method: 'POST',
		match: ({ body }) => (body as { customerPhone?: string }).customerPhone === phone,
	});
}
