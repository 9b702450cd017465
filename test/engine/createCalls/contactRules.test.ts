import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();
const EVERY_DAY = [
	...['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	...['saturday', 'sunday'],
];
const CONTINUE = { onError: 'continueRegularOutput' } as const;

async function create(
	contactRules: IDataObject,
	rows: IDataObject[],
	settings: Partial<INode> = {},
	more: IDataObject = {},
) {
	return await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { contactRules, ...more }),
		rows,
		settings,
	});
}

const sentPhones = () => createsOf(sandbox.current).map(({ body }) => body.customerPhone);

/** Hours that are closed for hours to come, or open, on UTC's clock. */
function hours(open: boolean): IDataObject {
	const clock = (inHours: number) =>
		new Date(Date.now() + inHours * 3_600_000).toISOString().slice(11, 16);
	const [from, to] = open ? [clock(-6), clock(6)] : [clock(6), clock(12)];
	return { callingHours: { hours: { from, to, days: EVERY_DAY, timeZone: 'UTC' } } };
}

describe.each([
	['Stop Workflow', {}],
	['Continue', CONTINUE],
	['Continue (using error output)', { onError: 'continueErrorOutput' }],
	['Retry On Fail', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
] as const)('a row that a rule holds back, under %s', (_, settings) => {
	it('comes out in its place as skipped, is no error, and stops nothing', async () => {
		const rows = ordinaryRows(3);
		const rules = { doNotContact: `00 ${rows[1].phone.slice(1)}` };
		const { items, errorItems, error } = await create(rules, rows, settings);

		expect(error).toBeUndefined();
		expect(errorItems).toEqual([]);
		expect(sentPhones()).toEqual([rows[0].phone, rows[2].phone]);
		expect(items.map(({ json }) => json.outcome ?? 'placed')).toEqual([
			'placed',
			'skipped',
			'placed',
		]);
		expect(items[1]).toMatchObject({
			json: {
				skipped: 'doNotContact',
				reason: 'Row 2 was not contacted: +13035550001 is on the do-not-contact list.',
			},
			pairedItem: { item: 1 },
		});
		expect(items[1].json.error ?? null).toBeNull();
	});
});

describe('Calling Hours', () => {
	it('hold back a row that is outside of its own, and say when they begin', async () => {
		const rows = [
			{ phone: '+13035550000', zone: 'UTC' },
			{ phone: '+13035550001', zone: 'Etc/GMT+12' },
		];
		const { callingHours } = hours(true) as { callingHours: { hours: IDataObject } };
		const own = { hours: { ...callingHours.hours, timeZone: '={{ $json.zone }}' } };
		const { items } = await create({ callingHours: own }, rows);

		expect(sentPhones()).toEqual(['+13035550000']);
		expect(items[1].json).toMatchObject({ outcome: 'skipped', skipped: 'outsideHours' });
		const due = String(items[1].json.dueAt);
		expect(due).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00-12:00$/);
		expect(due.slice(11, 16)).toBe(callingHours.hours.from);
		expect(Date.parse(due)).toBeGreaterThan(Date.now());
		expect(items[1].json.reason).toContain(due);
	});

	// n8n's own zone, where neither the workflow nor the instance has one.
	it.each([
		['', 1],
		['America/New_York', 1],
		['Asia/Kolkata', 0],
	])('are in the workflow’s zone where none is given: %j', async (timeZone, sent) => {
		const clock = (inHours: number) =>
			new Date(Date.now() + inHours * 3_600_000).toLocaleTimeString('en-GB', {
				...{ hour: '2-digit', minute: '2-digit', timeZone: 'America/New_York' },
			});
		const written = { from: clock(-2), to: clock(2), days: EVERY_DAY, timeZone };
		await create({ callingHours: { hours: written } }, ordinaryRows(1));
		expect(sentPhones()).toHaveLength(sent);
	});

	it.each([
		[{ from: '25:00' }, 'From (Calling Hours) "25:00" is not a time of day'],
		[{ from: '09:00', to: '09:00' }, 'From and To are both "09:00"'],
		[{ timeZone: 'Europe/Atlantis' }, '"Europe/Atlantis" is not a time zone'],
		[{ timeZone: '={{ $json.zone }}' }, 'Time Zone (Calling Hours) is empty'],
		[{ from: '={{ $json.nothing.there }}' }, 'Calling Hours'],
		[{ days: '={{ 5 }}' }, 'Days (Calling Hours) "5"'],
	])('that cannot be read make the row bad: %j', async (written, problem) => {
		const { error } = await create({ callingHours: { hours: written } }, ordinaryRows(1));
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(error?.message).toContain(problem);
		expect(error?.message).toContain('No call was placed.');
	});
});

