import { sleep } from 'n8n-workflow';

/** So many requests start in one go: to make one takes n8n up to a millisecond, in which it answers nobody. */
const AT_A_TIME = 20;

/** Requests that could all start now start by and by, and n8n's event loop gets its turn in between. */
export class Turns {
	private left = AT_A_TIME;

	private next?: Promise<void>;

	/** Waits for the turn of one request. */
	async take(): Promise<void> {
		while (this.left === 0) await (this.next ??= this.begin());
		this.left--;
	}

	private async begin(): Promise<void> {
		await sleep(0);
		this.left = AT_A_TIME;
		this.next = undefined;
	}
}
