import { describe, expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

type Agent = { id: string; skills: Array<{ id: string }> };

/** The agents that the API's own list gives. */
async function agents(): Promise<Agent[]> {
	const { url, username, password } = sandbox.current;
	const pair = Buffer.from(`${username}:${password}`).toString('base64');
	const answer = await fetch(`${url}/api/v1/agents?limit=100`, {
		headers: { authorization: `Basic ${pair}` },
	});
	return (await answer.json()) as Agent[];
}

async function placeWith(agentId: string, skillId: string, mode: string) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, {
			// By expressions, as a column gives them: what is typed, the editor checks as well.
			agentId: { __rl: true, mode, value: '={{ $json.agent }}' },
			skillId: { __rl: true, mode, value: '={{ $json.skill }}' },
		} as never),
		rows: [{ phone: '+13035550001', agent: agentId, skill: skillId }],
	});
}

describe('an agent whose ID is a number', () => {
	it.each(['list', 'id'])('is taken from the mode %s as it is', async (mode) => {
		const [agent] = (await agents()).filter(({ id }) => /^\d+$/.test(id));
		const { items, error } = await placeWith(agent.id, agent.skills[0].id, mode);

		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(createsOf(sandbox.current)[0].body).toMatchObject({
			agentId: agent.id,
			skillId: agent.skills[0].id,
		});
	});

	it('loses what was copied along with it and is not seen', async () => {
		const [agent] = (await agents()).filter(({ id }) => /^\d+$/.test(id));
		const { items } = await placeWith(`\u200b ${agent.id}\ufeff`, agent.skills[0].id, 'id');
		expect(items).toHaveLength(1);
	});
});

describe('what cannot be an ID', () => {
	it.each([
		'two words',
		'a\nb',
		'https://app.example/agents/1',
		'ada@example.com',
		'x'.repeat(201),
	])('is refused before anything is sent: %j', async (value) => {
		const { error } = await placeWith(value, '1', 'id');
		expect(error?.message).toContain('is not an ID');
		expect(createsOf(sandbox.current)).toEqual([]);
	});
});
