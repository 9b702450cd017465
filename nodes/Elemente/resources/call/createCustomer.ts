import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CHANNELS, CONTACT_BY, CONTACT_OF_CHANNEL } from '../../api/channels';
import { checkChannel } from '../../fields/channel';
import { sendAs } from '../../fields/send';
import { email, phone, text } from '../../fields/values';

/** The channels, each with what it needs. */
const channels: INodePropertyOptions[] = CHANNELS.map(({ name, value }) => {
	const needed = CONTACT_OF_CHANNEL[CONTACT_BY[value]]?.field;
	const description = needed ? `Needs ${needed}` : 'Needs neither phone number nor email address';
	return { name, value, description };
});

/** How the customer is contacted. */
export const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: channels,
	default: 'call',
	description: 'How the customer is contacted',
	routing: { send: { type: 'body', property: 'channel', preSend: [checkChannel] } },
};

/** Where the customer is reached. */
export const contactFields: INodeProperties[] = [
	{
		displayName: 'Customer Phone',
		name: 'customerPhone',
		type: 'string',
		placeholder: '+12025550111, needed for Call, SMS, WhatsApp',
		default: '',
		description:
			'Needed for Call, SMS and WhatsApp: the number with + and the country code. Spaces, dashes, dots and brackets are fine. For numbers without a country code, add Default Country under Options.',
		routing: sendAs('customerPhone', 'Customer Phone', phone),
	},
	{
		displayName: 'Customer Email',
		name: 'customerEmail',
		type: 'string',
		placeholder: 'name@example.com, needed for Email',
		default: '',
		description: 'Needed for Email: the address of the customer',
		routing: sendAs('customerEmail', 'Customer Email', email),
	},
];

export const nameField: INodeProperties = {
	displayName: 'Customer Name',
	name: 'customerName',
	type: 'string',
	placeholder: 'Jane Doe',
	default: '',
	description:
		'Name of the customer. A customer whom Elemente does not know yet is created with it.',
	routing: sendAs('customerName', 'Customer Name', text),
};
