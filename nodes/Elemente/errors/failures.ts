/**
 * What may follow a failed request.
 * - `sendAgain`: it is certain that the request did nothing, so the same request goes out again, paced and bounded
 * - `giveUp`: it did nothing and would do nothing again
 * - `unknown`: it may have been carried out. A call is never sent again after that.
 */
type Verdict = 'sendAgain' | 'giveUp' | 'unknown';

export interface FailureRule {
	/** For Call → Create */
	create: Verdict;
	/** What proves that a call was not placed; `none` where nothing does, and then `create` is `unknown` */
	proof: string;
	/** For reading: a GET changes nothing and a PUT sets the same again, so both may be repeated */
	read: 'sendAgain' | 'giveUp';
	/** No connection was made: it may come back within seconds, or not for hours */
	unreachable?: true;
	/** Every other row would meet it as well: trying each of them helps nobody and may lock the account */
	everyRow?: true;
	/** What happened, as the start of a sentence about "the Elemente API" */
	message: string;
	/** What to do about it */
	remedy: string;
}

const TRY_LATER = 'Wait a little and try again.';
const CHECK_CREDENTIAL =
	'Open the Elemente API credential, enter the user name and password again and test it.';

/**
 * Every way in which a request can fail, and what follows from it. The only place where that is decided.
 * `proof` says what makes it certain that a request did nothing; where there is no proof, there is doubt.
 */
