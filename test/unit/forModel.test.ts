import { describe, expect, it } from '@jest/globals';

import { placeOrRepeat } from '../../nodes/Elemente/createCalls/forModel';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import type { Setup } from '../../nodes/Elemente/createCalls/placing';
import { checkedRows } from '../support/checkedRows';

let workflow = 0;

/** A tool that is asked to call somebody, and comes as far as its credential. */
function toolWith(getCredentials: () => Promise<never>, signal?: AbortSignal): Setup {
	const context = {
		getNode: () => ({ id: 'n', type: 'n8n-nodes-elemente.elementeTool', parameters: {} }),
		getWorkflow: () => ({ id: `w${workflow}` }),
		getExecutionCancelSignal: () => signal,
		getCredentials,
	};
	return { context, ledger: new Ledger() } as unknown as Setup;
}

describe('a model that asks for the same while it is being done', () => {
	it('waits no longer than until its execution is cancelled', async () => {
		workflow++;
		const execution = new AbortController();
		const rows = checkedRows(1);
		void placeOrRepeat(
			toolWith(async () => await new Promise(() => {})),
			rows,
		);
		const second = placeOrRepeat(
			toolWith(async () => await new Promise(() => {}), execution.signal),
			rows,
		);
		execution.abort();

		expect(await second).toEqual({ outcomes: new Map(), wasCancelled: true });
	});

	it('is told of no cancelling where something else went wrong', async () => {
		workflow++;
		const broken = () => {
			throw new Error('broken');
		};
		await expect(placeOrRepeat(toolWith(broken), checkedRows(1))).rejects.toThrow('broken');
	});
});
