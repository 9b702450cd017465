import { describe, expect, it } from '@jest/globals';

import { readCsvFile } from './support/files';
import { processesNaming, runScript } from './support/harness';

const RUNNING = /Running the example in n8n/;
const RESULT = /own file.*: (.+\.csv)$/m;

describe('npm run demo', () => {
	it('ends with 0, with one line for each of the twelve rows, and leaves nothing running', async () => {
		const { code, output } = await runScript('demo.js');
		expect(output).toContain('12 rows, 12 calls, nobody was called twice.');
		expect(code).toBe(0);
		for (const phone of ['+1 (202) 555-0112', '0012025550103', '00 1 202 555 0116']) {
			expect(output).toContain(phone);
		}
		expect(output).toContain(
			'“Hello Chloé, my name is Maya. I am calling you about your order 00471.”',
		);
		for (const outcome of ['completed', 'busy', 'no-answer', 'voicemail', 'failed']) {
			expect(output).toContain(`  ${outcome}\n`);
		}
		expect(processesNaming('elemente-demo-')).toEqual([]);

		const rows = readCsvFile(RESULT.exec(output)?.[1] ?? '');
		expect(rows).toHaveLength(12);
		expect(rows[2]).toMatchObject({ 'First Name': 'Chloé', 'Order ID': '00471' });
		for (const row of rows) expect(output).toContain(`  ${row['Call ID']}  `);
	});

	it('leaves nothing running when it is interrupted while n8n works', async () => {
		let isInterrupted = false;
		const { code, output } = await runScript('demo.js', {
			onOutput: (text, child) => {
				if (isInterrupted || !RUNNING.test(text)) return;
				isInterrupted = true;
				child.kill('SIGINT');
			},
		});
		expect(code).toBe(130);
		expect(output).not.toContain('12 rows');
		expect(processesNaming('elemente-demo-')).toEqual([]);
	});
});
