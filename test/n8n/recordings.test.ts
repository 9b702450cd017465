import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createNode } from '../../scripts/n8n/rowWorkflow';
import { startSandbox } from '../../sandbox/server';
import { ordinaryRows, type Sandbox } from '../support/sandbox';
import { Client } from '../support/sandboxClient';
import { folderForWorkflows } from './support/files';
import { connect } from './support/harness';

/** A call of a minute is over in a tenth of a second: before the node first looks whether it has ended. */
const SPEED = 600;
const TRIGGER = 'When clicking ‘Execute workflow’';
/** Voicemail: the call is not completed, but has a recording all the same. */
const VOICEMAIL = '+12025550103';

describe('recordings on disk, from a spreadsheet of customers', () => {
	const phones = [...ordinaryRows(7).map(({ phone }) => phone), VOICEMAIL];
	let sandbox: Sandbox;
	let run: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['run']>>;
	let written: Map<string, Buffer>;
	let askedByN8n: Sandbox['recordingRequests'];

	beforeAll(async () => {
		sandbox = await startSandbox({ speed: SPEED });
		const n8n = await connect();
		const source = folderForWorkflows();
		const target = folderForWorkflows();
		const csv = source.write('customers.csv', ['Phone', ...phones].join('\n'));
		run = await n8n.run(
			recordingsWorkflow(sandbox, await n8n.createCredential(sandbox), csv, target.path),
		);
		written = target.read();
		// Before the tests ask for the recordings themselves.
		askedByN8n = [...sandbox.recordingRequests];
	});
	afterAll(async () => await sandbox.close());

	it('are there for every call, and no other files', () => {
		expect(run.error).toBeUndefined();
		expect(sandbox.ledger.placed.map(({ to }) => to).sort()).toEqual([...phones].sort());
		const names = sandbox.ledger.placed.map(({ id }) => fileOf(id));
		expect([...written.keys()].sort()).toEqual(names.sort());
	});

	it('are, byte for byte, what the host of the recordings serves for each call', async () => {
		const client = new Client(sandbox);
		const different: string[] = [];
		const seen = new Set<string>();
		for (const { id } of sandbox.ledger.placed) {
			const { recordingUrl } = await client.call(id);
			const served = Buffer.from(await (await fetch(String(recordingUrl))).arrayBuffer());
			if (!written.get(fileOf(id))?.equals(served)) different.push(id);
			seen.add(served.toString('base64'));
		}
		expect(different).toEqual([]);
		// Were they all alike, a mix-up of two calls would not show.
		expect(seen.size).toBe(phones.length);
	});

	it('were asked for once each, without the password of the API', () => {
		const paths = sandbox.ledger.placed.map(({ id }) => `/recordings/${id}.wav`);
		expect(askedByN8n.map(({ path }) => path).sort()).toEqual(paths.sort());
		const names = askedByN8n.flatMap(({ headers }) => Object.keys(headers));
		expect(names).toContain('host');
		expect(names).not.toContain('authorization');
		expect(names).not.toContain('cookie');
		expect(JSON.stringify(askedByN8n)).not.toContain(sandbox.password);
	});
});

function fileOf(id: string) {
	return `recording-${id}.wav`;
}

/** Read a CSV file → an item for each row → call and wait → recording → file */
function recordingsWorkflow(
	sandbox: Sandbox,
	credentialId: string,
	csv: string,
	targetFolder: string,
) {
	const files = { type: 'n8n-nodes-base.readWriteFile', typeVersion: 1.1 };
	const call = createNode(sandbox, credentialId, {
		customerPhone: '={{ $json.Phone }}',
		waitForCompletion: true,
	}) as { type: string; typeVersion: number; credentials: object };
	const nodes = [
		{ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{ name: 'Read', ...files, parameters: { fileSelector: csv, options: {} } },
		{
			name: 'One Item per Row',
			type: 'n8n-nodes-base.extractFromFile',
			typeVersion: 1.1,
			parameters: { operation: 'csv', options: {} },
		},
		{ name: 'Call', ...call },
		{
			name: 'Recording',
			...call,
			parameters: { resource: 'call', operation: 'getRecording', callId: '={{ $json.id }}' },
		},
		{
			name: 'Write',
			...files,
			parameters: {
				operation: 'write',
				fileName: `=${targetFolder}/{{ $binary.data.fileName }}`,
				options: {},
			},
		},
	];
	return {
		name: 'Recordings',
		settings: { executionOrder: 'v1' },
		nodes: nodes.map((node, index) => ({ id: node.name, position: [index * 220, 0], ...node })),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, index) => [
					nodes[index].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}
