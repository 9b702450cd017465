import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { searchAgents, searchSkills } from '../../../nodes/Elemente/resources/listSearch';
import { leaks, reads } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { pickerContext } from '../../support/trigger';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

const locator = (value: unknown, mode = 'list') => ({ __rl: true, mode, value });

async function agentList(filter?: string, token?: string) {
	return await searchAgents.call(pickerContext(sandbox.current) as never, filter, token);
}

async function skillList(agentId: unknown, filter?: string) {
	const parameters = { resource: 'call', operation: 'create', agentId } as IDataObject;
	return await searchSkills.call(pickerContext(sandbox.current, parameters) as never, filter);
}

async function errorOf(promise: Promise<unknown>) {
	return await promise.then(
		() => undefined,
		(error: Error & { description?: string }) => error,
	);
}

describe('the list of agents', () => {
	it('marks inactive ones and names those without a name by their ID', async () => {
		const { results } = await agentList();
		const agents = sandbox.current.agents;
		expect(results.map(({ value }) => value)).toEqual(agents.map(({ id }) => id));
		expect(results[0].name).toBe('Order Desk');
		expect(results.find(({ name }) => name === 'Retired Survey Agent (inactive)')).toBeDefined();
		const nameless = agents.find(({ name }) => name === null);
		expect(results.find(({ value }) => value === nameless?.id)?.name).toBe(
			`No name (${nameless?.id})`,
		);
	});

	it('comes a page at a time until there is no more', async () => {
		sandbox.current.agents.push(
			...Array.from({ length: 120 }, (_, index) => ({
				id: `more-${index}`,
				name: `More ${index}`,
			})),
		);
		const first = await agentList();
		const second = await agentList(undefined, String(first.paginationToken));
		sandbox.current.agents.splice(45);
		expect([first.results.length, second.results.length]).toEqual([100, 65]);
		expect(second.paginationToken).toBeUndefined();
		expect(new Set([...first.results, ...second.results].map(({ value }) => value)).size).toBe(165);
	});

	it('ends with an API that gives small pages, or the same page for ever', async () => {
		const small = sandbox.current.agents.slice(0, 10);
		sandbox.current.inject({ method: 'GET', times: Infinity, body: small });
		const first = await agentList();
		expect(first.results).toHaveLength(10);
		expect(await agentList(undefined, String(first.paginationToken))).toEqual({ results: [] });
	});

	it('is searched to the end, in any case of letters', async () => {
		sandbox.current.agents.push(
			...Array.from({ length: 120 }, (_, index) => ({
				id: `more-${index}`,
				name: `More ${index}`,
			})),
		);
		const { results, paginationToken } = await agentList(' MORE 11');
		sandbox.current.agents.splice(45);
		expect(results.map(({ name }) => name)).toEqual([
			'More 11',
			...Array.from({ length: 10 }, (_, index) => `More 11${index}`),
		]);
		expect(paginationToken).toBeUndefined();
		expect((await agentList('nobody of that name')).results).toEqual([]);
	});

	it('says what is wrong, without the password, and tries once more where that may help', async () => {
		sandbox.current.inject({ method: 'GET', drop: true });
		expect((await agentList()).results).toHaveLength(45);
		expect(reads(sandbox.current)).toHaveLength(2);

		const wrong = { ...sandbox.current, password: 'wrong-password' };
		const error = await errorOf(searchAgents.call(pickerContext(wrong) as never));
		expect(error?.message).toContain('did not accept the user name and password');
		expect(error?.description).toContain('credential');
		expect(leaks(error, wrong)).toEqual([]);

		const nowhere = { ...sandbox.current, url: 'http://127.0.0.1:9' };
		const refused = await errorOf(searchAgents.call(pickerContext(nowhere) as never));
		expect(refused?.message).toContain('the connection was refused');
		expect(leaks(refused, nowhere)).toEqual([]);

		sandbox.current.inject({ method: 'GET', status: 200, body: '<html>Sign in</html>' });
		expect((await errorOf(agentList()))?.message).toContain('cannot be read');
	});
});

describe('the list of skills', () => {
	it('holds those of the chosen agent, with what they are for', async () => {
		const [agent] = sandbox.current.agents;
		for (const mode of ['list', 'id']) {
			const { results } = await skillList(locator(agent.id, mode));
			expect(results).toHaveLength(4);
			expect(results[0]).toEqual({
				name: 'Order Confirmation',
				value: agent.skills?.[0].id,
				description: 'Confirms an order and its delivery date',
			});
			expect(results[3].name).toBe('Holiday Greetings (inactive)');
		}
		expect((await skillList(locator(agent.id), 'PICKUP')).results).toHaveLength(1);
	});

	it.each([
		['nothing', undefined, 'Choose an agent first'],
		['an empty choice', locator(''), 'Choose an agent first'],
		['an expression', locator('={{ $json.agent }}', 'id'), 'The agent is an expression'],
		['a field that is an expression', '={{ $json.agent }}', 'The agent is an expression'],
	])('asks nobody and says what to do for %s', async (_what, agentId, message) => {
		const error = await errorOf(skillList(agentId));
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.current.requests).toEqual([]);
	});

	it('says that an agent has no skills, or is not there', async () => {
		const bare = sandbox.current.agents.find(({ skills }) => skills?.length === 0);
		expect((await errorOf(skillList(locator(bare?.id))))?.message).toBe('This agent has no skills');
		const error = await errorOf(skillList(locator('nobody', 'id')));
		expect(error?.message).toBe('Elemente does not find what was asked for (HTTP 404)');
	});
});
