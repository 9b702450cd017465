import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { agentTool } from '../../support/agentTool';
import { createParameters } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

const bodies = () => sandbox.current.requests.map(({ body }) => body as IDataObject);

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

	it('calls each person that is asked for, and nobody twice', async () => {
		const run = agentTool(sandbox.current);
		const call = async (customerPhone: string) =>
			await run(createParameters(sandbox.current, { customerPhone }));

		const ids = [];
		for (const phone of ['+13035550001', '+13035550002', '+13035550001']) {
			ids.push((await call(phone))[0].json.id);
		}

		expect(createsOf(sandbox.current).map(({ body }) => body?.customerPhone)).toEqual([
			'+13035550001',
			'+13035550002',
		]);
		expect(ids[2]).toBe(ids[0]);
		expect(ids[1]).not.toBe(ids[0]);
	});
});
