// @ts-check
/**
 * What a run says against what really happened.
 *
 * @typedef {object} Reconciliation
 * @property {number} rows Rows of the run
 * @property {number} placed Calls in the ledger
 * @property {number} duplicates Rows for which more than one call was placed
 * @property {number} lost Rows without an item, and rows that say they were not placed but were
 * @property {number} orphans Ids in items that the ledger lacks
 * @property {number} unknown Rows whose outcome is not known, as their item says
 */

/**
 * Reconciles the items of Call → Create (under n8n's Continue, so that each row has one) with the sandbox's ledger.
 * Every row has to carry its number in the column `row`, sent as the custom field `Row`.
 *
 * @param {number} rows how many rows went in
 * @param {Array<{ json: any, pairedItem?: any }>} items what came out
 * @param {{ placed: Array<{ id: string, body: any }>, duplicates: () => unknown[] }} ledger
 * @returns {Reconciliation}
 */
function reconcile(rows, items, ledger) {
	const placedRows = new Set(ledger.placed.map(({ body }) => rowOf(body)));
	const placedIds = new Set(ledger.placed.map(({ id }) => id));
	const result = {
		rows,
		placed: ledger.placed.length,
		duplicates: ledger.duplicates().length,
		lost: 0,
		orphans: 0,
		unknown: 0,
	};
	const itemOfRow = new Map(items.map((item) => [Number(item.pairedItem?.item) + 1, item]));
	for (let row = 1; row <= rows; row++) {
		const json = itemOfRow.get(row)?.json;
		if (json?.details?.outcome === 'unknown') result.unknown++;
		else if (saysNotPlaced(json)) result.lost += placedRows.has(row) ? 1 : 0;
		else if (typeof json?.id !== 'string') result.lost++;
		else if (!placedIds.has(json.id)) result.orphans++;
	}
	return result;
}

/** @param {any} json @returns {boolean} */
function saysNotPlaced(json) {
	return json?.details?.outcome === 'notPlaced' || json?.outcome === 'skipped';
}

/** @param {any} body the body of a create request */
function rowOf(body) {
	const field = body?.customerOverride?.customFields?.find(
		(/** @type {any} */ { name }) => name === 'Row',
	);
	return Number(field?.value);
}

/** @param {Reconciliation} result @returns {string} the line that the soak ends with */
function describe({ rows, placed, duplicates, lost, orphans, unknown }) {
	return `soak: rows=${rows} placed=${placed} duplicates=${duplicates} lost=${lost} orphans=${orphans} unknown=${unknown}`;
}

/** The rates at which the soak's sandbox misbehaves. A placed call whose answer is lost is the hard case. */
const FAULT_RATES = {
	429: 0.1,
	503: 0.05,
	placed500: 0.03,
	placedDropped: 0.03,
	placedHanging: 0.02,
};

module.exports = { FAULT_RATES, describe, reconcile };
