import { describe, expect, it } from '@jest/globals';

import { placeOrRepeat } from '../../nodes/Elemente/createCalls/forModel';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import type { Setup } from '../../nodes/Elemente/createCalls/placing';
import type { RequestSettings } from '../../nodes/Elemente/createCalls/settings';
import { RunInMemory, rowTo } from '../support/apiInMemory';
import { checkedRows } from '../support/checkedRows';
import { World } from '../support/memoryWorld';

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

describe('a model that asks for the same again', () => {
	/** Two requests for the same calls, the first with these answers of the API; what came of the second. */
	async function askTwice(
		answers: RunInMemory['answers'],
		settings: Partial<RequestSettings> = {},
		stopAtFailure = false,
	) {
		const world = new World();
		const name = `asks twice ${++workflow}`;
		const node = { id: 'n', type: 'n8n-nodes-elemente.elementeTool', parameters: {} };
		const runs = [1, 2].map(() => new RunInMemory([rowTo(0), rowTo(1)], settings, world, name));
		for (const [row, given] of answers) runs[0].answers.set(row, given);
		const placed = [];
		for (const run of runs) {
			const setup = await run.setup(stopAtFailure);
			const context = { ...setup.context, getNode: () => node } as never;
			placed.push(await placeOrRepeat({ ...setup, context }, run.rows));
			await run.ledger.close(run.n8n.context, { hasError: false, isCutShort: false });
			await run.n8n.finish();
		}
		return { sent: runs.map((run) => run.sent), second: placed[1].outcomes, again: runs[1] };
	}

	it('is given the calls of the first time, whole', async () => {
		const { sent, second } = await askTwice(new Map());
		expect(sent).toEqual([[0, 1], []]);
		const call = (row: number) => ({ id: `call ${row}`, status: 'queued' });
		expect([0, 1].map((row) => second.get(row))).toEqual(
			[0, 1].map((row) => ({ outcome: 'placed', call: call(row), known: 'askedTwice' })),
		);
	});

	it('has placed for it what had failed the first time, and nothing else', async () => {
		const { sent, second } = await askTwice(new Map([[1, [400]]]));
		expect(sent).toEqual([[0, 1], [1]]);
		expect(second.get(0)).toMatchObject({ known: 'askedTwice' });
		expect(second.get(1)).toEqual({ outcome: 'placed', call: { id: 'call 1', status: 'queued' } });
	});

	it('has placed for it what was not sent the first time, as another row had failed', async () => {
		const { sent, second } = await askTwice(new Map([[0, [400]]]), {}, true);
		expect(sent).toEqual([[0], [0, 1]]);
		expect([0, 1].map((row) => second.get(row)?.outcome)).toEqual(['placed', 'placed']);
	});

	it('and waits for their end has them looked at again', async () => {
		const { sent, second, again } = await askTwice(new Map(), { waitLimitMs: 200 });
		expect(sent).toEqual([[0, 1], []]);
		expect([...again.lookedAt].sort()).toEqual(['call 0', 'call 1']);
		expect(second.get(1)).toMatchObject({ call: { id: 'call 1', status: 'completed' } });
	}, 30_000);
});
