import { beforeAll, describe, expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { connect } from './support/harness';

describe('the lists of agents and skills in a real n8n', () => {
	const sandbox = useSandbox();
	let n8n: Awaited<ReturnType<typeof connect>>;
	let credentialId: string;
	beforeAll(async () => {
		n8n = await connect();
		credentialId = await n8n.createCredential(sandbox.current);
	});

	async function search(methodName: string, more: object = {}, agentId = '') {
		return await n8n.search({
			path: 'parameters.agentId',
			methodName,
			nodeTypeAndVersion: { name: 'n8n-nodes-elemente.elemente', version: 1 },
			currentNodeParameters: {
				resource: 'call',
				operation: 'create',
				agentId: { __rl: true, mode: 'list', value: agentId },
			},
			credentials: { elementeApi: { id: credentialId, name: 'Elemente sandbox' } },
			...more,
		});
	}

	it('offers the agents by name', async () => {
		const { results } = await search('searchAgents');
		expect(results.find(({ name }) => name === 'Order Desk')).toMatchObject({
			value: sandbox.current.agents[0].id,
		});
	});

	it('finds agents by a part of their name', async () => {
		const { results } = await search('searchAgents', { filter: 'appoint' });
		expect(results.map(({ name }) => name)).toEqual(['Appointment Desk']);
	});

	it('offers the skills of the chosen agent', async () => {
		const agent = sandbox.current.agents[1];
		const { results } = await search('searchSkills', {}, agent.id);
		expect(results.map(({ name }) => name).sort()).toEqual(['Appointment Reminder', 'Rebooking']);
	});
});
