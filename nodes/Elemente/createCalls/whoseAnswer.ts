import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../api/call';
import { quote } from '../errors/editorText';
import { rowName } from '../rows/row';
import type { CheckedRow } from './checkRows';
import type { Ledger } from './ledger';
import { RECIPIENTS } from './lookUp';

/** An answer that is another row's: which row's (n8n's item index), and why, in a sentence that names both. */
export interface Mistaken {
	otherRow: number;
	detail: string;
}

const KINDS = ['phone', 'email'] as const;

/** Whose answer the API has given: it may confuse two requests, and then neither row's id can be believed. */
export class WhoseAnswer {
	/** The first row that is to reach somebody, by their number or address */
	private rowsByRecipient?: Map<string | undefined, number>;

	constructor(
		private readonly rows: CheckedRow[],
		private readonly ledger: Pick<Ledger, 'rowOf'>,
	) {}

	/**
	 * Whether an answer is another row's: it has the id of that row's call, or the call is to that row's customer and
	 * not to this one's. What the answer does not say, or says of a stranger, speaks against nothing.
	 */
	mistaken({ itemIndex, body }: CheckedRow, call: Call): Mistaken | undefined {
		const name = rowName(itemIndex);
		const id = quote(call.id);
		const sameId = this.ledger.rowOf(call.id);
		if (sameId !== undefined && sameId !== itemIndex) {
			const detail = `${rowName(sameId)} and ${name} were given the same call ${id}.`;
			return { otherRow: sameId, detail };
		}
		const otherRow = this.byRecipient.get(strangerOf(body, call));
		if (otherRow === undefined) return undefined;
		return {
			otherRow,
			detail: `${name} was given the call ${id} to the customer of ${rowName(otherRow)}.`,
		};
	}

	private get byRecipient(): Map<string | undefined, number> {
		this.rowsByRecipient ??= new Map(
			// The first of several rows comes last, and stays.
			[...this.rows]
				.reverse()
				.flatMap(({ body, itemIndex }) =>
					KINDS.map((kind): [string, number] => [RECIPIENTS[kind](body), itemIndex]),
				),
		);
		return this.rowsByRecipient;
	}
}

/** Whom a call is to, where that is nobody whom the request names. */
function strangerOf(body: IDataObject, call: Call): string | undefined {
	const pairs = KINDS.map((kind) => [RECIPIENTS[kind](body), RECIPIENTS[kind](call)]);
	const known = pairs.filter(([asked, answered]) => asked !== '' && answered !== '');
	if (known.length === 0 || known.some(([asked, answered]) => asked === answered)) return undefined;
	return known[0][1];
}
