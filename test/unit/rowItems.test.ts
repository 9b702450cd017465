import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import type { RowOutcome } from '../../nodes/Elemente/createCalls/outcome';
import { checkedItem, itemsOfRow } from '../../nodes/Elemente/createCalls/rowItems';

const CUSTOMER = { customerName: 'Ana', customerPhone: '+1', customerEmail: null };
const BODY = { channel: 'call', customerName: 'Ana', customerPhone: '+1' };

function row(more: { problems?: object[]; simplify?: boolean } = {}): CheckedRow {
	return {
		...{ itemIndex: 4, body: BODY, problems: more.problems ?? [] },
		context: {
			getNodeParameter: (name: string, otherwise: unknown) =>
				name === 'simplify' ? (more.simplify ?? otherwise) : undefined,
			getInputData: () => ({ json: { own: 1, error: 'theirs' } }),
		},
	} as unknown as CheckedRow;
}

function context(onError?: string): IExecuteFunctions {
	return { getNode: () => ({ name: 'Elemente', onError }) } as unknown as IExecuteFunctions;
}

const items = (outcome?: RowOutcome, given: object = {}, of = row()) =>
	itemsOfRow(context(), { output: 'calls', ...given } as never, of, outcome);

const jsons = (...given: Parameters<typeof items>): IDataObject[] =>
	items(...given).map(({ json, pairedItem }) => {
		expect(pairedItem).toEqual({ item: 4 });
		return json;
	});

const CALL = { id: '7', status: 'queued', odd: true };

describe('a row that was placed', () => {
	it('is its call, simplified or whole', () => {
		const placed = { outcome: 'placed', call: CALL } as const;
		expect(jsons(placed)).toEqual([{ outcome: 'placed', id: '7', status: 'queued' }]);
		expect(jsons(placed, {}, row({ simplify: false }))).toEqual([{ outcome: 'placed', ...CALL }]);
	});

	it.each([
		['earlierRun', { earlierRun: true }],
		['foundByLookUp', { foundByLookUp: true }],
		['afterDoubt', { afterDoubt: true }],
		[
			'askedTwice',
			{ earlierRun: true, reason: expect.stringContaining('asked for exactly the same') },
		],
	] as const)('says how that is known: %s', (known, said) => {
		const [json] = jsons({ outcome: 'placed', call: { id: '7', customerPhone: '+2' }, known });
		expect(json).toEqual({
			...{ outcome: 'placed', id: '7', ...CUSTOMER, customerPhone: '+2', ...said },
		});
	});

	it('gives each message of its call', () => {
		const call = { id: '7', messages: ['a', 'b'] } as never;
		expect(jsons({ outcome: 'placed', call, known: 'earlierRun' }, { output: 'messages' })).toEqual(
			['a', 'b'].map((content) => ({
				...{ outcome: 'placed', callId: '7', content, earlierRun: true },
			})),
		);
	});

	it('without an id was placed sometime', () => {
		expect(jsons({ outcome: 'placed', call: { id: '' }, known: 'earlierRun' })).toEqual([
			{
				...{ id: null, status: null, ...CUSTOMER, outcome: 'placed', earlierRun: true },
				reason: expect.stringContaining('It was placed by an earlier run.'),
			},
		]);
	});
});

describe('a row without a call', () => {
	const failed = { outcome: 'notPlaced', failure: { kind: 'badRequest' } } as const;

	it.each([undefined, 'continueErrorOutput'])(
		'that a rule held back is no error, under %p',
		(mode) => {
			const skipped = { outcome: 'skipped', skipped: 'outage', reason: 'Why.' } as const;
			const [{ json }] = itemsOfRow(context(mode), { output: 'calls' } as never, row(), skipped);
			expect(json).toEqual({ id: null, status: null, ...CUSTOMER, ...skipped });
		},
	);

	it('is an item with its customer, what happened and why', () => {
		const message = expect.stringMatching(/^Row 5 was not placed: /);
		expect(jsons(failed)).toEqual([
			{
				...{ id: null, status: null, ...CUSTOMER, outcome: 'notPlaced' },
				...{ reason: message, error: message },
				details: {
					...{ row: 5, reason: 'badRequest', outcome: 'notPlaced' },
					whatToDo: expect.any(String),
				},
			},
		]);
	});

	it('is an error and nothing else on the error output, beside what the row calls so', () => {
		const [{ json, pairedItem }] = itemsOfRow(
			context('continueErrorOutput'),
			{ output: 'calls' } as never,
			row(),
			failed,
		);
		expect(pairedItem).toEqual({ item: 4 });
		expect(Object.keys(json)).toEqual(['error', 'details']);
		expect(json.details).toMatchObject({ row: 5, input: { error: 'theirs' } });
	});

	it('that was not reached says so', () => {
		expect(jsons()[0]).toMatchObject({ outcome: 'notPlaced', reason: 'Row 5 was not sent.' });
	});
});

describe('Check Only', () => {
	const settings = { output: 'calls' } as never;
	const check = (of: CheckedRow, outcome?: RowOutcome, mode?: string) =>
		checkedItem(context(mode), settings, of, outcome).json;

	it('shows what would be sent', () => {
		expect(check(row())).toEqual({
			...{ id: null, status: null, ...CUSTOMER, outcome: 'wouldBePlaced', request: BODY },
		});
	});

	it('shows what is wrong, with what would be sent', () => {
		const problems = [{ problem: 'A is bad', remedy: 'Mend A.' }];
		expect(check(row({ problems }))).toMatchObject({
			...{ outcome: 'notPlaced', request: BODY },
			reason: 'Row 5: A is bad. It was not sent.',
		});
		expect(Object.keys(check(row({ problems }), undefined, 'continueErrorOutput'))).toEqual([
			...['error', 'details'],
		]);
	});

	it('shows what holds it back, with what would be sent', () => {
		const skipped = { outcome: 'skipped', skipped: 'outsideHours', reason: 'Why.' } as const;
		expect(check(row(), skipped)).toMatchObject({ ...skipped, request: BODY });
	});
});
