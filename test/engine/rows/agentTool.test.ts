import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { ASKED_AGAIN_MS } from '../../../nodes/Elemente/rows/askedFor';
import { TOOL, agentTool } from '../../support/agentTool';
import { createParameters, runInEngine } from '../../support/engine';
import { useProcessedValues } from '../../support/processedStore';
import { createsOf, hideList, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ speed: 600 });
beforeEach(async () => void (await useProcessedValues()));

const bodies = () => sandbox.current.requests.map(({ body }) => body as IDataObject);

let number = 0;
/** What no other test has asked for: a tool remembers for ten minutes. */
const newPhone = () => `+1303555${String(1000 + number++)}`;
const newWorkflow = () => `tool ${number++}`;

/** The two ways in which n8n runs a tool: each gives a function that asks it to call a number, in a new run of the agent. */
const WAYS = {
	// AI Agent 2.2, and n8n's own Agents, which have no workflow
	"by n8n's routing engine": (workflowId?: string) => async (customerPhone: string) =>
		(await agentTool(sandbox.current, workflowId)(parameters({ customerPhone })))[0].json,
	// AI Agent 3.1
	"by n8n's engine": (workflowId?: string) => async (customerPhone: string) =>
		await asked(parameters({ customerPhone }), workflowId),
};
const EACH_WAY = Object.entries(WAYS).map(([name, way]) => ({ name, way }));

function parameters(more: IDataObject = {}) {
	return createParameters(sandbox.current, more);
}

async function asked(
	given: IDataObject,
	workflowId?: string,
	settings: Partial<INode> = {},
): Promise<IDataObject> {
	const { items, error } = await runInEngine({
		credential: sandbox.current,
		parameters: given,
		rows: [{ toolCallId: 'call_1' }],
		settings: { type: TOOL, rewireOutputLogTo: 'ai_tool', ...settings },
		execution: workflowId ? { id: `${++number}`, workflowId, saved: new Map() } : undefined,
	});
	if (error) throw new Error(error.message);
	return items[0].json;
}

describe('as the tool of an AI Agent, several times in one run of the agent', () => {
	it('creates each agent that is asked for, and none twice', async () => {
		const run = agentTool(sandbox.current);
		const create = async (name: string) =>
			await run({ resource: 'agent', operation: 'create', name });

		const [[ada], [ben], [again]] = [await create('Ada'), await create('Ben'), await create('Ada')];

		expect(bodies().map(({ name }) => name)).toEqual(['Ada', 'Ben']);
		expect([ada, ben, again].map(({ json }) => json.name)).toEqual(['Ada', 'Ben', 'Ada']);
		expect(again.json.id).toBe(ada.json.id);
	});

	it('creates an agent once more that is asked for ten minutes later', async () => {
		const run = agentTool(sandbox.current);
		const create = async () =>
			(await run({ resource: 'agent', operation: 'create', name: 'Eva' }))[0];
		const { now } = performance;

		const first = await create();
		performance.now = () => now.call(performance) + ASKED_AGAIN_MS;
		const later = await create().finally(() => (performance.now = now));

		expect(later.json).not.toHaveProperty('earlierRun');
		expect(later.json.id).not.toBe(first.json.id);
	});

	it('calls each person that is asked for, and nobody twice', async () => {
		const run = agentTool(sandbox.current);
		const call = async (customerPhone: string) =>
			(await run(parameters({ customerPhone })))[0].json;
		const [ana, ben] = [newPhone(), newPhone()];

		const calls = [await call(ana), await call(ben), await call(ana)];

		expect(createsOf(sandbox.current).map(({ body }) => body?.customerPhone)).toEqual([ana, ben]);
		expect(calls[2]).toMatchObject({ id: calls[0].id, earlierRun: true });
		expect(calls[1].id).not.toBe(calls[0].id);
	});
});

