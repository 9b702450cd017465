// @ts-check
// What the runs came to, by the sandbox's ledger.

/** @typedef {{ id: string, body: any }} PlacedCall */
/** @typedef {Pick<import('../n8n/execution').Execution, 'text' | 'itemsOf'>} Record */

/**
 * @typedef {object} Verdict
 * @property {number} placed calls in the ledger
 * @property {number} duplicates rows for which more than one call was placed
 * @property {number} lost rows that are neither placed nor said to be unknown; and calls that were placed, whose id never came out
 *   of any run, and whose row is not said to be unknown in the end
 * @property {number} unknown rows of which the last run says that it is not known whether they were placed
 */

/** The ids of calls that have come out of any run: as an item, in an error, or in whatever else n8n keeps of an execution. */
class Told {
	/** @type {Set<string>} */
	#ids = new Set();

	/**
	 * @param {string} text all that n8n keeps of an execution
	 * @param {PlacedCall[]} placed
	 */
	read(text, placed) {
		for (const { id } of placed) if (!this.#ids.has(id) && text.includes(id)) this.#ids.add(id);
	}

	/** @param {string} id */
	has(id) {
		return this.#ids.has(id);
	}
}

/**
 * Judges by the ledger. The node's own words count in two things only: whether an id came out at all, and which rows it says are
 * unknown. Every row carries its number as the custom field `Row`.
 *
 * @param {number} rows
 * @param {{ placed: PlacedCall[], duplicates: () => unknown[] }} ledger
 * @param {{ has: (id: string) => boolean }} told
 * @param {number[]} unknownRows as the last run names them, counted from 1
 * @returns {Verdict}
 */
function judge(rows, ledger, told, unknownRows) {
	const unknown = new Set(unknownRows);
	const placedRows = new Set(ledger.placed.map(rowOf));
	const numbers = Array.from({ length: rows }, (_, index) => index + 1);
	const without = numbers.filter((row) => !placedRows.has(row) && !unknown.has(row));
	const untold = ledger.placed.filter((call) => !told.has(call.id) && !unknown.has(rowOf(call)));
	return {
		placed: ledger.placed.length,
		duplicates: ledger.duplicates().length,
		lost: without.length + untold.length,
		unknown: unknown.size,
	};
}

/** @param {PlacedCall} call @returns {number} */
function rowOf({ body }) {
	const fields = body.customerOverride?.customFields ?? [];
	return Number(fields.find((/** @type {any} */ { name }) => name === 'Row')?.value);
}

/**
 * @param {{ rows: number, kills: number, stops: number, runs: number } & Verdict} result
 * @returns {string} the line that a chaos run ends with
 */
function describe({ rows, kills, stops, runs, placed, duplicates, lost, unknown }) {
	return `chaos: rows=${rows} kills=${kills} stops=${stops} runs=${runs} placed=${placed} duplicates=${duplicates} lost=${lost} unknown=${unknown}`;
}

module.exports = { Told, describe, judge };
