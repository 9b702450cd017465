import type { IDataObject } from 'n8n-workflow';

import { type Call, textOf } from '../api/call';
import { getPath } from '../fields/bodyPath';
import type { CheckedRow } from './checkRows';

/** What a look at the API's list says of the call of a row. */
export type Found =
	| { call: Call }
	/** How many calls could be the row's; `isComplete` where none can have been left out of the list */
	| { candidates: number; isComplete: boolean };

/**
 * The calls of rows in the API's own list. Calls carry no time and no custom fields, so a call is a row's when it is
 * to the same customer, with the same agent and skill on the same channel, and when there are as many that belong to
 * nobody else as there are rows that could have one.
 */
export class LookUp {
	private readonly taken: Set<string>;

	/** Rows that may have a call in the list, by what a call is recognised by */
	private readonly claimants = new Map<string, Set<number>>();

	/** The calls by whom they have reached and how: thousands of rows look through a list of as many */
	private readonly reached = new Map<string, Set<Call>>();

	private readonly byIds = new Map<string, Call>();

	/**
	 * @param calls the list
	 * @param rows all that could have a call in it
	 * @param taken ids of calls that are known to belong to a row
	 */
	constructor(
		private readonly calls: Call[],
		rows: CheckedRow[],
		taken?: Iterable<string>,
	) {
		this.taken = new Set(taken);
		for (const call of calls) {
			this.byIds.set(call.id, call);
			for (const kind of KINDS) add(this.reached, `${kind} ${RECIPIENTS[kind](call)}`, call);
		}
		for (const { body, itemIndex } of rows) add(this.claimants, markOf(body), itemIndex);
	}

	/** The call with this id, which belongs to this row. */
	byId(row: CheckedRow, id: string): Call | undefined {
		this.give(row, id);
		return this.byIds.get(id);
	}

	/** The row has no call in the list: those that are left are for the others. */
	leaveOut({ itemIndex, body }: CheckedRow): void {
		this.claimants.get(markOf(body))?.delete(itemIndex);
	}

	/**
	 * The call of a row, which is the row's from then on.
	 *
	 * @param isSure the row is known to have one: any that is left will do
	 */
	find(row: CheckedRow, isSure: boolean): Found {
		const [kind, to] = recipientOf(row.body);
		const calls = to === '' ? [] : [...(this.reached.get(`${kind} ${to}`) ?? [])];
		const left = calls.filter((call) => !this.taken.has(call.id) && fits(row.body, call));
		const claimants = this.claimants.get(markOf(row.body))?.size ?? 1;
		if (left.length === 0 || !(isSure || left.length === claimants)) {
			return { candidates: left.length, isComplete: isComplete(this.calls) };
		}
		const [call] = left;
		this.give(row, call.id);
		return { call };
	}

	private give(row: CheckedRow, id: string): void {
		this.taken.add(id);
		this.leaveOut(row);
	}
}

function add<Each>(sets: Map<string, Set<Each>>, name: string, each: Each): void {
	sets.set(name, (sets.get(name) ?? new Set()).add(each));
}

/** A list that ends at a round number may have been cut, and then a call that is not in it proves nothing. */
function isComplete({ length }: Call[]): boolean {
	return length === 0 || length % 10 !== 0;
}

/** What a row's call is recognised by. */
function markOf(body: IDataObject): string {
	const { agentId, skillId, channel } = body;
	return JSON.stringify([agentId, skillId, channel, ...recipientOf(body)]);
}

/** Whether a call to a request's customer can be that of the request. What the call does not say speaks against nothing. */
function fits(body: IDataObject, call: IDataObject): boolean {
	return ['agentId', 'skillId', 'channel'].every(
		(name) => textOf(call[name]) === '' || textOf(call[name]) === textOf(body[name]),
	);
}

/** Whom a request is to reach, or whom a call has reached; the number without what it is written with. */
export const RECIPIENTS = {
	phone: (of: IDataObject) =>
		textOf(getPath(of, 'customerOverride.phoneNumber') ?? of.customerPhone).replace(/\D/g, ''),
	email: (of: IDataObject) =>
		textOf(getPath(of, 'customerOverride.email') ?? of.customerEmail).toLowerCase(),
	name: (of: IDataObject) => textOf(of.customerName),
};

type Kind = keyof typeof RECIPIENTS;
const KINDS = Object.keys(RECIPIENTS) as Kind[];

/** Whom a request is to reach: how, and by which number, address or name; empty where it says nothing of it. */
export function recipientOf(body: IDataObject): [Kind, string] {
	const kinds: Kind[] = body.channel === 'email' ? ['email'] : ['phone', 'email', 'name'];
	const kind = kinds.find((each) => RECIPIENTS[each](body) !== '') ?? 'name';
	return [kind, RECIPIENTS[kind](body)];
}