export const FAILURES = {
	refused: {
		create: 'sendAgain',
		proof: 'the error is one of connecting (syscall connect)',
		read: 'sendAgain',
		everyRow: true,
		unreachable: true,
		message: 'The Elemente API cannot be reached: the connection was refused',
		remedy:
			'Check the Base URL in the Elemente API credential and that n8n may reach that address.',
	},
	unknownHost: {
		create: 'sendAgain',
		proof: 'the error is one of looking the name up (syscall getaddrinfo)',
		read: 'sendAgain',
		everyRow: true,
		unreachable: true,
		message: 'The Elemente API cannot be reached: its host name is not known',
		remedy:
			'Check the Base URL in the Elemente API credential for typing mistakes, and the internet connection of n8n.',
	},
	connectTimeout: {
		create: 'sendAgain',
		proof: 'the error is one of connecting (syscall connect)',
		read: 'sendAgain',
		everyRow: true,
		unreachable: true,
		message: 'The Elemente API cannot be reached: no connection within the time allowed',
		remedy: 'Check the internet connection and the firewall of the machine that n8n runs on.',
	},
	tls: {
		create: 'giveUp',
		proof: 'the certificate is checked before anything is sent',
		read: 'giveUp',
		everyRow: true,
		message: 'The Elemente API has no valid security certificate, so nothing was sent to it',
		remedy:
			'Check that the Base URL in the credential names the right host. Ask your administrator if a proxy replaces certificates.',
	},
	tlsBroken: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The secure connection to the Elemente API broke',
		remedy:
			'Check that the Base URL in the credential names the right host and port. Ask your administrator if a proxy stands between n8n and the internet.',
	},
	dropped: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The connection to the Elemente API broke before the answer came',
		remedy: TRY_LATER,
	},
	responseTimeout: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The Elemente API did not answer within the time allowed',
		remedy: 'Try again later, or raise Timeout under Request Options.',
	},
	tooLarge: {
		create: 'unknown',
		proof: 'none',
		read: 'giveUp',
		message: 'The answer of the Elemente API is too large and was not read to its end',
		remedy:
			'Ask for less at a time, for example with a shorter Date Range. If you did not ask for a list, check the Base URL in the credential.',
	},
	otherCall: {
		create: 'unknown',
		proof: 'none',
		read: 'giveUp',
		message: 'The answer of the Elemente API is about another call',
		remedy: 'If it goes on, tell the support of Elemente.',
	},
	notSent: {
		create: 'giveUp',
		proof: 'the credential refused its Base URL, or the request could not be put together',
		read: 'giveUp',
		everyRow: true,
		message: 'The request could not be sent',
		remedy: 'Check the Elemente API credential and the Request Options of this node.',
	},
	notWritten: {
		create: 'giveUp',
		proof: 'a row is sent only after it was written down',
		read: 'giveUp',
		message: 'n8n could not write down that it is being sent, so it was not sent',
		remedy:
			'Check the disk space and the database of n8n, then run the workflow again. What cannot be remembered might be sent twice.',
	},
	cutOff: {
		create: 'unknown',
		proof: 'none',
		read: 'giveUp',
		message: 'An earlier run was cut off before it could write down what became of it',
		remedy: TRY_LATER,
	},
	redirect: {
		create: 'giveUp',
		proof: '307 and 308 ask for the same request at another address (RFC 9110)',
		read: 'giveUp',
		everyRow: true,
		message:
			'The Elemente API answered with a redirect to another address, which was not followed, to keep your password safe',
		remedy: 'Enter the right address as Base URL in the Elemente API credential.',
	},
	redirectAfter: {
		create: 'unknown',
		proof: 'none',
		read: 'giveUp',
		message:
			'The Elemente API answered with a redirect to another address, which does not say what became of the request',
		remedy: 'Enter the right address as Base URL in the Elemente API credential.',
	},
	badRequest: {
		create: 'giveUp',
		proof: 'the status says so (RFC 9110)',
		read: 'giveUp',
		message: 'The Elemente API refused the values that were sent',
		remedy: 'Correct the fields that the API names below.',
	},
	unauthorized: {
		create: 'giveUp',
		proof: 'the status says so (RFC 9110)',
		read: 'giveUp',
		everyRow: true,
		message: 'The Elemente API did not accept the user name and password',
		remedy: CHECK_CREDENTIAL,
	},
	forbidden: {
		create: 'giveUp',
		proof: 'the status says so (RFC 9110)',
		read: 'giveUp',
		message: 'This user may not do that in Elemente',
		remedy:
			'Ask the administrator of your Elemente account for the permission, or use another credential.',
	},
	notFound: {
		create: 'giveUp',
		proof: 'the status says so (RFC 9110)',
		read: 'giveUp',
		message: 'Elemente does not find what was asked for',
		remedy:
			'Check the IDs, for example of the agent and the skill, and that they belong to the account of the credential.',
	},
	requestTimeout: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The Elemente API gave up waiting for the request',
		remedy: TRY_LATER,
	},
	tooEarly: {
		create: 'giveUp',
		proof: 'the status says so (RFC 8470)',
		read: 'sendAgain',
		message: 'The Elemente API was not ready for the request',
		remedy: TRY_LATER,
	},
	tooManyRequests: {
		create: 'sendAgain',
		proof: 'the status says so (RFC 6585)',
		read: 'sendAgain',
		message: 'The Elemente API keeps answering that it gets too many requests',
		remedy:
			'Try again later, lower Max Concurrent Calls under Options, or ask Elemente for a higher limit.',
	},
	otherRefusal: {
		create: 'giveUp',
		proof: 'a status from 400 to 499 is a refusal (RFC 9110)',
		read: 'giveUp',
		message: 'The Elemente API refused the request',
		remedy: 'See the words of the API below.',
	},
	unavailableFor: {
		create: 'sendAgain',
		proof: 'the API asks for the same request later (RFC 9110)',
		read: 'sendAgain',
		message: 'The Elemente API is out of service for the moment',
		remedy: TRY_LATER,
	},
	unavailable: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The Elemente API is out of service for the moment',
		remedy: TRY_LATER,
	},
	serverError: {
		create: 'unknown',
		proof: 'none',
		read: 'sendAgain',
		message: 'The Elemente API had an error of its own',
		remedy: 'Try again later. If it goes on, tell the support of Elemente.',
	},
	noCall: {
		create: 'unknown',
		proof: 'none',
		read: 'giveUp',
		message: 'The answer of the Elemente API cannot be read',
		remedy:
			'Check the Base URL in the credential, and whether a proxy or a log-in page answers in place of the API.',
	},
} satisfies Record<string, FailureRule>;

export type FailureKind = keyof typeof FAILURES;

/** One failed request. Holds no credential: it is made of the answer, never of the request. */
export interface Failure {
	kind: FailureKind;
	/** HTTP status, where there was an answer */
	statusCode?: number;
	/** What the API said, in its own words */
	words?: string;
	/** What the network or the program on the way said */
	detail?: string;
	/** How long the API asked to wait, in milliseconds */
	retryAfterMs?: number;
	/** The text of an answer that said that all is well, and then broke off or cannot be read; at most 10,000 characters */
	received?: string;
}

/** Whether the rows that come after this one need not be sent. */
export function meetsEveryRow({ kind }: Failure): boolean {
	const rule: FailureRule = FAILURES[kind];
	return rule.everyRow === true;
}

/** Whether no connection to the API was made. */
export function isUnreachable({ kind }: Failure): boolean {
	const rule: FailureRule = FAILURES[kind];
	return rule.unreachable === true;
}
