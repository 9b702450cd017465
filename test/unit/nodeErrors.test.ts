import { describe, expect, it } from '@jest/globals';

import type { Failure } from '../../nodes/Elemente/errors/failures';
import {
	apiError,
	failureBehind,
	failureError,
	failureOf,
	operationError,
	whatHappened,
	whatToDo,
} from '../../nodes/Elemente/errors/nodeErrors';
import { rowOf } from '../support/row';

const NODE = rowOf().getNode();

describe('what an error says happened', () => {
	it.each<[Failure, string]>([
		[
			{ kind: 'serverError', statusCode: 502 },
			'The Elemente API had an error of its own (HTTP 502)',
		],
		[{ kind: 'serverError' }, 'The Elemente API had an error of its own'],
	])('%j', (failure, text) => {
		expect(whatHappened(failure)).toBe(text);
	});
});

describe('what an error says to do', () => {
	const REMEDY = 'See the words of the API below.';

	it.each<[Omit<Failure, 'kind'>, string]>([
		[{}, ''],
		[{ words: 'no' }, ' The API said: no'],
		[{ detail: 'socket' }, ' Technical detail: socket'],
		[{ words: 'no', detail: 'socket' }, ' The API said: no Technical detail: socket'],
		// The node waits for a minute by itself: that is not worth a word.
		[{ retryAfterMs: 60_000 }, ''],
		[{ retryAfterMs: 60_001 }, ' The API asks to wait for 2 minutes.'],
		[
			{ retryAfterMs: 600_000, words: 'no' },
			' The API asks to wait for 10 minutes. The API said: no',
		],
	])('%j', (failure, more) => {
		expect(whatToDo({ kind: 'otherRefusal', ...failure })).toBe(REMEDY + more);
	});
});

describe('an error of a request', () => {
	it('holds the status, and the failure beside it, of which n8n stores nothing', () => {
		const failure: Failure = { kind: 'notFound', statusCode: 404, words: 'no such <b>agent</b>' };
		const error = failureError(NODE, failure);
		expect(error.message).toBe('Elemente does not find what was asked for (HTTP 404)');
		expect(error.description).toContain('The API said: no such ‹b›agent‹/b›');
		expect(error.httpCode).toBe('404');
		expect(failureOf(error)).toBe(failure);
		expect(failureBehind(error)).toBe(failure);
		expect(JSON.stringify(error)).not.toContain('notFound');
	});

	it('holds no status where there was none', () => {
		expect(failureError(NODE, { kind: 'dropped' }).httpCode).toBeNull();
		const error = apiError(NODE, 'The run was cancelled', 'Run the workflow again.');
		expect(error.httpCode).toBeNull();
		expect(failureOf(error)).toBeUndefined();
	});

	it('is read out of what n8n threw where it is none of ours', () => {
		const thrown = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
		expect(failureOf(thrown)).toBeUndefined();
		expect(failureBehind(thrown).kind).toBe('refused');
	});
});

describe('the words of an error', () => {
	// n8n puts its own message in the place of one with the code of a system error, even within a word.
	it.each(['Row 1: PREEMPTORY', 'Row 1: EPERM', 'the column ENOENT', 'Row 2: "ECONNREFUSED"'])(
		'are ours: %s',
		(message) => {
			expect(apiError(NODE, message, 'Do this.').message).toBe(message);
			expect(operationError(NODE, message, 'Do this.').message).toBe(message);
		},
	);

	it('let no tag through, in the message and in what to do', () => {
		for (const error of [apiError(NODE, '<i>', '<b>'), operationError(NODE, '<i>', '<b>')]) {
			expect([error.message, error.description]).toEqual(['‹i›', '‹b›']);
		}
	});
});
