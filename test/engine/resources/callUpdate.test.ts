import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { place, reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function update(
	updateFields: IDataObject,
	more: IDataObject = {},
	rows: IDataObject[] = [{}],
) {
	const parameters = { resource: 'call', operation: 'update', updateFields, ...more };
	return await runOperation(sandbox.current, parameters, rows);
}

describe('Call → Update', () => {
	it('sends what is filled in, and gives the call as it is then', async () => {
		const [call] = await place(sandbox.current, '+13035550001');
		const agentId = sandbox.current.agents[1].id;

		const { items, error } = await update(
			{
				note: '  This call need a follow up ',
				status: 'completed',
				agentId: { __rl: true, mode: 'id', value: agentId },
			},
			{ callId: '={{ $json.id }}' },
			[{ id: call.id }],
		);

		expect(error).toBeUndefined();
		const [request] = reads(sandbox.current);
		expect([request.method, request.path]).toEqual(['PUT', `/api/v1/calls/${call.id}`]);
		expect(request.body).toEqual({
			note: 'This call need a follow up',
			status: 'completed',
			agentId,
		});
		expect(items[0]).toMatchObject({
			json: { id: call.id, status: 'completed' },
			pairedItem: { item: 0 },
		});
		expect(sandbox.current.ledger.notes).toMatchObject([{ note: 'This call need a follow up' }]);
	});

	it('leaves out what is empty', async () => {
		const [call] = await place(sandbox.current, '+13035550001');
		await update({ note: '', status: 'closed' }, { callId: call.id, simplify: false });
		expect(reads(sandbox.current)[0].body).toEqual({ status: 'closed' });
	});

	it.each([
		['no field', {}],
		['an empty note', { note: ' ' }],
		['an empty agent', { agentId: { __rl: true, mode: 'list', value: '' }, note: '' }],
	])('refuses to send %s', async (_what, fields) => {
		const { error } = await update(fields, { callId: 'any' });
		expect(error?.message).toBe('Row 1: There is nothing to change');
		expect(error?.description).toContain('Update Fields');
		expect(sandbox.current.requests).toEqual([]);
	});

	it('refuses an agent that is not an ID', async () => {
		const agentId = { __rl: true, mode: 'id', value: 'Maya (sales)' };
		const { error } = await update({ agentId }, { callId: 'any' });
		expect(error?.message).toBe('Row 1: Agent "Maya (sales)" is not an ID');
		expect(sandbox.current.requests).toEqual([]);
	});

	it('says what the API does not accept', async () => {
		const { error } = await update({ status: '={{ "done" }}' }, { callId: 'any' });
		expect(error?.message).toBe('The Elemente API refused the values that were sent (HTTP 400)');
		expect(error?.description).toContain('status must be one of');
	});
});
