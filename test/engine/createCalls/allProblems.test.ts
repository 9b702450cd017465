import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

const FAILS = "={{ $('Not there').item.json.name }}";

async function create(parameters: IDataObject, rows: object[]) {
	const result = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, parameters),
		rows: rows as IDataObject[],
	});
	expect(createsOf(sandbox.current)).toEqual([]);
	return result;
}

describe('a failing expression', () => {
	it('hides no other problem of its row', async () => {
		const { error } = await create(
			{
				customerName: FAILS,
				customerEmail: '={{ $json.email }}',
				customFields: { assignments: [{ id: '1', name: 'Seats', value: '={{ $json.seats }}' }] },
			},
			[{ phone: 'abc', email: 'no address', seats: [1, 2] }],
		);
		expect(error?.description).toContain('Customer Name cannot be read');
		expect(error?.description).toContain('Customer Phone "abc"');
		expect(error?.description).toContain('Customer Email "no address"');
		expect(error?.description).toContain('"Seats" is a list');
	});

	it.each([
		['the phone of a call', { customerPhone: FAILS }, 'Customer Phone'],
		['the address of an e-mail', { channel: 'email', customerEmail: FAILS }, 'Customer Email'],
		['the channel', { channel: FAILS }, 'Channel'],
		['the agent', { agentId: { __rl: true, mode: 'id', value: FAILS } }, 'Agent'],
		['the custom fields', { customFieldsMode: 'json', customFieldsJson: FAILS }, 'Custom Fields'],
		['a prompt', { agentOverride: { prompt: '', promptExpression: FAILS } }, 'Prompt (Expression)'],
		['a voice speed', { agentOverride: { voiceSpeed: FAILS } }, 'Voice Speed'],
	])('is the only problem that is named for %s', async (_, parameters, field) => {
		const { error } = await create(parameters as IDataObject, [{ phone: '+13035550001' }]);
		expect(error?.message).toContain(`Row 1: ${field}`);
		expect(error?.message).toContain('cannot be read');
		expect(error?.description?.match(/Correct the field's expression/g)).toHaveLength(1);
		expect(error?.description).not.toMatch(/is empty|is not|\?/);
	});
});
