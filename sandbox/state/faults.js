// @ts-check
const { fraction } = require('./hash');
const { rowKey } = require('./ledger');
const { recipient } = require('./calls');
const { findSpecial, redirectPath, tooMany, unavailable, internal } = require('./specialNumbers');

/** @typedef {import('../types').Fault} Fault */
/** @typedef {import('../types').ReceivedRequest} ReceivedRequest */

/**
 * @typedef {Partial<Fault> & { match?: (request: ReceivedRequest) => boolean, method?: string, times?: number }} Injection
 *   Without status, headers, body, drop and hang it only delays.
 *   A fault for the next `times` (default 1, may be Infinity) requests that have this method and that `match` accepts.
 * @typedef {{ 429?: number, 503?: number, placed500?: number, placedDropped?: number, placedHanging?: number }} FaultRates
 *   For each kind of fault the share of create requests that meet it, 0 to 1.
 * @typedef {keyof FaultRates} FaultKind
 */

/** Half of the 429 and 503 say when to come back. */
const hintShare = 0.5;

/** What goes wrong by rate, or when somebody asks for it. @type {Record<FaultKind, Fault>} */
const faultKinds = {
	429: { name: '429', status: 429, body: tooMany },
	503: { name: '503', status: 503, body: unavailable },
	placed500: { name: '500 after the call was placed', status: 500, body: internal, place: true },
	placedDropped: { name: 'connection broken after the call was placed', drop: true, place: true },
	placedHanging: {
		name: 'call is placed, but no answer ever comes',
		hang: true,
		place: true,
	},
};

/** Decides what goes wrong with a request. One for each sandbox. */
class Faults {
	/** @type {Array<{ injection: Injection, left: number, kind?: FaultKind }>} */
	#injected = [];
	/** @type {Map<string, number>} */
	#attempts = new Map();
	#options;

	/** @param {{ seed: number | string, rates: FaultRates, recordings: { url: string } }} options */
	constructor(options) {
		this.#options = options;
	}

	/** @param {Injection} injection */
	inject(injection) {
		this.#injected.push({ injection, left: injection.times ?? 1 });
	}

	/**
	 * @param {ReceivedRequest} request a valid one
	 * @param {boolean} creates whether it creates a call
	 * @returns {Fault | undefined}
	 */
	next(request, creates) {
		const injected = this.#nextInjected(request);
		if (!creates) return injected;
		const to = recipient(request.body);
		const key = rowKey({ to, body: request.body });
		const attempt = (this.#attempts.get(`${key}\n${to}`) ?? 0) + 1;
		this.#attempts.set(`${key}\n${to}`, attempt);
		if (injected) return injected;
		const special = findSpecial(to);
		if (special?.fault)
			return special.firstOnly && attempt > 1 ? undefined : this.#located(special.fault);
		return this.#byRate(key, attempt);
	}

	/**
	 * Makes the answers to the next create requests fail, for people who want to watch.
	 *
	 * @param {FaultKind} kind
	 * @param {number} times
	 */
	ask(kind, times) {
		const match = (/** @type {ReceivedRequest} */ { path }) => path === '/api/v1/calls';
		this.#injected.push({
			injection: { ...faultKinds[kind], method: 'POST', match },
			left: times,
			kind,
		});
	}

	/** Takes back what was asked for and has not happened yet. */
	withdraw() {
		this.#injected = this.#injected.filter(({ kind }) => !kind);
	}

	/** @returns {Record<string, number>} how many answers of each kind are still to fail because it was asked for */
	get asked() {
		/** @type {Record<string, number>} */
		const counts = {};
		for (const { kind, left } of this.#injected) {
			if (kind && left > 0) counts[kind] = (counts[kind] ?? 0) + left;
		}
		return counts;
	}

	reset() {
		this.#injected.length = 0;
		this.#attempts.clear();
	}

	/**
	 * @param {ReceivedRequest} request
	 * @returns {Fault | undefined}
	 */
	#nextInjected(request) {
		const found = this.#injected.find(
			({ injection: { method, match }, left }) =>
				left > 0 &&
				(!method || method.toUpperCase() === request.method) &&
				(!match || match(request)),
		);
		if (!found) return undefined;
		found.left--;
		return { name: 'injected', ...found.injection };
	}

	/**
	 * A redirect leads to the recordings' listener, whose address is known only at run time.
	 *
	 * @param {Fault} fault
	 * @returns {Fault}
	 */
	#located(fault) {
		if (fault.headers?.location !== redirectPath) return fault;
		const location = this.#options.recordings.url + redirectPath;
		return { ...fault, headers: { ...fault.headers, location } };
	}

	/**
	 * @param {string} key
	 * @param {number} attempt
	 * @returns {Fault | undefined}
	 */
	#byRate(key, attempt) {
		const { seed, rates } = this.#options;
		const hinted = fraction(seed, key, attempt, 'hint') < hintShare;
		const headers = hinted ? { 'retry-after': '1' } : undefined;
		const hint = hinted ? 'with Retry-After' : 'without Retry-After';
		let roll = fraction(seed, key, attempt, 'fault');
		for (const [kind, fault] of Object.entries(faultKinds)) {
			const rate = rates[/** @type {keyof FaultRates} */ (kind)] ?? 0;
			if (roll < rate)
				return fault.status === 429 || fault.status === 503
					? { ...fault, name: `${fault.name} ${hint}`, headers }
					: fault;
			roll -= rate;
		}
		return undefined;
	}
}

module.exports = { Faults, faultKinds };
