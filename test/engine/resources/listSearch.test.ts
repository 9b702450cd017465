import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { searchAgents, searchSkills } from '../../../nodes/Elemente/resources/listSearch';
import { leaks, reads } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';
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
	it('is in the order of the names, inactive ones last and marked, nameless ones by their ID', async () => {
		const { results } = await agentList();
		const agents = sandbox.current.agents;
		expect(results.map(({ value }) => value).sort()).toEqual(agents.map(({ id }) => id).sort());
		const names = results.map(({ name }) => name);
		const isMarked = (name: string) => name.endsWith('inactive)');
		const active = names.filter((name) => !isMarked(name));
		expect(names.map(isMarked)).toEqual(names.map((_, at) => at >= active.length));
		for (const part of [active, names.slice(active.length)]) {
			const inOrder = [...part].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
			expect(part).toEqual(inOrder);
		}
		expect(names).toContain('Retired Survey Agent (inactive)');
		const nameless = agents.find(({ name }) => name === null);
		expect(results.find(({ value }) => value === nameless?.id)?.name).toBe(
			`No name (${nameless?.id})`,
		);
	});

	it('tells namesakes apart, by what they speak and call from, or else by their ID', async () => {
		const clerk = { name: 'Clerk', language: 'en-US', phone: '+12025550150' };
		sandbox.current.inject({
			method: 'GET',
			body: [
				{ ...clerk, id: 'a' },
				{ ...clerk, id: 'b' },
				{ ...clerk, id: 'c', language: 'de-DE' },
				{ id: 'd', name: 'Clerk', active: false },
				{ id: 'e', name: 'Desk', phone: '+12025550150' },
			],
		});
		sandbox.current.inject({ method: 'GET', body: [] });
		expect((await agentList()).results.map(({ name }) => name)).toEqual([
			'Clerk (de-DE, +12025550150)',
			'Clerk (en-US, +12025550150, a)',
			'Clerk (en-US, +12025550150, b)',
			'Desk',
			'Clerk (d, inactive)',
		]);
	});

	it(`has a name of its own for every agent, whoever is in the account (FC_SEED=${seed})`, async () => {
		const agent = fc.record({
			name: fc.constantFrom('Ada', 'Ben', null),
			language: fc.constantFrom('en-US', 'de-DE', null),
			phone: fc.constantFrom('+12025550150', '', null),
			active: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(agent, { minLength: 1, maxLength: 12 }), async (agents) => {
				const body = agents.map((each, at) => ({ ...each, id: `id-${at}` }));
				sandbox.current.reset();
				sandbox.current.inject({ method: 'GET', body });
				sandbox.current.inject({ method: 'GET', body: [] });
				const names = (await agentList()).results.map(({ name }) => name);
				expect(names).toHaveLength(agents.length);
				expect(new Set(names).size).toBe(agents.length);
			}),
			{ numRuns: 50 },
		);
	});

	it('comes a thousand at a time until there is no more', async () => {
		sandbox.current.agents.push(
			...Array.from({ length: 1020 }, (_, index) => ({
				id: `more-${index}`,
				name: `More ${index}`,
			})),
		);
		const first = await agentList();
		const second = await agentList(undefined, String(first.paginationToken));
		sandbox.current.agents.splice(45);
		expect([first.results.length, second.results.length]).toEqual([1000, 65]);
		expect(second.paginationToken).toBeUndefined();
		expect(new Set([...first.results, ...second.results].map(({ value }) => value)).size).toBe(
			1065,
		);
	});

	it('says what to do where there are none', async () => {
		sandbox.current.inject({ method: 'GET', body: [] });
		const error = await errorOf(agentList());
		expect(error?.message).toBe(
			'There are no agents in this account yet: create one in Elemente, or choose another credential',
		);
	});

	it('ends with an API that gives small pages, or the same page for ever', async () => {
		const small = sandbox.current.agents.slice(0, 10);
		sandbox.current.inject({ method: 'GET', times: Infinity, body: small });
		expect((await agentList()).results).toHaveLength(10);

		const large = Array.from({ length: 1001 }, (_, at) => ({ id: `same-${at}`, name: 'Same' }));
		sandbox.current.reset();
		sandbox.current.inject({ method: 'GET', times: Infinity, body: large });
		const first = await agentList();
		expect(first.results).toHaveLength(1001);
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

	it('is searched through five thousand agents at most', async () => {
		const more = Array.from({ length: 5_500 }, (_, index) => ({
			id: `m${index}`,
			name: `M${index}`,
		}));
		sandbox.current.agents.push(...more);
		const { results } = await agentList('nobody of that name');
		sandbox.current.agents.splice(45);
		expect(results).toEqual([]);
		expect(reads(sandbox.current)).toHaveLength(50);
	});

	it('says what is wrong, without the password, and tries once more where that may help', async () => {
		sandbox.current.inject({ method: 'GET', drop: true });
		expect((await agentList()).results).toHaveLength(45);
		// Once more, and the page that is the end of the list.
		expect(reads(sandbox.current)).toHaveLength(3);

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
			expect(results[1]).toEqual({
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
		[
			'an expression',
			locator('={{ $json.agent }}', 'id'),
			'an expression, so its skills cannot be listed: enter the skill By ID',
		],
		[
			'a field that is an expression',
			'={{ $json.agent }}',
			'an expression, so its skills cannot be listed: enter the skill By ID',
		],
	])('asks nobody and says what to do for %s', async (_what, agentId, message) => {
		const error = await errorOf(skillList(agentId));
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.current.requests).toEqual([]);
	});

	it('says that an agent has no skills, or is not there', async () => {
		const bare = sandbox.current.agents.find(({ skills }) => skills?.length === 0);
		const empty = await errorOf(skillList(locator(bare?.id)));
		expect(empty?.message).toBe(
			'This agent has no skills: give it one in Elemente, or choose another agent',
		);
		const error = await errorOf(skillList(locator('nobody', 'id')));
		expect(error?.message).toBe('Elemente does not find what was asked for (HTTP 404)');
	});

	it.each([
		['an object', { main: { id: 'one', name: 'One' } }],
		['a text', 'Order Confirmation'],
		['a number', 7],
		['a list of nothing', [null]],
		['a list of names', ['Order Confirmation']],
		['a list without IDs', [{ name: 'Order Confirmation' }, { id: '' }]],
	])('says in a sentence that skills cannot be read: %s', async (_what, skills) => {
		sandbox.current.inject({ method: 'GET', body: { id: 'a', name: 'Ada', skills } });
		const error = await errorOf(skillList(locator('a')));
		expect(error?.message).toMatch(/^The skills of this agent cannot be read/);
		expect(error?.message).toContain('By ID');
	});

	it('takes what has an ID out of an odd list', async () => {
		const skills = [null, 'x', { id: 12345, name: null }, { id: 'b', name: 'B', active: false }];
		sandbox.current.inject({ method: 'GET', body: { id: 'a', name: 'Ada', skills } });
		expect((await skillList(locator('a'))).results).toEqual([
			{ name: 'No name (12345)', value: '12345' },
			{ name: 'B (inactive)', value: 'b' },
		]);
	});
});
