import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function hintsOf(agentOverride: IDataObject, rows: object[]) {
	const { run, error } = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, {
			agentOverride,
			customFieldsMode: 'allInputColumns',
			columnsToLeaveOut: 'phone',
		}),
		rows: rows as IDataObject[],
	});
	expect(error).toBeUndefined();
	expect(createsOf(sandbox.current)).toHaveLength(rows.length);
	return run.data.resultData.runData.Elemente[0].hints?.map(({ message }) => message) ?? [];
}

describe('a placeholder without a custom field', () => {
	const rows = ordinaryRows(4).map((row, at) => (at % 2 ? { ...row, 'Order ID': at } : row));

	it('is named in a hint after the run, and stops nothing', async () => {
		const prompt = 'Tell {{firstName}} that {{Order ID}} is on its way.';
		expect(await hintsOf({ prompt }, rows)).toContain(
			'{{Order ID}} is in Prompt, and 2 rows have no custom field of that name: 1, 3.',
		);
	});

	it('is found in a text put together by n8n, too', async () => {
		const initialMessageExpression = '=Hello [[Name]], row [[row]] {{ $json.row }}';
		expect(await hintsOf({ initialMessageExpression }, rows)).toContain(
			'{{Name}} is in Initial Message, and no row has a custom field of that name.',
		);
	});

	it('is none where every row sends it', async () => {
		const prompt = 'Row {{row}} for {{firstName}} from {{aiName}}';
		const hints = await hintsOf({ prompt }, rows);
		expect(hints.filter((hint) => hint.includes('{{'))).toEqual([]);
	});
});
