import { describe, expect, it } from '@jest/globals';

import {
	FAILURES,
	type FailureKind,
	type FailureRule,
	isUnreachable,
	meetsEveryRow,
} from '../../nodes/Elemente/errors/failures';

type Promise = Pick<FailureRule, 'create' | 'read'> & { everyRow?: true; unreachable?: true };

/**
 * What may follow each failure, by what the HTTP and TLS standards and the operating system promise. Written by hand, so
 * that a slip in the table that the node goes by is seen: a call that is sent again without proof rings twice.
 */
const FOLLOWS: Record<FailureKind, Promise> = {
	// No connection: nothing has left this machine.
	refused: { create: 'sendAgain', read: 'sendAgain', everyRow: true, unreachable: true },
	unknownHost: { create: 'sendAgain', read: 'sendAgain', everyRow: true, unreachable: true },
	connectTimeout: { create: 'sendAgain', read: 'sendAgain', everyRow: true, unreachable: true },
	tls: { create: 'giveUp', read: 'giveUp', everyRow: true },
	notSent: { create: 'giveUp', read: 'giveUp', everyRow: true },
	notWritten: { create: 'giveUp', read: 'giveUp' },
	// Something was sent, and no answer says what became of it.
	tlsBroken: { create: 'unknown', read: 'sendAgain' },
	dropped: { create: 'unknown', read: 'sendAgain' },
	responseTimeout: { create: 'unknown', read: 'sendAgain' },
	cutOff: { create: 'unknown', read: 'giveUp' },
	// Answers that say that nothing was done.
	redirect: { create: 'giveUp', read: 'giveUp', everyRow: true },
	badRequest: { create: 'giveUp', read: 'giveUp' },
	unauthorized: { create: 'giveUp', read: 'giveUp', everyRow: true },
	forbidden: { create: 'giveUp', read: 'giveUp' },
	notFound: { create: 'giveUp', read: 'giveUp' },
	otherRefusal: { create: 'giveUp', read: 'giveUp' },
	tooEarly: { create: 'giveUp', read: 'sendAgain' },
	tooManyRequests: { create: 'sendAgain', read: 'sendAgain' },
	unavailableFor: { create: 'sendAgain', read: 'sendAgain' },
	// Answers that do not say it.
	redirectAfter: { create: 'unknown', read: 'giveUp' },
	requestTimeout: { create: 'unknown', read: 'sendAgain' },
	unavailable: { create: 'unknown', read: 'sendAgain' },
	serverError: { create: 'unknown', read: 'sendAgain' },
	noCall: { create: 'unknown', read: 'giveUp' },
	tooLarge: { create: 'unknown', read: 'giveUp' },
	otherCall: { create: 'unknown', read: 'giveUp' },
};

describe('the table of failures', () => {
	it.each(Object.entries(FOLLOWS))('lets follow what may follow %s', (kind, expected) => {
		const { create, read } = FAILURES[kind as FailureKind];
		expect({ create, read }).toEqual({ create: expected.create, read: expected.read });
		const failure = { kind: kind as FailureKind };
		expect(meetsEveryRow(failure)).toBe(expected.everyRow === true);
		expect(isUnreachable(failure)).toBe(expected.unreachable === true);
	});

	it('has no other failure', () => {
		expect(Object.keys(FAILURES).sort()).toEqual(Object.keys(FOLLOWS).sort());
	});

	it.each(Object.entries(FAILURES))(
		'names for %s what proves it, or says that nothing does',
		(...[, rule]) => {
			expect(rule.proof === 'none').toBe(rule.create === 'unknown');
			expect(rule.proof).not.toBe('');
		},
	);

	it.each(Object.entries(FAILURES))('says of %s what happened and what to do', (...[, rule]) => {
		// The start of a sentence, to which the status is added; then whole sentences.
		expect(rule.message).toMatch(
			/^(The Elemente API|The secure|The connection|The request|The answer|This user|Elemente|n8n|An earlier) .{15,}[^.]$/,
		);
		expect(rule.remedy).toMatch(/^[A-Z].{15,}\.$/);
	});

	it('speaks of two failures in the same words only where they are the same to a person', () => {
		const messages = Object.values(FAILURES).map(({ message }) => message);
		const twice = messages.filter((message, index) => messages.indexOf(message) !== index);
		expect(twice).toEqual(['The Elemente API is out of service for the moment']);
	});
});
