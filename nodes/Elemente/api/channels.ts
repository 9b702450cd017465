/** The channels of the API, in the order in which the editor lists them. */
export const CHANNELS = [
	{ name: 'Call', value: 'call' },
	{ name: 'Email', value: 'email' },
	{ name: 'SMS', value: 'sms' },
	{ name: 'Webchat', value: 'webchat' },
	{ name: 'WhatsApp', value: 'whatsapp' },
] as const;

/** What a channel cannot do without, and the two places where a row can give it. */
export const CONTACT_OF_CHANNEL: Record<
	string,
	{ field: string; override: string; paths: [string, string] }
> = {
	phone: {
		field: 'Customer Phone',
		override: 'Phone Number under Customer Override',
		paths: ['customerPhone', 'customerOverride.phoneNumber'],
	},
	email: {
		field: 'Customer Email',
		override: 'Email under Customer Override',
		paths: ['customerEmail', 'customerOverride.email'],
	},
};

export const CONTACT_BY: Record<string, keyof typeof CONTACT_OF_CHANNEL> = {
	call: 'phone',
	email: 'email',
	sms: 'phone',
	whatsapp: 'phone',
};
