import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function get(more: IDataObject = {}, rows: IDataObject[] = [{}]) {
	const parameters = { resource: 'agent', operation: 'get', ...more };
	return await runOperation(sandbox.current, parameters, rows);
}

describe('Agent → Get', () => {
	it('looks one up, with its skills', async () => {
		const [agent] = sandbox.current.agents;
		const agentId = { __rl: true, mode: 'list', value: agent.id };

		const [simple] = (await get({ agentId })).items;
		const [whole] = (await get({ agentId, simplify: false })).items;

		expect(reads(sandbox.current)[0].path).toBe(`/api/v1/agents/${agent.id}`);
		expect(Object.keys(simple.json)).toHaveLength(10);
		expect(simple.json).toMatchObject({ id: agent.id, name: 'Order Desk', active: true });
		expect((simple.json.skills as IDataObject[])[0]).toEqual({
			id: agent.skills?.[0].id,
			name: 'Order Confirmation',
		});
		expect(whole).toEqual({ json: agent, pairedItem: { item: 0 } });
	});

	it('takes the agent from an expression, and copes with one of which little is known', async () => {
		const nameless = sandbox.current.agents.find(({ name }) => name === null);
		const { items } = await get(
			{ agentId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' } },
			[{ agent: nameless?.id }],
		);
		expect(items[0].json).toMatchObject({ id: nameless?.id, name: null });
	});

	it('sends nothing without an ID', async () => {
		const agentId = { __rl: true, mode: 'id', value: '={{ $json.nothing }}' };
		const { error } = await get({ agentId });
		expect(error?.message).toBe('Row 1: Agent is empty');
		expect(sandbox.current.requests).toEqual([]);
	});
});
