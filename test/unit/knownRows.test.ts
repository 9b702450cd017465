import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import type { SentOutcome } from '../../nodes/Elemente/createCalls/claims';
import { KnownRows } from '../../nodes/Elemente/createCalls/knownRows';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 26, 12);

const BODY = { agentId: 'a', skillId: 's', channel: 'call', customerPhone: '+13035550001' };
const row = (itemIndex: number, body: IDataObject = {}) =>
	({ itemIndex, body: { ...BODY, ...body } }) as unknown as CheckedRow;
const call = (id: string, more: IDataObject = {}) => ({ id, status: 'new', ...BODY, ...more });

const unknown = (minutesAgo: number, more: object = {}) =>
	({
		outcome: 'unknown',
		sentAt: new Date(NOW - minutesAgo * MINUTE_MS),
		failure: { kind: 'dropped' },
		...more,
	}) as Extract<SentOutcome, { outcome: 'unknown' }>;

/** What the API answers to each look, the last of them again and again: a list, or a status that is none. */
let answers: unknown[];
/** What it was asked for, and the pauses before that, in milliseconds */
let asked: Array<{ url: string; hrs: number; timeout: number }>;
let pauses: number[];
let ledger: Ledger;

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => NOW);
	[answers, asked, pauses, ledger] = [[[]], [], [], new Ledger()];
});

afterEach(() => void jest.restoreAllMocks());

/** What an earlier execution has left, in a memory that holds nothing else. */
function remember(doubtsSettleAt = NOW, hasEarlier = true) {
	const memory = { hoursBack: 3, doubtsSettleAt, hasEarlier: () => hasEarlier };
	const nothing = { settle: () => undefined, rows: { placedIds: [] } };
	Object.assign(ledger, { membership: { memory: { ...memory, ...nothing }, execution: {} } });
}

function known(...rows: CheckedRow[]): KnownRows {
	const helpers = {
		async httpRequestWithAuthentication(_: string, { url, qs, timeout }: never) {
			asked.push({ url, hrs: (qs as { hrs: number }).hrs, timeout });
			const answer = answers.length > 1 ? answers.shift() : answers[0];
			const isStatus = typeof answer === 'number';
			return { statusCode: isStatus ? answer : 200, headers: {}, body: isStatus ? {} : answer };
		},
	};
	const run = {
		once: async (request: () => unknown) => await request(),
		pace: { run: async (request: () => unknown) => await request(), succeeded() {}, backOff() {} },
		cancellation: { pause: async (ms: number) => void pauses.push(ms) },
	};
	const context = { helpers, getNode: () => ({}), getCredentials: async () => ({}) };
	const settings = { request: { timeout: 7_000 } };
	return new KnownRows({ context, settings, ledger, run } as never, rows);
}

const inOtherProcess = (isPlaced: boolean) => ({ isNew: false, isPlaced }) as const;

describe('the list of calls', () => {
	it.each([
		['one row', 1, true, 0],
		['two rows', 2, true, 1],
		['two rows, with nothing of earlier executions', 2, false, 0],
	])('is read before %s are placed: %#', async (_, count, hasEarlier, times) => {
		remember(NOW, hasEarlier);
		await known(...Array.from({ length: count }, (__, at) => row(at))).prepare();
		expect(asked).toEqual(Array(times).fill({ url: '/api/v1/calls', hrs: 3, timeout: 7_000 }));
	});

	it('is read once for all rows', async () => {
		remember();
		const rows = [row(0), row(1, { customerPhone: '+13035550002' })];
		const all = known(...rows);
		await all.prepare();
		for (const each of rows) await all.resolve(each, inOtherProcess(false));
		expect(asked).toHaveLength(1);
	});

	it('that fails for a moment is asked for again', async () => {
		remember();
		answers = [503, [call('1')]];
		await known(row(0)).resolve(row(0), inOtherProcess(false));
		expect(ledger.get(0)).toMatchObject({ outcome: 'placed', call: { id: '1' } });
	});
});

