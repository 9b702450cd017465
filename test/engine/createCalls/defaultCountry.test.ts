import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function create(rows: IDataObject[], value: string, more: IDataObject = {}) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, {
			options: { defaultCountry: { __rl: true, mode: 'id', value } },
			...more,
		}),
		rows,
	});
}

const sent = () => createsOf(sandbox.current).map(({ body }) => body?.customerPhone);

describe('Default Country', () => {
	it('reads national numbers, of another country in each row', async () => {
		const rows = [
			{ phone: '020 7946 0123', country: 'gb' },
			{ phone: '0171 2345678', country: 'DE' },
			{ phone: '(202) 555-0111', country: 'United States' },
			{ phone: '+81 90 1234 5678', country: '' },
		];
		await create(rows, '={{ $json.country }}');
		expect(sent().sort()).toEqual([
			'+12025550111',
			'+442079460123',
			'+491712345678',
			'+819012345678',
		]);
	});

	it('reads those of Customer Override too, and is not sent itself', async () => {
		await create([{ phone: '' }], 'GB', { customerOverride: { phoneNumber: '020 7946 0123' } });
		const [{ body }] = createsOf(sandbox.current);
		expect(body?.customerOverride).toMatchObject({ phoneNumber: '+442079460123' });
		expect(JSON.stringify(body)).not.toContain('GB');
	});

	it('names a row whose country is none, and calls nobody', async () => {
		const rows = [{ phone: '020 7946 0123', country: 'Narnia' }];
		const { error } = await create(rows, '={{ $json.country }}');
		expect(error?.message).toContain('Default Country "Narnia" is not a country');
		expect(sent()).toEqual([]);
	});
});

it('reads what programs wrap around numbers and addresses', async () => {
	await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { customerEmail: '={{ $json.email }}' }),
		rows: [{ phone: "'+447911123456", email: 'mailto:jane@example.com\u200b' }],
	});
	const [{ body }] = createsOf(sandbox.current);
	expect(body).toMatchObject({
		customerPhone: '+447911123456',
		customerEmail: 'jane@example.com',
	});
});
