import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { sandboxCredential } from '../../scripts/n8n/examples';
import { activate, triggerWorkflow } from '../../scripts/queue/executions';
import { ordinaryRows, useSandbox } from '../support/sandbox';
import { Client } from '../support/sandboxClient';
import { handedOver, restartableN8n } from './support/restartable';

type Api = Awaited<ReturnType<Awaited<ReturnType<typeof restartableN8n>>['start']>>;

/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ALL_CALLS_ENDED = 600;
/** Installing the package, starting n8n twice and some polls, on a machine that is busy with other things. */
const TIME_LIMIT = 600_000;
const POLLED_IN_TIME = 90_000;
const PAUSE = 500;
const EACH = 100;

/** n8n polls no more than once a minute by one expression; twelve of them poll every five seconds. */
const OFTEN = {
	item: Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 5} * * * * *`,
	})),
};

describe('Elemente Trigger in an activated workflow, with a restart of n8n in between', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof restartableN8n>>;
	beforeAll(async () => {
		n8n = await restartableN8n();
	}, TIME_LIMIT);
	afterAll(async () => await n8n.remove());

	it(
		'hands over each of 200 ended calls once: 100 before it, 100 from while n8n was down',
		async () => {
			const phones = ordinaryRows(2 * EACH).map(({ phone }) => phone);
			let api = await n8n.start();
			const workflowId = await activateTrigger(api);
			const before = await placeEnded(phones.slice(0, EACH));
			expect((await untilHandedOver(api, workflowId, EACH)).sort()).toEqual(before.sort());

			await n8n.stop();
			const polls = pollCount();
			const whileDown = await placeEnded(phones.slice(EACH));
			expect(pollCount()).toBe(polls);

			api = await n8n.start();
			await untilHandedOver(api, workflowId, 2 * EACH);
			// What is handed over twice may come with a later poll.
			await untilPolled(pollCount() + 3);
			const { statuses, ids } = await handedOver(api, workflowId);
			expect(new Set(statuses)).toEqual(new Set(['success']));
			expect(summary(ids, [...before, ...whileDown])).toEqual({
				ended: 200,
				items: 200,
				twice: 0,
				missing: 0,
			});
		},
		TIME_LIMIT,
	);

	async function activateTrigger(api: Api): Promise<string> {
		const { id } = await api('POST', '/rest/credentials', sandboxCredential(sandbox.current));
		const workflow = triggerWorkflow(id);
		const [trigger] = workflow.nodes as Array<{ parameters: { pollTimes: object } }>;
		trigger.parameters.pollTimes = OFTEN;
		// Activation polls once, to learn what there is: calls placed from now on are new.
		return await activate(api, workflow);
	}

	async function placeEnded(recipients: string[]): Promise<string[]> {
		const client = new Client(sandbox.current);
		const ids: string[] = [];
		for (const recipient of recipients) ids.push((await client.placed(recipient)).id);
		sandbox.current.advance(UNTIL_ALL_CALLS_ENDED);
		return ids;
	}

	function pollCount() {
		return sandbox.current.requests.filter(({ method }) => method === 'GET').length;
	}

	async function untilPolled(count: number) {
		const deadline = Date.now() + POLLED_IN_TIME;
		while (pollCount() < count && Date.now() < deadline) await sleep(PAUSE);
		expect(pollCount()).toBeGreaterThanOrEqual(count);
	}

	/** Waits no longer than for some polls: what is missing then is for the test to say. */
	async function untilHandedOver(api: Api, workflowId: string, count: number): Promise<string[]> {
		const deadline = Date.now() + POLLED_IN_TIME;
		for (;;) {
			const { ids } = await handedOver(api, workflowId);
			if (ids.length >= count || Date.now() > deadline) return ids;
			await sleep(PAUSE);
		}
	}
});

function summary(ids: string[], ended: string[]) {
	const distinct = new Set(ids);
	return {
		ended: ended.length,
		items: ids.length,
		twice: ids.length - distinct.size,
		missing: ended.filter((id) => !distinct.has(id)).length,
	};
}
