import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import {
	type RowOutcome,
	type UnknownRow,
	endsRun,
	isFailed,
	rowErrorOf,
} from '../../nodes/Elemente/createCalls/outcome';
import { contactOf, recipientKey } from '../../nodes/Elemente/createCalls/recipient';
import { skippedRow } from '../../nodes/Elemente/createCalls/skipped';

const SENT = new Date('2026-11-26T02:40:13.500Z');

const row = (body: IDataObject = {}, problems: object[] = []) =>
	({
		itemIndex: 2,
		body: { channel: 'call', customerPhone: '+13035550001', ...body },
		problems,
	}) as unknown as CheckedRow;

const doubt = (more: Partial<UnknownRow> = {}): UnknownRow => ({
	outcome: 'unknown',
	sentAt: SENT,
	failure: { kind: 'dropped' },
	...more,
});

const refused = (retryAfterMs?: number): RowOutcome => ({
	outcome: 'notPlaced',
	failure: { kind: 'refused', retryAfterMs },
});

describe('a row that failed', () => {
	it.each<[string, RowOutcome | undefined, boolean, boolean]>([
		['is none that has no outcome', undefined, false, false],
		['is none that was placed', { outcome: 'placed', call: { id: '1' } }, false, false],
		[
			'is none that a rule held back',
			{ outcome: 'skipped', skipped: 'outage', reason: '' },
			false,
			false,
		],
		['ends the run', refused(), true, true],
		['ends the run, asked to come back soon', refused(60_000), true, true],
		['ends no run, asked to come back in an hour', refused(3_600_000), true, false],
		['ends the run where it is in doubt', doubt(), true, true],
		['ends no run where an earlier one left it in doubt', doubt({ isEarlier: true }), true, false],
	])('%s', (_, outcome, failed, ends) => {
		expect([isFailed(outcome), endsRun(outcome)]).toEqual([failed, ends]);
	});
});

