import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { sandboxCredential } from '../../scripts/n8n/examples';
import { createParameters } from '../../scripts/n8n/rowWorkflow';
import { createsOf, ordinaryRows, useSandbox } from '../support/sandbox';
import { runStored, startStored, untilEnded, workflowOf } from './support/harness';
import { restartableN8n } from './support/restartable';

type N8n = Awaited<ReturnType<typeof restartableN8n>>;
type Workflow = ReturnType<typeof workflowOf>;

const TIME_LIMIT = 600_000;
const PAUSE_MS = 20;
const STOP = { errorMessage: 'This node always fails' };

/** As long as n8n needs to put an execution into its database, and to take it out again. */
const LONG_WAIT_SECONDS = 66;

describe('running a workflow again in a real n8n', () => {
	const sandbox = useSandbox();
	let n8n: N8n;
	let api: Awaited<ReturnType<N8n['start']>>;
	let credentialId: string;

	beforeAll(async () => {
		n8n = await restartableN8n();
		api = await n8n.start();
		credentialId = (await api('POST', '/rest/credentials', sandboxCredential(sandbox.current))).id;
	}, TIME_LIMIT);
	afterAll(async () => await n8n.remove());
	// Slow enough to be stopped in the middle.
	beforeEach(() =>
		sandbox.current.inject({ name: 'slow', delayMs: 20, method: 'POST', times: Infinity }),
	);

	async function store(rows: object[], change: (workflow: Workflow) => Workflow = (all) => all) {
		const parameters = createParameters(sandbox.current);
		const workflow = change(workflowOf({ rows, parameters, credentialId }));
		return (await api('POST', '/rest/workflows', workflow)).id as string;
	}

	async function untilRequests(count: number) {
		while (createsOf(sandbox.current).length < count) await sleep(PAUSE_MS);
	}

	function expectEachOnce(phones: string[]) {
		expect(sandbox.current.ledger.duplicates()).toEqual([]);
		expect(sandbox.current.ledger.placed.map(({ to }) => to).sort()).toEqual([...phones].sort());
	}

	it(
		'killed in the middle of 300: the rest is placed, nobody twice, and every row has its call',
		async () => {
			const rows = ordinaryRows(300);
			const id = await store(rows);
			await startStored(api, id);
			await untilRequests(100);
			await n8n.kill();
			const before = createsOf(sandbox.current).length;
			expect(before).toBeLessThan(300);
			api = await n8n.start();
			const run = await runStored(api, id);

			expect(sandbox.current.ledger.duplicates()).toEqual([]);
			// What was about to be sent at that moment may stay in doubt for ten minutes.
			const inDoubt = 300 - sandbox.current.ledger.placed.length;
			expect(inDoubt).toBeLessThanOrEqual(10);
			if (inDoubt > 0) {
				expect(`${run.error?.message} ${run.error?.description}`).toContain('not known');
				return;
			}
			expectEachOnce(rows.map(({ phone }) => phone));
			const items = run.itemsOf('Elemente');
			expect(items).toHaveLength(300);
			expect(new Set(items.map(({ json }) => json.id)).size).toBe(300);
			expect(items.map(({ json }) => json.customerPhone)).toEqual(rows.map(({ phone }) => phone));
			expect(items.filter(({ json }) => json.earlierRun).length).toBeGreaterThanOrEqual(90);
			// It has ended well: now everyone is contacted again, as anybody expects.
			await runStored(api, id);
			expect(sandbox.current.ledger.placed).toHaveLength(600);
		},
		TIME_LIMIT,
	);

	it(
		'stopped by the user, then run again',
		async () => {
			const rows = ordinaryRows(100);
			const id = await store(rows);
			const executionId = await startStored(api, id);
			await untilRequests(40);
			await api('POST', `/rest/executions/${executionId}/stop`);
			const { customData } = await api('GET', `/rest/executions/${executionId}`);
			expect(Number(customData?.elementePlaced)).toBeGreaterThan(20);
			// Requests that were on their way when it was stopped are answered in a moment.
			await sleep(500);
			const run = await runStored(api, id);

			expect(run.status).toBe('success');
			expectEachOnce(rows.map(({ phone }) => phone));
			const items = run.itemsOf('Elemente');
			expect(new Set(items.map(({ json }) => json.id)).size).toBe(100);
		},
		TIME_LIMIT,
	);

	it.each([['run anew'], ['with the Retry button']])(
		'a later node fails: %s',
		async (how) => {
			const rows = ordinaryRows(20);
			const id = await store(rows, withNode('Later', 'n8n-nodes-base.stopAndError', STOP));
			const executionId = await startStored(api, id);
			expect((await untilEnded(api, executionId)).status).toBe('error');
			const again =
				how === 'run anew'
					? await startStored(api, id)
					: (await api('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: true })).id;
			await untilEnded(api, again);

			expectEachOnce(rows.map(({ phone }) => phone));
		},
		TIME_LIMIT,
	);

	it.each([['run anew'], ['with the Retry button']])(
		'a row fails: %s',
		async (how) => {
			const rows = ordinaryRows(10);
			sandbox.current.reset();
			sandbox.current.inject({
				name: 'once',
				match: ({ body }) => body?.customerPhone === rows[5].phone,
				status: 400,
			});
			const id = await store(rows);
			const executionId = await startStored(api, id);
			expect((await untilEnded(api, executionId)).status).toBe('error');
			const again =
				how === 'run anew'
					? await startStored(api, id)
					: (await api('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: true })).id;
			const run = await untilEnded(api, again);

			expect(run.itemsOf('Elemente')).toHaveLength(10);
			expectEachOnce(rows.map(({ phone }) => phone));
		},
		TIME_LIMIT,
	);

	it(
		'an execution that waits in the database after this node and ends well is forgotten',
		async () => {
			const rows = ordinaryRows(3);
			const wait = { resume: 'timeInterval', amount: LONG_WAIT_SECONDS, unit: 'seconds' };
			const id = await store(rows, withNode('Later', 'n8n-nodes-base.wait', wait));
			const first = await untilEnded(api, await startStored(api, id));
			expect(first.status).toBe('success');
			await startStored(api, id);
			await untilRequests(6);
			await sleep(500);

			expect(sandbox.current.ledger.placed).toHaveLength(6);
		},
		TIME_LIMIT,
	);
});

/** Puts a node behind the Elemente node. */
function withNode(name: string, type: string, parameters: object) {
	return (workflow: Workflow) =>
		({
			...workflow,
			nodes: [
				...workflow.nodes,
				{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters },
			],
			connections: {
				...workflow.connections,
				Elemente: { main: [[{ node: name, type: 'main', index: 0 }]] },
			},
		}) as Workflow;
}
