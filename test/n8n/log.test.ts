import { expect, it } from '@jest/globals';

import { useSandbox } from '../support/sandbox';
import { outputOfRun } from './support/headless';

const PASSWORD = 'correct-horse-battery';
const sandbox = useSandbox({ username: 'ada', password: PASSWORD });

it("keeps the password out of n8n's log and record, at the level debug and in every failure", async () => {
	const phones = [
		'+13035550001',
		'abc',
		'+12025550126',
		'+12025550127',
		'+12025550130',
		'+12025550131',
	];
	const output = await outputOfRun(
		sandbox.current,
		phones.map((phone) => ({ phone })),
		{ N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' },
	);

	// The log is there, and the run did what it should.
	expect(output).toMatch(/debug/i);
	expect(output).toContain('it is not known whether this call was placed');
	expect(sandbox.current.ledger.placed).toHaveLength(3);
	for (const secret of [PASSWORD, btoa(`ada:${PASSWORD}`)]) expect(output).not.toContain(secret);
});
