import { describe, expect, it } from '@jest/globals';

import { runScript } from './support/harness';

const TIME_LIMIT = 600_000;

/** A plan with a kill and then a stop, so few that the test stays short. */
const SMALL = ['--rows', '60', '--kills', '1', '--stops', '1', '--seed', '3'];

describe('npm run chaos: n8n is killed, a run is stopped, the API fails, and the list is run again', () => {
	it(
		'until everybody is called, and nobody twice',
		async () => {
			const { code, output } = await runScript('chaos/main.js', { args: SMALL });
			expect(lastLine(output)).toMatch(
				/^chaos: rows=60 kills=1 stops=1 runs=\d+ placed=60 duplicates=0 lost=0 unknown=0$/,
			);
			expect(code).toBe(0);
		},
		TIME_LIMIT,
	);

	it(
		'and fails with a package whose memory forgets',
		async () => {
			const { code, output } = await runScript('chaos/main.js', {
				args: [...SMALL, '--forgetful'],
			});
			expect(lastLine(output)).toMatch(/^chaos: rows=60 kills=1 .* duplicates=[1-9]\d* /);
			expect(code).toBe(1);
		},
		TIME_LIMIT,
	);
});

function lastLine(output: string) {
	return output.trim().split('\n').at(-1);
}
