import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { placeCalls } from '../../nodes/Elemente/createCalls/placeCalls';
import { RunInMemory, rowTo } from './apiInMemory';

/** So many rows, each with a number of its own. */
export const rowsTo = (count: number) => Array.from({ length: count }, (_, at) => rowTo(at));

/** Answers when it is let go. */
export function gate(answer: object | number) {
	let open = () => {};
	const opened = new Promise<object | number>((done) => (open = () => done(answer)));
	return { opened, open };
}

/** Places the rows of a run. @returns what became of each, in a word, too */
export async function place(run: RunInMemory, stopAtFailure = false) {
	const { outcomes, wasCancelled } = await placeCalls(await run.setup(stopAtFailure), run.rows);
	const words = run.rows.map(({ itemIndex }) => {
		const outcome = outcomes.get(itemIndex);
		return outcome?.outcome === 'placed' && outcome.known ? outcome.known : outcome?.outcome;
	});
	return { outcomes, wasCancelled, words };
}

/** The next execution of the same workflow. */
export function again(before: RunInMemory, of: CheckedRow[], settings: object = {}) {
	return new RunInMemory(of, settings, before.world, String(before.n8n.context.getWorkflow().id));
}
