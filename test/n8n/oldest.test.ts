import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { triggerWorkflow } from '../../scripts/queue/executions';
import { useSandbox } from '../support/sandbox';
import { oldestN8n, oldestVersion } from './support/oldest';
import {
	behaviourOf,
	endedCall,
	recordedBehaviour,
	savedVersions,
	savedWorkflow,
} from '../support/upgrade/saved';

/** It is downloaded the first time. */
const TIME_LIMIT = 600_000;

describe(`n8n ${oldestVersion()}, the oldest that is supported`, () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof oldestN8n>>;
	beforeAll(async () => {
		n8n = await oldestN8n();
		await n8n.giveCredential(sandbox.current);
	}, TIME_LIMIT);
	afterAll(() => n8n.remove());

	it.each(savedVersions())(
		'runs every operation as the newest does (workflows of version %s)',
		async (version) => {
			const callId = await endedCall(sandbox.current);
			const workflow = savedWorkflow(version, { credentialId: n8n.credentialId, callId });
			const run = await n8n.run(workflow);
			expect(run.error).toBeUndefined();
			const now = behaviourOf(sandbox.current, workflow, callId, run.itemsOf);
			expect(now).toEqual(recordedBehaviour(version, now));
		},
	);

	it('tests the credential', async () => {
		const { username, password, url: baseUrl } = sandbox.current;
		const [right, wrong] = await n8n.testCredentials([
			{ username, password, baseUrl },
			{ username, password: 'not-the-password', baseUrl },
		]);
		expect(right.status).toBe('OK');
		expect(wrong.status).toBe('Error');
		expect(wrong.message).not.toContain('not-the-password');
	});

	it('switches on a workflow with the trigger, which looks at the calls', async () => {
		expect(await n8n.activate(triggerWorkflow(n8n.credentialId))).toBe(true);
		expect(sandbox.current.requests).toMatchObject([{ method: 'GET', path: '/api/v1/calls' }]);
	});
});
