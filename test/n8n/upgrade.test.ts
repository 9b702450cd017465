import { beforeAll, describe, expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { connect } from './support/harness';
import {
	behaviourOf,
	endedCall,
	recordedBehaviour,
	savedVersions,
	savedWorkflow,
} from './support/saved';

describe('workflows that earlier versions saved', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof connect>>;
	beforeAll(async () => {
		n8n = await connect();
	});

	it.each(savedVersions())(
		'version %s: the same requests, and the same fields',
		async (version) => {
			const credentialId = await n8n.createCredential(sandbox.current);
			const callId = await endedCall(sandbox.current);
			const workflow = savedWorkflow(version, { credentialId, callId });
			const run = await n8n.run(workflow);
			expect(run.error).toBeUndefined();
			const now = behaviourOf(sandbox.current, workflow, callId, run.itemsOf);
			expect(now).toEqual(recordedBehaviour(version, now));
		},
	);

	it('include one of every operation', () => {
		const saved = savedVersions().flatMap((version) =>
			savedWorkflow(version, { credentialId: '', callId: '' }).nodes.map(
				({ parameters: { resource = 'call', operation } }) =>
					`${resource} ${operation ?? (resource === 'call' ? 'create' : 'get')}`,
			),
		);
		const operations = ['create', 'get', 'getAll', 'getRecording', 'update'].map(
			(o) => `call ${o}`,
		);
		const agents = ['create', 'get', 'getAll'].map((operation) => `agent ${operation}`);
		expect(saved).toEqual(expect.arrayContaining([...operations, ...agents]));
	});
});
