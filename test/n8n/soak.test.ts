import { expect, it } from '@jest/globals';

import { seed } from '../support/seed';
import { runScript } from './support/harness';

it('npm run soak: 200 rows through a real n8n, reconciled with what was really placed', async () => {
	const { code, output } = await runScript('soak.js', {
		args: ['--rows', '200', '--seed', String(seed)],
	});
	const lastLine = output.trim().split('\n').at(-1);
	expect(lastLine).toMatch(/^soak: rows=200 placed=\d+ duplicates=0 lost=0 orphans=0 unknown=\d+$/);
	expect(code).toBe(0);
});
