import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import {
	hoursReader,
	isProblem,
	readRunRules,
} from '../../nodes/Elemente/createCalls/ruleParameters';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';

/**
 * @param written the rules as they stand in the node
 * @param given what n8n gives for them, where that is something else; an error is thrown
 */
function context(written?: object, given: Record<string, unknown> = {}, options: object = {}) {
	const parameters = { contactRules: written, options };
	return {
		getNode: () => ({ parameters }),
		getTimezone: () => 'Europe/Berlin',
		getNodeParameter: (name: string, row: number, otherwise?: unknown) => {
			const value = Object.hasOwn(given, name)
				? given[name]
				: getPath(parameters as IDataObject, name);
			if (value instanceof Error) throw value;
			return (
				(typeof value === 'function' ? (value as (row: number) => unknown)(row) : value) ??
				otherwise
			);
		},
	} as unknown as IExecuteFunctions;
}

describe('the rules of a run', () => {
	it('are these where none was added', () => {
		for (const written of [undefined, {}]) {
			expect(readRunRules(context(written))).toEqual({
				doNotContact: undefined,
				sameCustomer: 'each',
				stopAfterFailures: 20,
				stopAt: undefined,
				leavesOutEmpty: false,
			});
		}
	});

	it('are these where they were', () => {
		const rules = { sameCustomer: 'once', doNotContact: '+13035550001' };
		const read = readRunRules(context(rules, {}, { leaveOutEmptyRows: true }));
		expect(read).toMatchObject({ sameCustomer: 'once', leavesOutEmpty: true });
		expect(read.doNotContact).toHaveProperty('size', 1);
	});

	it.each([
		[0, 0],
		[7, 7],
		['7', 7],
		[' 8 ', 8],
	])('stop after %j failures: %i', (stopAfterFailures, count) => {
		expect(readRunRules(context({ stopAfterFailures })).stopAfterFailures).toBe(count);
	});

	it.each([
		[-1, '"-1"'],
		[1.5, '"1.5"'],
		['', '""'],
		[' ', '" "'],
		['x', '"x"'],
		[true, '"true"'],
		[[3], '"[3]"'],
		[undefined, '""'],
	])('stop after no %j', (given, shown) => {
		const rules = context(
			{ stopAfterFailures: '={{ x }}' },
			{ 'contactRules.stopAfterFailures': given },
		);
		expect(readRunRules(rules).stopAfterFailures).toEqual({
			problem: `Stop After Failures ${shown} is not a whole number`,
			remedy: expect.stringContaining('such as 20'),
		});
	});

	it.each([
		['doNotContact', 'doNotContact', 'Do Not Contact'],
		['stopAfterFailures', 'stopAfterFailures', 'Stop After Failures'],
		['stopPlacingAt', 'stopAt', 'Stop Placing At'],
	])('cannot be read where the expression of %s fails', (name, rule, label) => {
		const given = { [`contactRules.${name}`]: new Error('x is not defined') };
		const read = readRunRules(context({ [name]: '={{ x }}' }, given)) as unknown as IDataObject;
		expect(isProblem(read[rule])).toBe(true);
		expect(read[rule]).toEqual({
			problem: `${label} cannot be read: x is not defined`,
			remedy: "Correct the rule's expression, or the value that it uses.",
		});
	});

	it.each([undefined, null, 'problem', 7, {}])('are no problem where they are %j', (read) => {
		expect(isProblem(read)).toBe(false);
	});
});

