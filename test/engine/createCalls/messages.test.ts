import { expect, it } from '@jest/globals';

import { createParameters, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox({ speed: 600 });

async function create(phones: string[]) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, {
			waitForCompletion: true,
			options: { output: 'messages' },
			agentOverride: { initialMessage: 'Hello from the test' },
		}),
		rows: phones.map((phone) => ({ phone })),
	});
}

it('gives one item a message, linked to the row, when asked to', async () => {
	const { items } = await create(['+13035550001', '+13035550002']);

	const ids = sandbox.current.ledger.placed.map(({ id }) => id);
	for (const row of [0, 1]) {
		const messages = items.filter(
			({ pairedItem }) => (pairedItem as { item: number }).item === row,
		);
		expect(messages.length).toBeGreaterThan(1);
		expect(messages[0].json).toMatchObject({ callId: ids[row], content: 'Hello from the test' });
	}
});

it('gives the call itself where nothing was said: its id must not be lost', async () => {
	const { items } = await create(['+12025550101']);

	const [{ id }] = sandbox.current.ledger.placed;
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({ id, status: 'busy', ended: true });
});
