import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { handleError, unreadableError } from '../../nodes/Elemente/rows/handleError';
import { routeRow } from '../../nodes/Elemente/rows/routeRow';
import { rowOf } from '../support/row';

const ITEMS = [{ json: { a: 1 } }];

/** An answer whose body begins with this text and then ends, breaks off, or goes on for ever. */
function answerOf(text: string, how: 'ends' | 'breaks' | 'hangs', statusCode = 200) {
	let stop = () => {};
	const body = {
		async *[Symbol.asyncIterator]() {
			yield Buffer.from(text);
			if (how === 'breaks') throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
			if (how === 'hangs') await new Promise((_, reject) => (stop = () => reject(new Error())));
		},
		destroy: () => stop(),
	};
	return { statusCode, headers: {}, body } as unknown as IN8nHttpFullResponse;
}

async function handled(response: IN8nHttpFullResponse, requestOptions?: IDataObject) {
	return await handleError.call(rowOf({ requestOptions }), ITEMS, response);
}

it('every answer is asked for as a stream, and whatever its status; no redirect is followed', () => {
	const take = async () => [];
	expect(routeRow('PUT', '/x', take, async () => [])).toEqual({
		request: {
			...{ method: 'PUT', url: '/x', encoding: 'stream' },
			...{ ignoreHttpStatusErrors: true, disableFollowRedirect: true },
		},
		send: { paginate: true },
		operations: { pagination: expect.any(Function) },
		output: { postReceive: [handleError, take] },
	});
});

afterEach(() => void jest.useRealTimers());

describe('what is read of an answer', () => {
	it('stands in it for the actions that follow, and the items stay', async () => {
		for (const requestOptions of [undefined, { timeout: 0 }]) {
			const response = answerOf('{"id":"1"}', 'ends');
			expect(await handled(response, requestOptions)).toBe(ITEMS);
			expect(response.body).toEqual({ id: '1' });
		}
	});

	it('is an error where the status says so, or where it breaks off', async () => {
		await expect(handled(answerOf('No', 'ends', 404))).rejects.toMatchObject({
			message: 'Elemente does not find what was asked for (HTTP 404)',
			description: expect.stringContaining('The API said: No'),
		});
		await expect(handled(answerOf('{', 'breaks'))).rejects.toThrow(
			'The connection to the Elemente API broke before the answer came',
		);
	});

	it('is an error where it takes longer than Timeout under Request Options', async () => {
		await expect(handled(answerOf('{', 'hangs'), { timeout: 20 })).rejects.toThrow(
			'The Elemente API did not answer within the time allowed',
		);
	});

	it('may take five minutes where no Timeout is set', async () => {
		jest.useFakeTimers();
		let end = 'waiting';
		handled(answerOf('{', 'hangs')).catch((error: Error) => (end = error.message));
		await jest.advanceTimersByTimeAsync(299_999);
		expect(end).toBe('waiting');
		await jest.advanceTimersByTimeAsync(1);
		expect(end).toBe('The Elemente API did not answer within the time allowed (HTTP 200)');
	});

	it('is an error in our words where it is no call', () => {
		const response = { statusCode: 200, headers: {}, body: '<html><title>Sign in</title>' };
		expect(unreadableError(rowOf(), response)).toMatchObject({
			message: 'The answer of the Elemente API cannot be read (HTTP 200)',
			description: expect.stringContaining('A web page instead of data: Sign in'),
		});
	});
});
