import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { type EngineResult, createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const CONTINUE = { onError: 'continueRegularOutput' } as const;
const MODES = [
	['Stop Workflow', {}],
	['Continue', CONTINUE],
	['Continue (using error output)', { onError: 'continueErrorOutput' }],
] as const;

async function create(
	rows: IDataObject[],
	options: IDataObject,
	more: IDataObject = {},
	settings: Partial<INode> = {},
) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { options, ...more }),
		rows,
		settings,
	});
}

function hintsOf({ run }: EngineResult): string[] {
	const [{ hints = [] }] = run.data.resultData.runData.Elemente;
	// The workflow of these tests was never saved, which has a hint of its own (./again.test.ts).
	return hints
		.map(({ message }) => message)
		.filter((message) => !message.includes('is not remembered after this run'));
}

/** How often each value is in a column. */
function tally(items: Array<{ json: IDataObject }>, columns: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { json } of items) {
		const key = columns.map((column) => String(json[column] ?? '')).join(' ');
		counts[key] = (counts[key] ?? 0) + 1;
	}
	return counts;
}

describe.each(MODES)('Check Only, under %s', (mode, settings) => {
	const rows = [
		{ phone: '+1 303 555 0000', name: 'Ada' },
		{ phone: 'abc', name: 'Bob' },
		{ phone: '+13035550002', name: 'Cy' },
	];
	const more = {
		customerName: '={{ $json.name }}',
		contactRules: { doNotContact: '+13035550002' },
	};

	it('sends nothing, and shows what would become of every row, bad ones too', async () => {
		const result = await create(rows, { checkOnly: true }, more, settings);
		const { items, errorItems, error } = result;

		expect(error).toBeUndefined();
		expect(sandbox.current.requests).toEqual([]);
		const table = [...items, ...errorItems];
		expect(table).toHaveLength(3);
		const bad = table.find(({ json }) => json.error);
		expect(bad).toMatchObject({
			json: { error: expect.stringContaining('"abc" is not a phone number'), details: { row: 2 } },
			pairedItem: { item: 1 },
		});
		expect(errorItems).toHaveLength(mode.includes('error output') ? 1 : 0);
		const good = items.filter((item) => item !== bad);
		expect(good.map(({ json }) => [json.outcome, json.skipped])).toEqual([
			['wouldBePlaced', null],
			['skipped', 'doNotContact'],
		]);
		expect(hintsOf(result)).toEqual([
			'Nothing was sent, as Check Only is on: 1 would be placed now, 1 is on the do-not-contact list, 1 is bad and would not be sent.',
		]);
	});

	it('holds the request that a real run then sends', async () => {
		const { items } = await create(rows.slice(0, 1), { checkOnly: true }, more, settings);
		await create(rows.slice(0, 1), {}, more, settings);
		const [{ body }] = createsOf(sandbox.current);
		expect(JSON.parse(JSON.stringify(items[0].json.request))).toEqual(body);
	});
});

describe('the columns of a mixed list', () => {
	const rows = [
		{ phone: '+13035550000', id: 'C-1', note: 'first' },
		{ phone: 'abc', id: 'C-2', extra: 1 },
		{ phone: '+13035550002', id: 'C-3', note: 'third' },
		{ phone: '+13035550003', id: 'C-4', note: 'fourth' },
	];
	const contactRules = { doNotContact: '+13035550002' };

	async function columns(options: IDataObject, settings: Partial<INode>) {
		sandbox.current.inject({
			match: ({ body }) => body?.customerPhone === '+13035550003',
			status: 500,
			name: 'lost',
		});
		return await create(rows, options, { contactRules }, settings);
	}

	it.each([
		[{}, true],
		[{ includeOtherInputFields: true }, true],
		[{ includeOtherInputFields: false }, false],
	])('are the same for every outcome, none undefined, with %j', async (options, own) => {
		const { items } = await columns(options, CONTINUE);
		expect(items.map(({ json }) => json.outcome)).toEqual([
			'placed',
			'notPlaced',
			'skipped',
			'unknown',
		]);
		const [first] = items;
		for (const { json } of items) {
			expect(Object.keys(json)).toEqual(Object.keys(first.json));
			expect(Object.values(json)).not.toContain(undefined);
		}
		expect(Object.keys(first.json).slice(0, 5)).toEqual([
			...['outcome', 'id', 'status', 'reason', 'skipped'],
		]);
		expect(first.json.id).toBe(sandbox.current.ledger.placed[0].id);
		expect(first.json.error).toBeNull();
		expect(items.map(({ json }) => json.input_id)).toEqual(
			rows.map(({ id }) => (own ? id : undefined)),
		);
		expect('note' in first.json).toBe(own);
	});

	it('are the call’s own where every row is placed, with the row’s where that is wanted', async () => {
		const some = [{ phone: '+13035550001', note: 'x' }];
		const [{ json: plain }] = (await create(some, {})).items;
		const [{ json: both }] = (await create(some, { includeOtherInputFields: true })).items;
		expect(plain).not.toHaveProperty('note');
		expect(plain).not.toHaveProperty('reason');
		expect(both).toMatchObject({ outcome: 'placed', customerPhone: some[0].phone, ...some[0] });
	});
});

