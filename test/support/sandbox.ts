import { afterAll, beforeAll, beforeEach } from '@jest/globals';

import { startSandbox } from '../../sandbox/server';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** One sandbox for a test file, empty before each test. Read it inside a test only: it starts in `beforeAll`. */
export function useSandbox(options: Parameters<typeof startSandbox>[0] = {}): {
	readonly current: Sandbox;
} {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());
	return {
		get current() {
			return sandbox;
		},
	};
}

/** Rows with the sandbox's ordinary numbers, whose calls end well. @param count at most 10,000 */
export function ordinaryRows(count: number): Array<{ row: number; phone: string }> {
	return Array.from({ length: count }, (_, index) => ({
		row: index + 1,
		phone: `+1303${String(5_550_000 + index)}`,
	}));
}

/** Requests that asked for a call to be placed. */
export function createsOf({ requests }: Sandbox) {
	return requests.filter(({ method }) => method === 'POST');
}

/** The first so many calls are answered so late that even a busy machine has sent all that it may send at a time by then. */
export function answerLate(sandbox: Sandbox, count: number) {
	sandbox.inject({ name: 'late', method: 'POST', delayMs: 2_500, times: count });
}

/** Nobody may read the API's list of calls, so that no doubt is settled by looking. @returns puts an end to that */
export function hideList(sandbox: Sandbox): () => void {
	let isHidden = true;
	sandbox.inject({
		name: 'the list is closed',
		method: 'GET',
		match: ({ path }) => isHidden && path === '/api/v1/calls',
		status: 403,
		times: Infinity,
	});
	return () => void (isHidden = false);
}
