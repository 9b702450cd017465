import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { STATUSES } from '../../../nodes/Elemente/api/statuses';
import { place, placeEnded, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const ITEM = { withoutRecording: 'item' };

async function getRecordings(ids: string[], more: IDataObject = {}) {
	const parameters = { resource: 'call', operation: 'getRecording', callId: '={{ $json.id }}' };
	const rows = ids.map((id) => ({ id }));
	return await runOperation(sandbox.current, { ...parameters, ...more }, rows);
}

/** Answered, busy, gone, by e-mail; and one that still goes on. */
async function variousCalls(): Promise<string[]> {
	const ended = await placeEnded(
		sandbox.current,
		...['+13035550001', '+12025550101', '+12025550106', 'mail@example.com'],
	);
	const [endless] = await place(sandbox.current, '+12025550108');
	return [...ended, endless].map(({ id }) => id);
}

describe('Call → Get Recording of a list in which not every call has one', () => {
	it('ends the run, unless it is told otherwise', async () => {
		const [answered, busy] = await variousCalls();
		const { items, error } = await getRecordings([answered, busy]);
		expect(items).toEqual([]);
		expect(error?.message).toBe(`Row 2: Call ${busy} has no recording (its status is busy)`);
		expect(error?.description).toContain('Item Without a File under Without a Recording');
	});

	it('gives an item without a file for each that has none, with the reason', async () => {
		const ids = await variousCalls();
		const { items, error } = await getRecordings(ids, ITEM);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
			['data'],
			[],
			[],
			[],
			[],
		]);
		expect(items.map(({ json }) => json.reason)).toEqual([
			undefined,
			`Call ${ids[1]} has no recording (its status is busy)`,
			'The recording is gone: there is nothing at its address any more (HTTP 404)',
			`Call ${ids[3]} has no recording (its status is completed)`,
			expect.stringMatching(/is not ready: the call is still going on/),
		]);
		// Of the call all that there is, so that a workflow can branch on how it ended.
		expect(items[1].json).toMatchObject({ status: 'busy', reached: false });
	});

	it.each(STATUSES)('whatever its status: $name', async ({ value: status }) => {
		for (const recordingUrl of ['', '  ', null, undefined, 5]) {
			sandbox.current.inject({ method: 'GET', body: { id: 'a', status, recordingUrl } });
			const { items, error } = await getRecordings(['a'], ITEM);
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(items[0].json).toMatchObject({ id: 'a', reason: expect.stringContaining(status) });
		}
	});

	it('still says what is an error: something else in its place, or a call that is not there', async () => {
		const [page] = await placeEnded(sandbox.current, '+12025550107');
		expect((await getRecordings([page.id], ITEM)).error?.message).toContain('is not audio');
		expect((await getRecordings(['nobody'], ITEM)).error?.message).toContain('HTTP 404');
	});

	it('lets no tag of an answer into the reason', async () => {
		const status = '<a href="https://evil.example">sign in</a>';
		sandbox.current.inject({ method: 'GET', body: { id: 'a', status, recordingUrl: '' } });
		const { items } = await getRecordings(['a'], ITEM);
		expect(String(items[0].json.reason)).not.toMatch(/[<>]/);
	});
});