describe('reached', () => {
	/** So fast that nobody waits for a call's end. */
	const fast = useSandbox({ speed: 600 });

	it('says whether a person was, of a call that has ended', async () => {
		const { items } = await runInEngine({
			credential: fast.current,
			parameters: createParameters(fast.current, { waitForCompletion: true }),
			rows: ['+13035550001', '+12025550101', '+12025550103'].map((phone) => ({ phone })),
		});
		expect(items.map(({ json }) => json.reached)).toEqual([true, false, false]);
	});
});

describe('Retry On Fail', () => {
	const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it.each(MODES)('sends a placed row once, under %s', async (_, settings) => {
		await create(ordinaryRows(2), {}, {}, { ...settings, ...RETRY });
		await create([{ phone: '+13035550005' }, { phone: 'abc' }], {}, {}, { ...settings, ...RETRY });
		expect(sandbox.current.ledger.duplicates()).toEqual([]);
	});
});

describe('hints', () => {
	it('count what became of the rows, when not every one was placed', async () => {
		const rows = [...ordinaryRows(2), { phone: 'abc' }];
		expect(hintsOf(await create(rows, {}, {}, CONTINUE))).toEqual([
			'Of 3 rows, 2 were placed, 1 was not placed.',
		]);
		expect(hintsOf(await create(ordinaryRows(2), {}, {}, CONTINUE))).toEqual([]);
	});

	it('say that somebody is in the list twice', async () => {
		const rows = [...ordinaryRows(2), { phone: '001 303 555 0000' }];
		expect(hintsOf(await create(rows, {}))).toEqual([
			expect.stringContaining('1 row goes to somebody whom an earlier row contacts'),
		]);
	});

	it('say that the Do Not Contact list is empty, or holds words only', async () => {
		const rules = (doNotContact: string) => ({ contactRules: { doNotContact } });
		expect(hintsOf(await create(ordinaryRows(1), {}, rules('')))).toEqual([
			'The Do Not Contact list is empty.',
		]);
		expect(hintsOf(await create(ordinaryRows(1), {}, rules('<b>Phone</b>\n+13035550009')))).toEqual(
			[expect.stringContaining('words that name nobody, and were passed over: "‹b›Phone‹/b›"')],
		);
	});
});

it('1,000 mixed rows: what Check Only counts is what a run then does, and what the ledger has', async () => {
	const spellings = [
		(phone: string) => phone,
		(phone: string) => phone.replace('+', '00'),
		(phone: string) => `${phone.slice(0, 5)} (${phone.slice(5, 8)}) ${phone.slice(8)}`,
	];
	const clock = (inHours: number) =>
		new Date(Date.now() + inHours * 3_600_000).toISOString().slice(11, 16);
	const rows = ordinaryRows(1_000).map((row, at) => ({
		...row,
		phone: at % 50 === 7 ? 'n/a' : spellings[at % 3](at % 20 === 3 ? '+13035550000' : row.phone),
		from: at % 10 === 4 ? clock(6) : clock(-6),
		to: at % 10 === 4 ? clock(12) : clock(6),
	}));
	const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
	const hours = { from: '={{ $json.from }}', to: '={{ $json.to }}', days, timeZone: 'UTC' };
	const more = {
		contactRules: {
			callingHours: { hours },
			doNotContact: ordinaryRows(1_000)
				.filter((_, at) => at % 10 === 5)
				.map(({ phone }, at) => spellings[at % 3](phone))
				.join('\n'),
			sameCustomer: 'once',
		},
	};

	const check = await create(rows, { checkOnly: true }, more, CONTINUE);
	expect(sandbox.current.requests).toEqual([]);
	const run = await create(rows, { maxConcurrentCalls: 40 }, more, CONTINUE);

	const checked = tally(check.items, ['outcome', 'skipped']);
	const ran = tally(run.items, ['outcome', 'skipped']);
	expect({ ...ran, 'wouldBePlaced ': ran['placed '] }).toEqual({
		...checked,
		'placed ': ran['placed '],
	});
	expect(run.items.map(({ json }) => json.reason)).toEqual(
		check.items.map(({ json }) => json.reason),
	);
	expect(sandbox.current.ledger.placed).toHaveLength(checked['wouldBePlaced ']);
	expect(sandbox.current.ledger.duplicates()).toEqual([]);
	expect(ran).toMatchObject({
		'skipped doNotContact': expect.any(Number),
		'skipped sameCustomer': expect.any(Number),
		'skipped outsideHours': expect.any(Number),
		'notPlaced ': 20,
	});
	const [hint] = hintsOf(check);
	for (const [outcome, said] of [
		['wouldBePlaced ', 'would be placed now'],
		['skipped doNotContact', 'are on the do-not-contact list'],
		['skipped sameCustomer', 'have a customer whom an earlier row contacts'],
		['skipped outsideHours', 'have their hours'],
		['notPlaced ', 'are bad'],
	]) {
		expect(hint).toContain(`${checked[outcome]} ${said}`);
	}
	const [after] = hintsOf(run);
	expect(after).toContain(`Of 1000 rows, ${sandbox.current.ledger.placed.length} were placed, `);
	expect(after).toContain(`${ran['skipped doNotContact']} are on the do-not-contact list`);
}, 120_000);