describe('a row that was sent before', () => {
	it('and placed in this process has what the list says of its call now', async () => {
		remember();
		answers = [[call('1', { status: 'done' })]];
		const outcome = { outcome: 'placed', call: { id: '1', status: 'new', own: 1 } } as const;
		const rows = [row(0), row(1)];
		const all = known(...rows);
		expect(await all.resolve(rows[0], { isNew: false, outcome })).toBe(false);
		expect(ledger.get(0)).toMatchObject({
			outcome: 'placed',
			known: 'earlierRun',
			call: { id: '1', status: 'done', own: 1 },
		});
		// The call is that row's, and the other has none.
		expect(await all.resolve(rows[1], inOtherProcess(false))).toBe(true);
	});

	it('and placed comes out as it was where the list cannot be read', async () => {
		remember();
		answers = [403];
		const outcome = { outcome: 'placed', call: { id: '1', own: 1 } } as const;
		expect(await known(row(0)).resolve(row(0), { isNew: false, outcome })).toBe(false);
		expect(ledger.get(0)).toEqual({ ...outcome, known: 'earlierRun' });
	});

	it.each([
		['has one call', [call('1')], '1'],
		['has two', [call('1'), call('2')], '1'],
		['has none', [], ''],
		['cannot be read', 403, ''],
	])('and written down as placed is placed where the list %s', async (_, answer, id) => {
		remember(NOW - 60 * MINUTE_MS);
		answers = [answer];
		expect(await known(row(0)).resolve(row(0), inOtherProcess(true))).toBe(false);
		expect(ledger.get(0)).toMatchObject({ outcome: 'placed', call: { id }, known: 'earlierRun' });
	});

	it('and is in doubt is placed where its call is found', async () => {
		remember();
		answers = [[call('1')]];
		const all = known(row(0));
		expect(await all.resolve(row(0), { isNew: false, outcome: unknown(60) })).toBe(false);
		expect(ledger.get(0)).toEqual({
			...{ outcome: 'placed', known: 'earlierRun' },
			call: call('1'),
		});
	});

	const cut = Array.from({ length: 10 }, (_, at) => call(`${at}`, { customerPhone: '+4930' }));
	it.each<[string, unknown, number, boolean]>([
		['ten minutes after it was sent', [], 10, true],
		['just before', [], 10 - 1 / MINUTE_MS, false],
		['an hour later, but the list may have been cut', cut, 60, false],
		['an hour later, but two calls could be it', [call('1'), call('2')], 60, false],
		['an hour later, but the list cannot be read', 403, 60, false],
		['an hour later, but there is no list', 'no list', 60, false],
	])('and has no call may be sent again %s', async (_, answer, minutes, maySend) => {
		remember(NOW + 60 * MINUTE_MS);
		answers = [answer];
		const outcome = unknown(minutes);
		const all = known(row(0));
		expect(await all.resolve(row(0), { isNew: false, outcome })).toBe(maySend);
		expect(ledger.get(0)).toEqual(maySend ? undefined : { ...outcome, isEarlier: true });
	});

	it.each([
		[NOW, true],
		[NOW + 1, false],
	])(
		'by a process that has gone may be sent again from then on: %i',
		async (settlesAt, maySend) => {
			remember(settlesAt);
			expect(await known(row(0)).resolve(row(0), inOtherProcess(false))).toBe(maySend);
			const sentAt = new Date(settlesAt - 10 * MINUTE_MS);
			const failure = { kind: 'cutOff' };
			const doubt = { outcome: 'unknown', sentAt, failure, isEarlier: true };
			expect(ledger.get(0)).toEqual(maySend ? undefined : doubt);
		},
	);

	it('leaves its call to the others when it is new, or may be sent again', async () => {
		remember();
		answers = [[call('1')]];
		for (const leave of ['new', 'again']) {
			const all = known(row(0), row(1), row(2, { customerPhone: '+4930' }));
			await all.prepare();
			expect(await all.resolve(row(2, { customerPhone: '+4930' }), inOtherProcess(false))).toBe(
				true,
			);
			if (leave === 'new') all.isNew(row(0));
			else
				await all.resolve(row(0), {
					isNew: false,
					outcome: { outcome: 'placed', call: { id: '9' } },
				});
			await all.resolve(row(1), inOtherProcess(false));
			expect(ledger.get(1)).toMatchObject({ call: { id: '1' } });
			ledger.notSent(row(1));
		}
	});

	it('by nobody whom the memory knows is no matter', async () => {
		const all = known(row(0), row(1));
		await all.prepare();
		all.isNew(row(0));
		expect(await all.resolve(row(0), inOtherProcess(false))).toBe(false);
		expect(ledger.get(0)).toMatchObject({ outcome: 'unknown', failure: { kind: 'cutOff' } });
		expect(asked).toEqual([]);
	});
});

