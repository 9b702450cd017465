import { describe, expect, it } from '@jest/globals';

import { useRunsAgain } from '../../support/runAgain';
import { ordinaryRows, useSandbox } from '../../support/sandbox';

const again = useRunsAgain(useSandbox());
const { run } = again;

describe('contacting each only once', () => {
	it('Contact Each Only Once holds back whom any earlier run has contacted', async () => {
		const rows = ordinaryRows(3);
		const parameters = { contactRules: { whenRunAgain: 'onlyOnce' } };
		await run({ rows, parameters });
		const { items } = await run({ rows: [...rows, ...ordinaryRows(4)], parameters, process: '2' });

		expect(again.requests()).toBe(4);
		expect(items.map(({ json }) => json.skipped)).toEqual([
			...Array(6).fill('alreadyContacted'),
			null,
		]);
		await run({ rows, parameters: { contactRules: { whenRunAgain: 'startOver' } } });
		expect(again.requests()).toBe(7);
	});

	it('Once Per says what each is, and has to give something', async () => {
		const parameters = {
			contactRules: { whenRunAgain: 'onlyOnce', oncePer: '={{ $json.order }}' },
		};
		const [row] = ordinaryRows(1);
		await run({ rows: [{ ...row, order: 1 }], parameters });
		const { items } = await run({
			rows: [1, 2, 2].map((order) => ({ ...row, order })),
			parameters,
		});
		expect(items.map(({ json }) => json.outcome)).toEqual(['skipped', 'placed', 'skipped']);
		const { error } = await run({ rows: [{ ...row, order: ' ' }], parameters });
		expect(error?.message).toContain('Once Per is empty');
		expect(again.requests()).toBe(2);
	});
});
