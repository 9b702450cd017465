import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createParameters } from '../../scripts/n8n/rowWorkflow';
import { sandboxCredential } from '../../scripts/n8n/examples';
import { useSandbox } from '../support/sandbox';
import { runStored, workflowOf } from './support/harness';
import { n8nWithRegistry } from './support/installed';

const PACKAGES = '/rest/community-packages';

describe("n8n's own installer, with the package from an npm registry", () => {
	const sandbox = useSandbox();
	let place: Awaited<ReturnType<typeof n8nWithRegistry>>;
	let workflowId: string;

	beforeAll(async () => {
		place = await n8nWithRegistry();
	}, 300_000);
	afterAll(async () => await place.stop());

	const installed = async () => await place.n8n.api('GET', PACKAGES);

	/** Runs the stored workflow, exactly as it was saved with the first version. */
	async function placeOneCall() {
		const run = await runStored(place.n8n.api, workflowId);
		expect(run.error).toBeUndefined();
		expect(run.itemsOf('Elemente').map(({ json }) => json.id)).toEqual([
			sandbox.current.ledger.placed.at(-1)?.id,
		]);
	}

	it('installs the version that is asked for', async () => {
		const { name, current } = place.published;
		const answer = await place.n8n.api('POST', PACKAGES, { name, version: current });
		expect(answer.installedVersion).toBe(current);
		expect(answer.installedNodes.map(({ type }: { type: string }) => type)).toContain(
			'n8n-nodes-elemente.elemente',
		);
		expect(place.registry.requests().join('\n')).toContain(`GET /${name}/-/${name}-${current}.tgz`);
	});

	it('runs a workflow with it', async () => {
		const { id: credentialId } = await place.n8n.api(
			'POST',
			'/rest/credentials',
			sandboxCredential(sandbox.current),
		);
		const workflow = workflowOf({
			rows: [{ phone: '+13035550001' }],
			parameters: createParameters(sandbox.current),
			credentialId,
		});
		workflowId = (await place.n8n.api('POST', '/rest/workflows', workflow)).id;
		await placeOneCall();
	});

	it('offers the newer version and updates to it', async () => {
		const { name, next } = place.published;
		expect(await installed()).toMatchObject([{ packageName: name, updateAvailable: next }]);
		const answer = await place.n8n.api('PATCH', PACKAGES, { name, version: next });
		expect(answer.installedVersion).toBe(next);
	});

	it('leaves the stored workflow as it was, and it runs', async () => {
		await placeOneCall();
	});

	it('removes it', async () => {
		await place.n8n.api('DELETE', `${PACKAGES}?name=${place.published.name}`);
		expect(await installed()).toEqual([]);
	});
});