describe('rows of this run that are in doubt', () => {
	const settle = async (
		doubts: SentOutcome[],
		given: CheckedRow[] = doubts.map((_, at) => row(at)),
	) => {
		doubts.forEach((doubt, at) => ledger.settle(given[at], doubt));
		const all = known(...given);
		await all.prepare();
		asked = [];
		await all.settle(given);
	};

	it('are looked for until each has its call', async () => {
		answers = [[], [call('1')]];
		await settle([unknown(1)]);
		expect(pauses).toEqual([0, 2_000]);
		expect(ledger.get(0)).toEqual({
			...{ outcome: 'placed', call: call('1'), known: 'foundByLookUp' },
		});
	});

	it('are looked for three times, and then say what was found', async () => {
		remember(NOW, false);
		await settle([unknown(1)]);
		expect(pauses).toEqual([0, 2_000, 4_000]);
		const look = {
			at: expect.any(Date),
			...{ settlesAt: new Date(NOW + 9 * MINUTE_MS), candidates: 0, isComplete: true },
		};
		expect(ledger.get(0)).toEqual({ ...unknown(1), look });
	});

	it('are settled by no run to come where nothing remembers them', async () => {
		await settle([unknown(1)]);
		expect(ledger.get(0)).toMatchObject({ look: { settlesAt: undefined, candidates: 0 } });
	});

	it('are looked for one after another: who is found is not looked for again', async () => {
		const other = { customerPhone: '+13035550002' };
		answers = [[call('1')], [call('1'), call('2', other)]];
		await settle([unknown(1), unknown(1)], [row(0), row(1, other)]);
		expect(asked).toHaveLength(2);
		expect(ledger.outcomes.map(({ outcome }) => outcome)).toEqual(['placed', 'placed']);
	});

	it('are none where there are none', async () => {
		await known(row(0)).settle([]);
		expect([asked, pauses]).toEqual([[], []]);
	});

	it.each([
		[[1, 1], 1],
		[[1, 61], 2],
		[[61, 1], 2],
		[[100 * 60, 1], 48],
		[[-5], 1],
	])('sent %j minutes ago are looked for among the calls of %i hours', async (minutes, hours) => {
		await settle(minutes.map((ago) => unknown(ago)));
		expect(asked[0].hrs).toBe(hours);
	});

	it('are not looked for again where the list may not be read', async () => {
		answers = [403];
		await settle([unknown(1)]);
		expect(asked).toHaveLength(1);
		expect(ledger.get(0)).toEqual({
			...unknown(1),
			look: { at: expect.any(Date), settlesAt: undefined },
		});
	});

	it('are looked for again where the list could not be read for a moment', async () => {
		answers = [503, [call('1')]];
		await settle([unknown(1)]);
		expect(ledger.get(0)).toMatchObject({ call: { id: '1' } });
	});

	it('have no call that was there before this run, but for those that an earlier one left', async () => {
		const other = { customerPhone: '+13035550002' };
		remember();
		answers = [[call('1'), call('2', other)]];
		await settle([unknown(1), unknown(1, { isEarlier: true })], [row(0), row(1, other)]);
		expect(ledger.get(0)).toMatchObject({ outcome: 'unknown', look: { candidates: 0 } });
		expect(ledger.get(1)).toMatchObject({ call: { id: '2' }, known: 'earlierRun' });
	});

	it.each([{}, { isEarlier: true }])(
		'have no call that is known to be of another row: %j',
		async (more) => {
			ledger.settle(row(5), { outcome: 'placed', call: { id: '1' } });
			answers = [[call('1')]];
			await settle([unknown(1, more)]);
			expect(ledger.get(0)).toMatchObject({ outcome: 'unknown', look: { candidates: 0 } });
		},
	);

	it('have no call where two could be it: any would not do', async () => {
		answers = [[call('1'), call('2')]];
		await settle([unknown(1)]);
		expect(ledger.get(0)).toMatchObject({ outcome: 'unknown', look: { candidates: 2 } });
	});
});