describe.each(EACH_WAY)('a model that asks twice, its tool run $name', ({ way }) => {
	it.each([['of a saved workflow'], ['without a workflow']])(
		'gets the call of the first time, and is told so (tool %s)',
		async (where) => {
			const call = way(where === 'without a workflow' ? undefined : newWorkflow());
			const [ana, ben] = [newPhone(), newPhone()];

			const [first, again, other] = [await call(ana), await call(ana), await call(ben)];

			expect(createsOf(sandbox.current)).toHaveLength(2);
			expect(first).not.toHaveProperty('earlierRun');
			expect(again).toMatchObject({
				id: first.id,
				customerPhone: ana,
				earlierRun: true,
				reason: expect.stringContaining('was not done a second time'),
			});
			expect(other).not.toHaveProperty('earlierRun');
		},
	);

	it('for two calls at the same moment gets one', async () => {
		sandbox.current.inject({ method: 'POST', delayMs: 300, times: 2 });
		const call = way(newWorkflow());
		const ana = newPhone();

		const answers = await Promise.all([call(ana), call(ana)]);

		expect(createsOf(sandbox.current)).toHaveLength(1);
		expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
		expect(answers.filter(({ earlierRun }) => earlierRun)).toHaveLength(1);
	});

	it('reads what went wrong and what to do, and may ask again for what was not placed', async () => {
		sandbox.current.inject({ method: 'POST', status: 404 });
		const call = way(newWorkflow());
		const ana = newPhone();

		const refused = await call(ana);
		const again = await call(ana);

		expect(refused).toMatchObject({
			error: expect.stringContaining('does not find what was asked for'),
			details: {
				outcome: 'notPlaced',
				reason: 'notFound',
				whatToDo: expect.stringContaining('Check the IDs'),
			},
		});
		expect(again).not.toHaveProperty('earlierRun');
		expect(sandbox.current.ledger.placed).toHaveLength(1);
	});

	it('reads what is wrong with what it has filled in', async () => {
		const answer = await way(newWorkflow())('ask Ana');

		expect(answer).toMatchObject({
			error: expect.stringContaining('ask Ana'),
			details: { outcome: 'notPlaced', reason: 'badRow', whatToDo: expect.stringContaining('+') },
		});
		expect(createsOf(sandbox.current)).toEqual([]);
	});

	it('whose call is in doubt does not place it again', async () => {
		hideList(sandbox.current);
		sandbox.current.inject({ method: 'POST', status: 500, place: true });
		const call = way(newWorkflow());
		const ana = newPhone();

		const answers = [await call(ana), await call(ana)];

		expect(createsOf(sandbox.current)).toHaveLength(1);
		for (const answer of answers) expect(answer.details).toMatchObject({ outcome: 'unknown' });
	});

	it('belongs to its own workflow', async () => {
		const ana = newPhone();

		await way(newWorkflow())(ana);
		const other = await way(newWorkflow())(ana);

		expect(other).not.toHaveProperty('earlierRun');
		expect(createsOf(sandbox.current)).toHaveLength(2);
	});
});

describe("a tool that n8n's engine runs", () => {
	it('finds the call of a lost answer when it is asked for again', async () => {
		const showList = hideList(sandbox.current);
		sandbox.current.inject({ method: 'POST', status: 500, place: true });
		const workflow = newWorkflow();
		const given = parameters({ customerPhone: newPhone() });

		await asked(given, workflow);
		showList();
		const [found, again] = [await asked(given, workflow), await asked(given, workflow)];

		const [{ id }] = sandbox.current.ledger.placed;
		expect(found).toMatchObject({ id, foundByLookUp: true });
		expect(again).toMatchObject({ id, earlierRun: true });
		expect(createsOf(sandbox.current)).toHaveLength(1);
	});

	it('waits for the end of the call each time', async () => {
		const workflow = newWorkflow();
		const given = parameters({ customerPhone: newPhone(), waitForCompletion: true });

		const looks = () => sandbox.current.requests.filter(({ method }) => method === 'GET').length;

		const first = await asked(given, workflow);
		const before = looks();
		const again = await asked(given, workflow);

		expect(first).toMatchObject({ status: 'completed', ended: true });
		expect(looks()).toBeGreaterThan(before);
		expect(again).toMatchObject({ ...first, earlierRun: true });
		expect(createsOf(sandbox.current)).toHaveLength(1);
	});

	it('knows for ten minutes what was placed, also where it had failed before', async () => {
		sandbox.current.inject({ method: 'POST', status: 404 });
		const [given, workflow] = [parameters({ customerPhone: newPhone() }), newWorkflow()];
		const { now } = performance;
		const answers = [];
		try {
			for (const minutes of [0, 9, 18]) {
				performance.now = () => now.call(performance) + minutes * 60_000;
				answers.push(await asked(given, workflow));
			}
		} finally {
			performance.now = now;
		}

		expect(answers[0]).toHaveProperty('error');
		expect(answers[2]).toMatchObject({ id: answers[1].id, earlierRun: true });
		expect(sandbox.current.ledger.placed).toHaveLength(1);
	});

	it('stops the workflow where the user has chosen that', async () => {
		sandbox.current.inject({ method: 'POST', status: 404 });
		const given = parameters({ customerPhone: newPhone() });

		await expect(asked(given, newWorkflow(), { onError: 'stopWorkflow' })).rejects.toThrow(
			'does not find',
		);
	});

	it('tells a call to somebody about something else apart', async () => {
		const workflow = newWorkflow();
		const customerPhone = newPhone();
		const about = (order: string) =>
			parameters({
				customerPhone,
				customFieldsMode: 'json',
				customFieldsJson: JSON.stringify({ Order: order, Shop: 'A' }),
			});
		const sameInAnotherOrder = parameters({
			customerPhone,
			customFieldsMode: 'json',
			customFieldsJson: JSON.stringify({ Shop: 'A', Order: '1' }),
		});

		await asked(about('1'), workflow);
		const other = await asked(about('2'), workflow);
		const same = await asked(sameInAnotherOrder, workflow);

		expect(other).not.toHaveProperty('earlierRun');
		expect(same).toMatchObject({ earlierRun: true });
		expect(createsOf(sandbox.current)).toHaveLength(2);
	});
});

describe('a node that is no tool', () => {
	it('takes two equal rows of a list, and two runs, for calls of their own', async () => {
		const phone = newPhone();
		const run = async () =>
			await runInEngine({
				credential: sandbox.current,
				parameters: parameters(),
				rows: [{ phone }, { phone }],
			});

		await run();
		const { items } = await run();

		expect(createsOf(sandbox.current)).toHaveLength(4);
		expect(items.map(({ json }) => json.earlierRun)).toStrictEqual([undefined, undefined]);
	});
});