describe('Do Not Contact', () => {
	it.each<[string, string]>([
		['an expression that gives nothing', '={{ $json.list }}'],
		['one that fails', "={{ $('Opt-outs').all() }}"],
		['an entry that cannot be read', '+1 202'],
		['a number that is none', '={{ 5 }}'],
	])('with %s calls nobody', async (_, doNotContact) => {
		const { error } = await create({ doNotContact }, ordinaryRows(2));
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(error?.message).toBe('None of the 2 rows can be sent. No call was placed.');
		expect(error?.description).toContain('Do Not Contact');
	});

	it.each<[string, string]>([
		['a list of an expression', '={{ ["+13035550001"] }}'],
		['the items of another node', "={{ $('Rows').all().slice(1) }}"],
		['a number of an expression', '={{ 13035550001 }}'],
	])('reads %s', async (_, doNotContact) => {
		const { items, error } = await create({ doNotContact }, ordinaryRows(2));
		expect(error).toBeUndefined();
		expect(sentPhones()).toEqual(['+13035550000']);
		expect(items[1].json.skipped).toBe('doNotContact');
	});

	it('holds nobody back when it is empty', async () => {
		await create({ doNotContact: '={{ [] }}' }, ordinaryRows(2));
		expect(sentPhones()).toHaveLength(2);
	});
});

describe('Same Customer Twice', () => {
	const rows = [
		{ phone: '+1 303 555 0001' },
		{ phone: '+13035550002' },
		{ phone: '001-303-555-0001' },
		{ phone: '(+1) 303 555 0001', channel: 'sms' },
	];
	const byRow = { channel: '={{ $json.channel ?? "call" }}' };

	it('contacts each row unless told otherwise', async () => {
		await create({}, rows, {}, byRow);
		expect(sentPhones()).toHaveLength(4);
	});

	it('Contact Once skips the later rows on the same channel, and names the first', async () => {
		const { items } = await create({ sameCustomer: 'once' }, rows, {}, byRow);
		expect(sentPhones()).toHaveLength(3);
		expect(items[2].json).toMatchObject({
			skipped: 'sameCustomer',
			reason:
				'Row 3 was not contacted: row 1 goes to the same customer, +13035550001, on the same channel.',
		});
	});

	it('Contact Once goes by the rows that may be called: one that is bad is no first', async () => {
		const some = [{ phone: '+13035550001', email: 'x y' }, { phone: '+13035550001' }];
		const more = { customerEmail: '={{ $json.email }}' };
		const { items } = await create({ sameCustomer: 'once' }, some, CONTINUE, more);
		expect(sentPhones()).toEqual(['+13035550001']);
		expect(items[1].json.id).toBeDefined();
	});

	it('Contact Once goes by the rows that may be called: one on the list is no first', async () => {
		const some = [{ phone: '+13035550001', email: 'x@example.com' }, { phone: '+13035550001' }];
		const more = { customerEmail: '={{ $json.email }}' };
		const once = { sameCustomer: 'once', doNotContact: 'x@example.com' };
		const { items } = await create(once, some, {}, more);
		expect(items.map(({ json }) => json.skipped)).toEqual(['doNotContact', null]);
		expect(sentPhones()).toEqual(['+13035550001']);
	});

	it('Refuse calls nobody', async () => {
		const { error } = await create({ sameCustomer: 'refuse' }, rows, {}, byRow);
		expect(sentPhones()).toEqual([]);
		expect(error?.message).toContain(
			'Row 3: +13035550001 is in Row 1 already, with the same channel. No call was placed.',
		);
	});
});