describe('Stop Placing At', () => {
	const read = (stopPlacingAt: unknown) =>
		readRunRules(context({ stopPlacingAt: '' }, { 'contactRules.stopPlacingAt': stopPlacingAt }))
			.stopAt;
	const date = new Date('2026-07-01T16:00:00Z');

	it.each<[unknown, string]>([
		['2026-07-01T18:00:00', '2026-07-01T16:00:00Z'],
		['2026-07-01 18:00', '2026-07-01T16:00:00Z'],
		[' 2026-07-01T18:00:05.5 ', '2026-07-01T16:00:05Z'],
		['2026-07-01T18:00:05,25', '2026-07-01T16:00:05Z'],
		['2026-07-01', '2026-06-30T22:00:00Z'],
		['2026-07-01T18:00:00Z', '2026-07-01T18:00:00Z'],
		['2026-07-01t18:00:00z', '2026-07-01T18:00:00Z'],
		['2026-07-01T18:00:00-05:00', '2026-07-01T23:00:00Z'],
		['2026-07-01T18:00 +0530', '2026-07-01T12:30:00Z'],
		[date, '2026-07-01T16:00:00Z'],
		[{ toISO: () => '2026-07-01T18:00:00.000+02:00' }, '2026-07-01T16:00:00Z'],
		[
			{
				iso: '2026-07-01T18:00Z',
				toISO(this: { iso: string }) {
					return this.iso;
				},
			},
			'2026-07-01T18:00:00Z',
		],
	])('%p is %s', (written, moment) => {
		expect(read(written)).toBe(Date.parse(moment));
	});

	it.each<[unknown, string]>([
		['', '""'],
		[undefined, '""'],
		[null, '""'],
		['tomorrow', '"tomorrow"'],
		['2026-02-31', '"2026-02-31"'],
		['2026-02-31T10:00:00Z', '"2026-02-31T10:00:00Z"'],
		['2026-13-01', '"2026-13-01"'],
		['2026-07-01T25:00', '"2026-07-01T25:00"'],
		['2026-07-01T18:00+99:99', '"2026-07-01T18:00+99:99"'],
		['on 2026-07-01', '"on 2026-07-01"'],
		['2026-07-01 at six', '"2026-07-01 at six"'],
		[20260701, '"20260701"'],
		[{ toISO: () => null }, '"{}"'],
	])('%p is no moment', (written, shown) => {
		expect(read(written)).toEqual({
			problem: `Stop Placing At ${shown} is not a date with a time`,
			remedy: expect.stringContaining('2026-01-31T18:00:00'),
		});
	});
});

describe('the calling hours of a row', () => {
	const NAME = 'contactRules.callingHours.hours';
	const rules = (hours: object) => ({ callingHours: { hours } });
	const row = (itemIndex: number, json: IDataObject = {}) =>
		({ itemIndex, context: { getInputData: () => ({ json }) } }) as unknown as CheckedRow;

	it('are none where they were not added', () => {
		expect(hoursReader(context())(row(0))).toBeUndefined();
		expect(hoursReader(context({ callingHours: {} }))(row(0))).toBeUndefined();
	});

	it('are read once for rows that have the same', () => {
		const zones = ['America/New_York', 'America/New_York', 'UTC'];
		const read = hoursReader(
			context(rules({ timeZone: '={{ zone() }}' }), {
				[NAME]: (at: number) => ({ timeZone: zones[at] }),
			}),
		);
		const [one, two, three] = zones.map((_, at) => read(row(at)));
		expect(one).toHaveProperty('zone', 'America/New_York');
		expect(two).toBe(one);
		expect(three).toHaveProperty('zone', 'UTC');
	});

	it('are those of the columns that they name', () => {
		const read = hoursReader(
			context(rules({ timeZone: '={{ $json.zone }}' }), { [NAME]: new Error('not asked') }),
		);
		expect(read(row(0, { zone: 'UTC' }))).toHaveProperty('zone', 'UTC');
		expect(read(row(1, { zone: 'America/New_York' }))).toHaveProperty('zone', 'America/New_York');
	});

	it('are by the clocks of the workflow where the zone was left empty, and only there', () => {
		expect(hoursReader(context(rules({ timeZone: '' })))(row(0))).toHaveProperty(
			'zone',
			'Europe/Berlin',
		);
		const empty = { [NAME]: { timeZone: '' } };
		const read = hoursReader(context(rules({ timeZone: '={{ zone() }}' }), empty));
		expect(read(row(0))).toHaveProperty('problem');
	});

	it('are not the same where an expression gives nothing', () => {
		const given = [{ timeZone: undefined }, {}];
		const read = hoursReader(
			context(rules({ timeZone: '={{ zone() }}' }), { [NAME]: (at: number) => given[at] }),
		);
		expect(read(row(0))).not.toEqual(read(row(1)));
	});

	it('cannot be read where the expression fails', () => {
		const read = hoursReader(
			context(rules({ timeZone: '={{ zone() }}' }), { [NAME]: new Error('no zone') }),
		);
		expect(read(row(0))).toHaveProperty('problem', 'Calling Hours cannot be read: no zone');
	});
});