describe('the error of a row', () => {
	it('that is bad says all that is wrong with it', () => {
		const problems = [
			{ problem: 'A is bad', remedy: 'Mend A.' },
			{ problem: 'B is bad', remedy: 'Mend B.' },
		];
		expect(rowErrorOf(row({}, problems))).toEqual({
			message: 'Row 3: A is bad. It was not sent.',
			reason: 'badRow',
			whatToDo: 'A is bad. Mend A. B is bad. Mend B.',
			outcome: 'notPlaced',
		});
	});

	it('that was not reached says so', () => {
		expect(rowErrorOf(row())).toEqual({
			message: 'Row 3 was not sent.',
			reason: 'notReached',
			whatToDo: 'The run ended before it.',
			outcome: 'notPlaced',
		});
	});

	it('that was not placed says why', () => {
		const error = rowErrorOf(row(), { outcome: 'notPlaced', failure: { kind: 'refused' } });
		expect(error).toMatchObject({ reason: 'refused', outcome: 'notPlaced' });
		expect(error.message).toMatch(/^Row 3 was not placed: The Elemente API cannot be reached/);
		expect(error.whatToDo).toMatch(/^Check the Base URL/);
	});

	it.each<[string, Partial<UnknownRow>, string[]]>([
		[
			'nobody has looked for',
			{},
			[
				'The request for +13035550001 (channel call) was sent at 2026-11-26 02:40:13 UTC.',
				'whether there is a call to +13035550001 (channel call) from that time on; only if there is none, run this row again.',
			],
		],
		[
			'an earlier run has sent, who knows when',
			{ isEarlier: true, sentAt: new Date(0) },
			[
				'An earlier run has sent the request for +13035550001 (channel call), or was about to.',
				'whether there is a call to +13035550001 (channel call); only if there is none, run this row again.',
			],
		],
		[
			'the API said something about',
			{ failure: { kind: 'dropped', words: 'Oops', detail: 'ECONNRESET' } },
			['The API said: Oops', 'Technical detail: ECONNRESET'],
		],
		[
			'the list could not be read for',
			{ look: { at: SENT, settlesAt: SENT } },
			['from that time on; only if there is none, run this row again.'],
		],
		[
			'nothing remembers until later',
			{ look: { at: SENT, candidates: 0, isComplete: true } },
			['from that time on; only if there is none, run this row again.'],
		],
		[
			'several calls could belong to',
			{ look: { at: SENT, settlesAt: SENT, candidates: 2, isComplete: true } },
			[
				"Looked up at 2026-11-26 02:40:13 UTC in Elemente's list: several calls could be it (2).",
				'from that time on.',
			],
		],
		[
			'no call is in a list that was cut',
			{ look: { at: SENT, settlesAt: SENT, candidates: 0, isComplete: false } },
			[
				'which may have been cut: not found.',
				'from that time on; only if there is none, run this row again.',
			],
		],
		[
			'there is no call so far',
			{ look: { at: SENT, settlesAt: SENT, candidates: 0, isComplete: true } },
			['there is no such call so far. Run the workflow again from 2026-11-26 02:40:14 UTC on:'],
		],
		[
			'there is no call by the full minute',
			{
				look: {
					at: SENT,
					settlesAt: new Date('2026-11-26T02:50:13Z'),
					candidates: 0,
					isComplete: true,
				},
			},
			['Run the workflow again from 2026-11-26 02:50:13 UTC on:'],
		],
	])('that is in doubt, and %s, says so', (_, more, parts) => {
		const error = rowErrorOf(row(), doubt(more));
		expect(error).toMatchObject({ reason: 'dropped', outcome: 'unknown' });
		expect(error.message).toMatch(/^Row 3: it is not known whether this call was placed\. \S/);
		for (const part of parts) expect(error.whatToDo).toContain(part);
		expect(error.whatToDo.includes('Looked up at')).toBe(
			more.look?.settlesAt !== undefined && more.look.candidates !== undefined,
		);
	});

	it.each([
		[{ customerPhone: undefined, customerName: 'Ana <a>' }, 'for Ana ‹a› (channel call) was'],
		[{ customerPhone: undefined }, 'for the customer (channel call) was'],
		[{ channel: 'email', customerEmail: 'a@b.c' }, 'for a@b.c (channel email) was'],
	])('that is in doubt names whom it was for: %j', (body, text) => {
		expect(rowErrorOf(row(body), doubt()).whatToDo).toContain(text);
	});
});

describe('whom a row reaches', () => {
	const [ANA, BEN, EVA] = ['+13035550001', 'Ben@example.com', '+13035550003'];
	const override = { phoneNumber: EVA, email: 'eva@example.com' };
	it.each<[IDataObject, string | undefined]>([
		[{ channel: 'call', customerPhone: ANA, customerEmail: BEN }, ANA],
		[{ channel: 'sms', customerPhone: ANA, customerOverride: override }, EVA],
		[{ channel: 'whatsapp', customerEmail: BEN }, undefined],
		[{ channel: 'email', customerPhone: ANA, customerEmail: BEN }, BEN],
		[{ channel: 'email', customerEmail: BEN, customerOverride: override }, 'eva@example.com'],
		[{ channel: 'webchat', customerEmail: BEN }, BEN],
		[{ channel: 'webchat', customerPhone: ANA, customerEmail: BEN }, ANA],
		[{ channel: 'webchat', customerName: 'Ana' }, undefined],
		[{ channel: 'call', customerPhone: 13035550001 }, '13035550001'],
	])('%j: %s', (body, contact) => {
		expect(contactOf(body)).toBe(contact);
		const key =
			contact === undefined ? undefined : `${String(body.channel)} ${contact.toLowerCase()}`;
		expect(recipientKey(body)).toBe(key);
	});
});

it('a row that a rule holds back says why, and when it is due where it is', () => {
	const row = { outcome: 'skipped', skipped: 'emptyRow', reason: 'Row 3 was not contacted: why.' };
	expect(skippedRow(2, 'emptyRow', 'why.')).toStrictEqual(row);
	expect(skippedRow(2, 'emptyRow', 'why.', 'at nine')).toStrictEqual({ ...row, dueAt: 'at nine' });
});
