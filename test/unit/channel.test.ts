import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { CHANNELS } from '../../nodes/Elemente/api/channels';
import { checkChannel } from '../../nodes/Elemente/fields/channel';
import { rowOf } from '../support/row';

/** What is sent of a row whose body is this; `parameters` are its fields as the user wrote them. */
async function check(body: IDataObject, parameters: IDataObject = {}, rows: IDataObject[] = [{}]) {
	const { body: sent } = await checkChannel.call(rowOf(parameters, 0, rows), { url: '', body });
	return sent;
}

it('is called in the editor what it is called by the API, but for capitals', () => {
	expect(CHANNELS.map(({ name }) => name.toLowerCase())).toEqual(
		CHANNELS.map(({ value }) => value),
	);
});

describe('the channel of a row', () => {
	it.each([
		['call', 'call'],
		['Call', 'call'],
		[' SMS ', 'sms'],
		['WHATSAPP', 'whatsapp'],
		['"WhatsApp"', 'whatsapp'],
	])('is read from %j', async (channel, value) => {
		const customerPhone = '+12025550111';
		expect(await check({ channel, customerPhone })).toEqual({ channel: value, customerPhone });
	});

	it.each(['fax', '', 'calls', 'e-mail', 7, null])('is not %j', async (channel) => {
		await expect(check({ channel, customerPhone: '+12025550111' })).rejects.toMatchObject({
			message: `Row 1: Channel "${channel ?? ''}" is not a channel`,
			description: 'Choose one of call, email, sms, webchat, whatsapp.',
		});
	});

	it('needs what it reaches the customer by, in one of two places', async () => {
		const email = 'jane@example.com';
		const phoneNumber = '+12025550111';
		for (const body of [
			{ channel: 'webchat' },
			{ channel: 'email', customerEmail: email },
			{ channel: 'email', customerOverride: { email } },
			{ channel: 'sms', customerOverride: { phoneNumber } },
		]) {
			expect(await check(body)).toEqual(body);
		}
		await expect(check({ channel: 'email', customerPhone: phoneNumber })).rejects.toMatchObject({
			message: 'Row 1: Customer Email is empty, and the channel Email needs it',
			description: 'Fill in Customer Email, or Email under Customer Override.',
		});
		await expect(
			check({ channel: 'whatsapp', customerEmail: email, customerPhone: ' ' }),
		).rejects.toThrow('Row 1: Customer Phone is empty, and the channel WhatsApp needs it');
	});

	it('says which column of the two places is not there', async () => {
		const parameters = { customerOverride: { phoneNumber: '={{ $json.Phone }}' } };
		await expect(check({ channel: 'call' }, parameters, [{ phone: '1' }])).rejects.toMatchObject({
			message:
				'Row 1: Customer Phone is empty, and the channel Call needs it: no row has a column "Phone"',
			description: 'There is "phone": drag that column into the field.',
		});
	});
});
