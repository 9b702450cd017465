import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { credentialOf } from '../../nodes/Elemente/http/credential';

type Gives = ICredentialDataDecryptedObject | Promise<ICredentialDataDecryptedObject> | Error;

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** A run whose credential n8n reads when it is asked; in the end it gives the last one again. */
function runWith(...credentials: Gives[]) {
	const asked: string[] = [];
	const getCredentials = async (type: string) => {
		asked.push(type);
		const given = credentials.length > 1 ? credentials.shift()! : credentials[0];
		if (given instanceof Error) throw given;
		return await given;
	};
	return { asked, getCredentials };
}

describe('the credential of a run', () => {
	const ADA = { username: 'ada', password: 'a' };
	const BOB = { username: 'bob', password: 'b' };

	it('is read once for requests that come together, and for those of the next ten seconds', async () => {
		const run = runWith(ADA, BOB);
		expect(await Promise.all([credentialOf(run), credentialOf(run)])).toEqual([ADA, ADA]);
		await jest.advanceTimersByTimeAsync(9_999);
		expect(await credentialOf(run)).toEqual(ADA);
		expect(run.asked).toEqual(['elementeApi']);
	});

	it('is read again after ten seconds: a password that was changed meanwhile counts', async () => {
		const run = runWith(ADA, BOB);
		await credentialOf(run);
		await jest.advanceTimersByTimeAsync(10_000);
		expect(await credentialOf(run)).toEqual(BOB);
		await jest.advanceTimersByTimeAsync(9_999);
		await credentialOf(run);
		expect(run.asked).toHaveLength(2);
	});

	it('is that of its own run', async () => {
		const [one, other] = [runWith(ADA), runWith(BOB)];
		expect([await credentialOf(one), await credentialOf(other)]).toEqual([ADA, BOB]);
	});

	it('is a copy: what n8n writes into that of one request is in no other', async () => {
		const run = runWith(ADA);
		Object.assign(await credentialOf(run), { token: 'x' });
		expect(await credentialOf(run)).toEqual(ADA);
	});

	it('that cannot be read fails whoever asks for it, and is asked for again by the next', async () => {
		const run = runWith(new Error('it was deleted'), ADA);
		const both = await Promise.allSettled([credentialOf(run), credentialOf(run)]);
		const rejected = { status: 'rejected', reason: new Error('it was deleted') };
		expect(both).toEqual([rejected, rejected]);
		expect(await credentialOf(run)).toEqual(ADA);
		expect(run.asked).toHaveLength(2);
	});
});
