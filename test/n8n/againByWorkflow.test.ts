import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { sandboxCredential } from '../../scripts/n8n/examples';
import { retry } from '../../scripts/n8n/execution';
import { createParameters } from '../../scripts/n8n/rowWorkflow';
import { createsOf, ordinaryRows, useSandbox } from '../support/sandbox';
import { lockDatabase } from './support/database';
import { runStored, startStored, untilEnded, workflowOf } from './support/harness';
import { A_DAY_LATER, restartableN8n } from './support/restartable';

type Workflow = ReturnType<typeof workflowOf>;

const TIME_LIMIT = 600_000;
const PAUSE_MS = 20;
/** What is done again is told by the workflow: by its loops, its later nodes, and what starts it. */
describe('a workflow that goes through the node several times, in a real n8n', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof restartableN8n>>;
	let api: Awaited<ReturnType<typeof n8n.start>>;
	let credentialId: string;

	beforeAll(async () => {
		n8n = await restartableN8n();
		api = await n8n.start();
		credentialId = (await api('POST', '/rest/credentials', sandboxCredential(sandbox.current))).id;
	}, TIME_LIMIT);
	afterAll(async () => await n8n.remove());

	async function store(rows: object[], change: (workflow: Workflow) => object = (all) => all) {
		const parameters = createParameters(sandbox.current, {
			options: { includeOtherInputFields: true },
		});
		const workflow = change(workflowOf({ rows, parameters, credentialId }));
		return (await api('POST', '/rest/workflows', workflow)).id as string;
	}

	function slow() {
		sandbox.current.inject({ name: 'slow', delayMs: 20, method: 'POST', times: Infinity });
	}

	async function untilRequests(count: number) {
		while (createsOf(sandbox.current).length < count) await sleep(PAUSE_MS);
	}

	const placed = () => sandbox.current.ledger.placed.map(({ to }) => to).sort();

	it.each(['run anew', 'with the Retry button'])(
		'Loop Over Items whose fourth batch fails: %s, nobody is called twice',
		async (how) => {
			const rows = ordinaryRows(40);
			const isBad = (phone: unknown) => phone === rows[34].phone;
			sandbox.current.inject({ match: ({ body }) => isBad(body?.customerPhone), status: 400 });
			const id = await store(rows, inBatchesOf(10));
			const first = await startStored(api, id);
			expect((await untilEnded(api, first)).status).toBe('error');
			expect(placed().length).toBeGreaterThan(30);
			const again = how === 'run anew' ? await startStored(api, id) : await retry(api, id, first);
			const run = await untilEnded(api, again ?? '');

			expect(run.status).toBe('success');
			expect(sandbox.current.ledger.duplicates()).toEqual([]);
			expect(placed()).toEqual(rows.map(({ phone }) => phone));
			// All rows with their calls, those of the batches before too.
			const items = run.itemsOf('Loop');
			expect(items.map(({ json }) => json.phone)).toEqual(rows.map(({ phone }) => phone));
			expect(items.map(({ json }) => json.id).sort()).toEqual(
				sandbox.current.ledger.placed.map((call) => call.id).sort(),
			);
		},
		TIME_LIMIT,
	);

	it(
		'a second pass within one execution calls those that it is given again',
		async () => {
			const rows = ordinaryRows(6);
			const id = await store(rows, withSecondPass);
			const run = await runStored(api, id);

			expect(run.runsOf('Elemente')).toBe(2);
			// Every second one was "not reached".
			const twice = rows.filter(({ row }) => row % 2 === 0).map(({ phone }) => phone);
			expect(placed()).toEqual([...rows.map(({ phone }) => phone), ...twice].sort());
			expect(run.itemsOf('Elemente').map(({ json }) => json.earlierRun)).toEqual(
				twice.map(() => undefined),
			);
		},
		TIME_LIMIT,
	);

	it(
		'the same list twice at the same moment, and Retry while it runs',
		async () => {
			slow();
			const rows = ordinaryRows(100);
			const id = await store(rows);
			const first = await startStored(api, id);
			const second = await startStored(api, id);
			await untilRequests(10);
			// n8n may refuse to retry what is still running: then there is no third one.
			const third = await retry(api, id, second);
			const runs = [];
			for (const each of [first, second, third]) {
				if (each) runs.push(await untilEnded(api, each));
			}

			expect(sandbox.current.ledger.duplicates()).toEqual([]);
			expect(placed()).toEqual(rows.map(({ phone }) => phone));
			const ids = runs.slice(0, 2).map((run) => run.itemsOf('Elemente').map(({ json }) => json.id));
			expect(ids[0]).toHaveLength(100);
			expect(ids[1]).toEqual(ids[0]);
		},
		TIME_LIMIT,
	);

	it(
		'a database that is locked while it calls: what cannot be written down is not sent, and the next run goes on',
		async () => {
			slow();
			const rows = ordinaryRows(100);
			const id = await store(rows);
			const first = await startStored(api, id);
			await untilRequests(20);
			const unlock = await lockDatabase(n8n.userFolder);
			await sleep(4_000);
			await unlock();
			const failed = await untilEnded(api, first);
			const before = placed().length;
			const run = await runStored(api, id);

			expect(failed.status).toBe('error');
			expect(before).toBeLessThan(100);
			expect(sandbox.current.ledger.duplicates()).toEqual([]);
			if (run.status === 'success') expect(placed()).toEqual(rows.map(({ phone }) => phone));
			else expect(`${run.error?.message} ${run.error?.description}`).toContain('not known');
		},
		TIME_LIMIT,
	);

	it(
		'an execution that waits for days behind this node does not keep the next day’s run from calling',
		async () => {
			const rows = ordinaryRows(3);
			const wait = { resume: 'timeInterval', amount: 5, unit: 'days' };
			const id = await store(rows, (workflow) =>
				behindElemente(workflow, node('Later', 'n8n-nodes-base.wait', wait)),
			);
			await startStored(api, id);
			await untilRequests(3);
			await sleep(1_000);
			await n8n.stop();
			api = await n8n.start(A_DAY_LATER);
			await startStored(api, id);
			await untilRequests(6);
			await sleep(500);

			expect(sandbox.current.ledger.placed).toHaveLength(6);
		},
		TIME_LIMIT,
	);
});

function node(name: string, type: string, parameters: object, typeVersion = 1) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

const to = (name: string) => [{ node: name, type: 'main', index: 0 }];

function behindElemente(workflow: Workflow, later: ReturnType<typeof node>) {
	return {
		...workflow,
		nodes: [...workflow.nodes, later],
		connections: { ...workflow.connections, Elemente: { main: [to(later.name)] } },
	};
}

/** Rows → Loop Over Items → Elemente → back. What the loop has gathered comes out of its first output. */
function inBatchesOf(batchSize: number) {
	return (workflow: Workflow) => {
		const loop = node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize, options: {} }, 3);
		return {
			...behindElemente(workflow, loop),
			connections: {
				...workflow.connections,
				Rows: { main: [to('Loop')] },
				Loop: { main: [[], to('Elemente')] },
				Elemente: { main: [to('Loop')] },
			},
		};
	};
}

/** Elemente → Filter → Elemente: in the first pass every second row goes back. */
function withSecondPass(workflow: Workflow) {
	const value1 = '={{ $runIndex === 0 && $json.row % 2 === 0 }}';
	const conditions = { boolean: [{ value1, value2: true }] };
	const filter = node('Not Reached', 'n8n-nodes-base.filter', { conditions });
	const changed = behindElemente(workflow, filter);
	const connections = { ...changed.connections, 'Not Reached': { main: [to('Elemente')] } };
	return { ...changed, connections };
}
