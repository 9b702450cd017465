// @ts-check
/** @typedef {import('../types').PlacedCall} PlacedCall */

/**
 * What really happened, whatever the caller of the API was told: which calls were placed, and how many at a time.
 * The tests for duplicate and lost calls read it.
 */
class Ledger {
	/** @type {PlacedCall[]} In the order in which they were placed */
	placed = [];
	/** @type {Array<{ id: string, at: number, note: string }>} Notes left on calls (at: ms since 1970) */
	notes = [];
	/** The largest number of create requests that were in flight at once */
	peakInFlight = 0;
	#inFlight = 0;
	#lifespans;

	/** @param {() => Array<{ from: number, to: number }>} lifespans when each call began and ended, on the sandbox's clock */
	constructor(lifespans) {
		this.#lifespans = lifespans;
	}

	/**
	 * Calls that were placed more than once.
	 *
	 * @param {(call: PlacedCall) => string} [keyOf] what makes two calls the same; by default the custom field "Row",
	 *   else the phone number or e-mail address
	 * @returns {Array<{ key: string, placed: PlacedCall[] }>}
	 */
	duplicates(keyOf = rowKey) {
		/** @type {Map<string, PlacedCall[]>} */
		const groups = new Map();
		for (const call of this.placed) {
			const key = keyOf(call);
			const group = groups.get(key);
			if (group) group.push(call);
			else groups.set(key, [call]);
		}
		return [...groups]
			.filter(([, placed]) => placed.length > 1)
			.map(([key, placed]) => ({ key, placed }));
	}

	/**
	 * @returns {Map<string, number>} how often each person was contacted, each channel for itself: a text message after
	 *   a call is no second call
	 */
	contacts() {
		/** @type {Map<string, number>} */
		const counts = new Map();
		for (const call of this.placed)
			counts.set(contactKey(call), (counts.get(contactKey(call)) ?? 0) + 1);
		return counts;
	}

	/** The largest number of calls that were alive (placed, not yet final) at the same time, on the sandbox's clock */
	get peakAlive() {
		const changes = this.#lifespans().flatMap(({ from, to }) => [
			{ at: from, by: 1 },
			{ at: to, by: -1 },
		]);
		// At the same instant an end counts before a beginning: the line is free again.
		changes.sort((a, b) => (a.at === b.at ? a.by - b.by : a.at - b.at));
		let alive = 0;
		return changes.reduce((peak, change) => Math.max(peak, (alive += change.by)), 0);
	}

	/** @returns {() => void} to be called when the create request is over */
	createStarted() {
		this.peakInFlight = Math.max(this.peakInFlight, ++this.#inFlight);
		return () => {
			this.#inFlight--;
		};
	}

	/** Forgets everything; requests that are still in flight stay counted. */
	reset() {
		this.placed.length = 0;
		this.notes.length = 0;
		this.peakInFlight = 0;
	}

	toJSON() {
		return {
			placed: this.placed,
			duplicates: this.duplicates(),
			peakAlive: this.peakAlive,
			peakInFlight: this.peakInFlight,
			notes: this.notes,
		};
	}
}

/**
 * @param {Pick<PlacedCall, 'to' | 'body'> & { id?: string }} call
 * @returns {string} which row of the caller's data it belongs to, as far as one can tell
 */
function rowKey({ to, body, id = '' }) {
	const row = body.customerOverride.customFields?.find((field) => field.name === 'Row');
	return row ? `Row ${row.value}` : to || id;
}

/** @param {{ id: string, to: string, body: { channel: string } }} call @returns {string} */
function contactKey({ id, to, body }) {
	return `${body.channel} ${to.toLowerCase() || id}`;
}

module.exports = { Ledger, contactKey, rowKey };
