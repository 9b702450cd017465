// @ts-check
/** @typedef {import('../types').Fault} Fault */
/** @typedef {import('../types').Outcome} Outcome */
/** @typedef {import('../types').RecordingKind} RecordingKind */

/**
 * @typedef {object} SpecialNumber
 * @property {string} number E.164, from the range that is reserved for fiction (+1 202 555 0100 to 0199)
 * @property {string} alias The same for e-mail: what stands before the @
 * @property {string} description
 * @property {Outcome} [outcome] How the call ends
 * @property {RecordingKind} [recording] What the recording's address serves
 * @property {Fault} [fault] What goes wrong with the request
 * @property {boolean} [firstOnly] Whether only the first request for the number and row goes wrong
 */

const tooMany = { message: 'ThrottlerException: Too Many Requests', statusCode: 429 };
const unavailable = { message: 'Service Unavailable', statusCode: 503 };
const internal = { message: 'Internal server error', statusCode: 500 };
const retryAfter = { 'retry-after': '1' };

/**
 * A gateway's error page: not JSON, and with tags that must not end up in a message.
 */
const gatewayPage =
	'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** The path on the recordings' listener that redirects lead to. */
const redirectPath = '/redirected';

/** @type {Array<Omit<SpecialNumber, 'fault'> & { fault?: Omit<Fault, 'name'> }>} */
const table = [
	{ number: '+12025550101', alias: 'busy', description: 'busy', outcome: 'busy' },
	{ number: '+12025550102', alias: 'no-answer', description: 'no answer', outcome: 'no-answer' },
	{ number: '+12025550103', alias: 'voicemail', description: 'voicemail', outcome: 'voicemail' },
	{ number: '+12025550104', alias: 'failed', description: 'failed', outcome: 'failed' },
	{ number: '+12025550105', alias: 'canceled', description: 'canceled', outcome: 'canceled' },
	{
		number: '+12025550106',
		alias: 'recording-gone',
		description: 'completed, but the recording is gone (404)',
		outcome: 'completed',
		recording: 'gone',
	},
	{
		number: '+12025550107',
		alias: 'recording-page',
		description: 'completed, but the recording is a web page',
		outcome: 'completed',
		recording: 'html',
	},
	{ number: '+12025550108', alias: 'endless', description: 'never ends', outcome: 'endless' },
	{
		number: '+12025550121',
		alias: 'busy-api',
		description: '429 with Retry-After, first request only',
		fault: { status: 429, headers: retryAfter, body: tooMany },
		firstOnly: true,
	},
	{
		number: '+12025550122',
		alias: 'busy-api-no-hint',
		description: '429 without Retry-After, first request only',
		fault: { status: 429, body: tooMany },
		firstOnly: true,
	},
	{
		number: '+12025550123',
		alias: 'busy-api-always',
		description: '429 with Retry-After, always',
		fault: { status: 429, headers: retryAfter, body: tooMany },
	},
	{
		number: '+12025550124',
		alias: 'unavailable',
		description: '503 with Retry-After, first request only',
		fault: { status: 503, headers: retryAfter, body: unavailable },
		firstOnly: true,
	},
	{
		number: '+12025550125',
		alias: 'unavailable-no-hint',
		description: '503 without Retry-After; nothing is placed, but nobody can know',
		fault: { status: 503, body: unavailable },
	},
	{
		number: '+12025550126',
		alias: 'placed-error',
		description: '500 after the call was placed',
		fault: { status: 500, body: internal, place: true },
	},
	{
		number: '+12025550127',
		alias: 'placed-dropped',
		description: 'connection broken after the call was placed',
		fault: { drop: true, place: true },
	},
	{
		number: '+12025550128',
		alias: 'placed-hanging',
		description: 'call is placed, but no answer ever comes',
		fault: { hang: true, place: true },
	},
	{
		number: '+12025550129',
		alias: 'gateway',
		description: '502 with a web page',
		fault: { status: 502, headers: { 'content-type': 'text/html' }, body: gatewayPage },
	},
	{
		number: '+12025550130',
		alias: 'redirect',
		description: '307 to another host',
		fault: { status: 307, headers: { location: redirectPath } },
	},
	{
		number: '+12025550131',
		alias: 'refused',
		description: '400 with a list of messages',
		fault: {
			status: 400,
			body: {
				message: [
					'customerPhone must be a valid phone number',
					'customerOverride.phoneNumber must be a valid phone number',
				],
				error: 'Bad Request',
				statusCode: 400,
			},
		},
	},
	{
		number: '+12025550132',
		alias: 'empty-error',
		description: '500 with an empty body; nothing is placed',
		fault: { status: 500 },
	},
	{
		number: '+12025550133',
		alias: 'no-call',
		description: 'call is placed, but the answer is 200 with {} instead of the call',
		fault: { status: 200, body: {}, place: true },
	},
	{
		number: '+12025550134',
		alias: 'forbidden',
		description: '403',
		fault: {
			status: 403,
			body: { message: 'Forbidden resource', error: 'Forbidden', statusCode: 403 },
		},
	},
];

/** @type {readonly SpecialNumber[]} */
const specialNumbers = table.map(({ fault, ...rest }) =>
	fault ? { ...rest, fault: { name: rest.description, ...fault } } : rest,
);

const byAddress = new Map(
	specialNumbers.flatMap((special) => [
		[special.number, special],
		[special.alias, special],
	]),
);

/**
 * @param {string} to phone number or e-mail address
 * @returns {SpecialNumber | undefined} undefined: nothing special, the call is completed
 */
function findSpecial(to) {
	return byAddress.get(to.includes('@') ? to.split('@')[0].toLowerCase() : to);
}

module.exports = { specialNumbers, findSpecial, redirectPath, tooMany, unavailable, internal };