describe('Stop After Failures', () => {
	const failing = (status: number) =>
		sandbox.current.inject({ name: 'down', status, times: 1_000 });
	const outcomes = (items: Array<{ json: IDataObject }>) =>
		items.map(({ json }) => json.skipped ?? (json.details as IDataObject | null)?.outcome);

	it('ends a list of which the API fails 20 rows in a row', async () => {
		failing(500);
		const more = { options: { maxConcurrentCalls: 1 } };
		const { items } = await create({}, ordinaryRows(30), CONTINUE, more);
		expect(createsOf(sandbox.current)).toHaveLength(20);
		expect(outcomes(items)).toEqual([
			...Array.from({ length: 20 }, () => 'unknown'),
			...Array.from({ length: 10 }, () => 'outage'),
		]);
		expect(items[29].json.reason).toContain('the API failed 20 rows in a row');
	});

	it.each<[unknown, number]>([
		[3, 3],
		['3', 3],
		[0, 25],
	])('after %j of 25 rows sends %d', async (stopAfterFailures, sent) => {
		failing(500);
		const more = { options: { maxConcurrentCalls: 1 } };
		const rules = { stopAfterFailures } as IDataObject;
		await create(rules, ordinaryRows(25), CONTINUE, more);
		expect(createsOf(sandbox.current)).toHaveLength(sent);
	});

	it('is not about rows that the API refuses', async () => {
		failing(400);
		const more = { options: { maxConcurrentCalls: 1 } };
		await create({ stopAfterFailures: 3 }, ordinaryRows(10), CONTINUE, more);
		expect(createsOf(sandbox.current)).toHaveLength(10);
	});

	it('that is no number calls nobody', async () => {
		const { error } = await create({ stopAfterFailures: '={{ "few" }}' }, ordinaryRows(1));
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(error?.message).toContain('Stop After Failures "few" is not a whole number');
	});
});

describe('Stop Placing At', () => {
	it.each<[string, string, number]>([
		['a moment that is over', '2020-01-31T18:00:00', 0],
		['one with an offset', '2020-01-31 18:00+01:00', 0],
		['a date of an expression', '={{ $now.minus({ minutes: 1 }) }}', 0],
		['one to come', '2999-01-31T18:00:00', 2],
	])('reads %s', async (_, stopPlacingAt, sent) => {
		const { items, error } = await create({ stopPlacingAt }, ordinaryRows(2));
		expect(error).toBeUndefined();
		expect(createsOf(sandbox.current)).toHaveLength(sent);
		expect(items.every(({ json }) => (json.skipped === 'afterStopTime') === (sent === 0))).toBe(
			true,
		);
	});

	it.each(['', 'tomorrow', '2026-02-31T18:00:00', '18:00', '={{ $json.nothing }}'])(
		'that cannot be read calls nobody: %j',
		async (stopPlacingAt) => {
			const { error } = await create({ stopPlacingAt }, ordinaryRows(1));
			expect(createsOf(sandbox.current)).toEqual([]);
			expect(error?.message).toContain('Stop Placing At');
		},
	);

	it('is judged once more after a pause that the API asked for', async () => {
		sandbox.current.inject({ name: 'busy', status: 429, headers: { 'retry-after': '2' } });
		const stopPlacingAt = new Date(Date.now() + 1_000).toISOString();
		const { items } = await create({ stopPlacingAt }, ordinaryRows(1));
		expect(items[0].json.skipped).toBe('afterStopTime');
		expect(sandbox.current.ledger.placed).toEqual([]);
	});

	it('is judged when it is a row’s turn, not when the run starts', async () => {
		const stopPlacingAt = new Date(Date.now() + 1_500).toISOString();
		const batching = { batch: { batchSize: 1, batchInterval: 1_000 } };
		const more = { requestOptions: { batching } };
		const { items } = await create({ stopPlacingAt }, ordinaryRows(4), {}, more);
		expect(items.at(-1)?.json.skipped).toBe('afterStopTime');
		expect(createsOf(sandbox.current).length).toBeLessThan(4);
	});
});

it.each<[string, IDataObject]>([
	['a rule', { contactRules: { doNotContact: '+13035550000' } }],
	['Check Only', { options: { checkOnly: true } }],
])(
	'where n8n’s routing engine serves Create, %s is refused rather than passed over',
	async (_, more) => {
		const { error } = await runInEngine({
			credential: sandbox.current,
			parameters: createParameters(sandbox.current, more),
			rows: ordinaryRows(1),
			viaRoutingEngine: true,
		});
		expect(createsOf(sandbox.current)).toEqual([]);
		expect(error?.message).toContain('No call was placed.');
	},
);
