import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { quote } from '../errors/editorText';
import { getPath } from '../fields/bodyPath';
import type { CheckedRow } from './checkRows';
import {
	type CallingHours,
	type RuleProblem,
	type WrittenHours,
	readCallingHours,
} from './callingHours';
import { NOT_PLAIN, columnReader } from './columnReference';
import { type DoNotContactList, readDoNotContact } from './doNotContact';
import { momentOf } from './zonedTime';

/** *Same Customer Twice*: what becomes of a row that goes to the same recipient as an earlier one of the list. */
type SameCustomer = 'each' | 'once' | 'refuse';

/** *Stop After Failures* where it is not added. */
const DEFAULT_STOP_AFTER = 20;

const HOURS = 'contactRules.callingHours.hours';

/** A rule as it was read, or what keeps it from being read; undefined where it was not added. */
export type Read<Rule> = Rule | RuleProblem | undefined;

export function isProblem(read: unknown): read is RuleProblem {
	return typeof read === 'object' && read !== null && 'problem' in read;
}

/** The rules that are the same for all rows of a run: read once, with the first row. */
export interface RunRules {
	doNotContact: Read<DoNotContactList>;
	sameCustomer: SameCustomer;
	/** So many failures of the API in a row end the run; 0 for never */
	stopAfterFailures: number | RuleProblem;
	/** *Stop Placing At*, in milliseconds since 1970 */
	stopAt: Read<number>;
	leavesOutEmpty: boolean;
}

export function readRunRules(context: IExecuteFunctions): RunRules {
	const added = writtenRules(context);
	const { leaveOutEmptyRows = false } = context.getNodeParameter('options', 0, {}) as {
		leaveOutEmptyRows?: boolean;
	};
	const read = <Rule>(name: string, label: string, as: (written: unknown) => Rule) =>
		name in added
			? readable(label, () => as(context.getNodeParameter(`contactRules.${name}`, 0)))
			: undefined;
	return {
		doNotContact: read('doNotContact', 'Do Not Contact', readDoNotContact),
		sameCustomer: (added.sameCustomer as SameCustomer | undefined) ?? 'each',
		stopAfterFailures:
			read('stopAfterFailures', 'Stop After Failures', readCount) ?? DEFAULT_STOP_AFTER,
		stopAt: read('stopPlacingAt', 'Stop Placing At', (written) =>
			readMoment(written, context.getTimezone()),
		),
		leavesOutEmpty: leaveOutEmptyRows,
	};
}

/** The calling hours of each row: a function, so that equal hours are read once. */
export function hoursReader(context: IExecuteFunctions): (row: CheckedRow) => Read<CallingHours> {
	const written = getPath(writtenRules(context), 'callingHours.hours') as WrittenHours | undefined;
	if (written === undefined) return () => undefined;
	const readColumns = columnReader(written);
	const known = new Map<string, CallingHours | RuleProblem>();
	return ({ itemIndex, context: row }) =>
		readable('Calling Hours', () => {
			const plain = readColumns?.(row.getInputData().json) ?? NOT_PLAIN;
			const given = plain === NOT_PLAIN ? context.getNodeParameter(HOURS, itemIndex) : plain;
			const hours = { ...(given as WrittenHours) };
			// Left empty, the field means the zone of the workflow; an expression that gives nothing means nothing.
			if (written.timeZone === '') delete hours.timeZone;
			const key = JSON.stringify([hours, Object.keys(hours)]);
			const read = known.get(key) ?? readCallingHours(hours, context.getTimezone());
			known.set(key, read);
			return read;
		});
}

/** *Contact Rules* as the user wrote them, expressions and all. */
function writtenRules(context: IExecuteFunctions): IDataObject {
	return (context.getNode().parameters.contactRules ?? {}) as IDataObject;
}

function readable<Rule>(label: string, read: () => Rule): Rule | RuleProblem {
	try {
		return read();
	} catch (error) {
		return {
			problem: `${label} cannot be read: ${(error as Error).message}`,
			remedy: "Correct the rule's expression, or the value that it uses.",
		};
	}
}

function readCount(written: unknown): number | RuleProblem {
	const count = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
	if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
	return {
		problem: `Stop After Failures ${quote(written ?? '')} is not a whole number`,
		remedy: 'Write how many failures in a row end the run, such as 20, or 0 for never.',
	};
}

/** A date with or without a time of day and an offset. */
const MOMENT =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,]\d+)?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A moment as n8n's date field gives it, by the clocks of the workflow's zone; with an offset, or as a date of an
 * expression, it stands for itself.
 */
function readMoment(written: unknown, zone: string): number | RuleProblem {
	const { toISO, toISOString } = (written ?? {}) as Record<string, undefined | (() => string)>;
	const text = String((toISO ?? toISOString)?.call(written) ?? written ?? '').trim();
	const [, day, time = '00:00', seconds = '00', offset] = MOMENT.exec(text) ?? [];
	const local = Date.parse(`${day}T${time}:${seconds}Z`);
	// What `Date` turns into another day, such as 31 February, is none.
	const isOne = !Number.isNaN(local) && sameDay(local, day);
	if (isOne && offset === undefined) return momentOf(local, zone);
	const moment = Date.parse(`${day}T${time}:${seconds}${offset}`);
	if (isOne && !Number.isNaN(moment)) return moment;
	return {
		problem: `Stop Placing At ${quote(written ?? '')} is not a date with a time`,
		remedy: 'Choose one, or write it such as 2026-01-31T18:00:00.',
	};
}

function sameDay(local: number, day: string): boolean {
	return new Date(local).toISOString().startsWith(day);
}
