import { beforeAll, describe, expect, it } from '@jest/globals';

import { manifest } from '../support/package';
import { useSandbox } from '../support/sandbox';
import { connect } from './support/harness';
import {
	behaviourOf,
	endedCall,
	recordBehaviour,
	recordedBehaviour,
	savedVersions,
	savedWorkflow,
	startable,
} from '../support/upgrade/saved';

/** So fast that nobody waits for a call's end. */
const SPEED = 600;

describe('workflows that were saved', () => {
	const sandbox = useSandbox({ speed: SPEED });
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credentialId: string;
	beforeAll(async () => {
		n8n = await connect();
		credentialId = await n8n.createCredential(sandbox.current);
	});

	describe.each(savedVersions())('with version %s', (version) => {
		it.each(startable(version))(
			'%s: the same requests are sent, and no field is missing from what comes out',
			async (name) => {
				const callId = await endedCall(sandbox.current);
				const workflow = savedWorkflow(version, { credentialId, callId }, name);
				const run = await n8n.run(workflow);
				expect(run.error).toBeUndefined();
				const now = behaviourOf(sandbox.current, workflow, callId, run.itemsOf);
				await recordBehaviour(version, now, name);
				expect(now).toEqual(recordedBehaviour(version, now, name));
			},
		);
	});

	it('include those of the version that is in package.json: npm run upgrade:record', () => {
		expect(savedVersions()).toContain(manifest.version);
	});
});
