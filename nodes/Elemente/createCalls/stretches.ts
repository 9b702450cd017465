import { sleep } from 'n8n-workflow';

/** How long work on rows may go on before n8n's event loop gets its turn, in milliseconds. */
const MAX_STRETCH_MS = 25;

/** Work on many rows, one after the other: in between n8n answers others. */
export class Stretches {
	private start = performance.now();

	/** Between two rows. */
	async rest(): Promise<void> {
		if (performance.now() - this.start < MAX_STRETCH_MS) return;
		await sleep(0);
		this.start = performance.now();
	}
}

/** What `of` gives for each, in their order, in stretches. */
export async function mapInStretches<Each, Result>(
	all: Each[],
	of: (each: Each, at: number) => Result,
): Promise<Result[]> {
	const stretches = new Stretches();
	const results: Result[] = [];
	for (const [at, each] of all.entries()) {
		results.push(of(each, at));
		await stretches.rest();
	}
	return results;
}
