// @ts-check
// What goes wrong in a chaos run, and when: drawn from the seed before anything starts, so that the same seed gives the same faults.
const { faultKinds } = require('../../sandbox/state/faults');
const { fraction } = require('../../sandbox/state/hash');

/** Interruptions lie between these shares of the rows: there is something to lose by then, and something left to do. */
const FIRST = 0.1;
const LAST = 0.75;
/** So often an interruption is followed by another one while the next run still looks for what the last one left. */
const LOOKING_SHARE = 0.3;
/** Bursts of one fault, on top of what goes wrong by rate; each hits so many requests in a row at most. */
const MAX_BURSTS = 3;
const MAX_HIT = 6;

/** @typedef {import('../../sandbox/state/faults').FaultKind} FaultKind */
/**
 * @typedef {object} Cut An interruption of a run
 * @property {'kill' | 'stop'} how by SIGKILL to the process, or by the user
 * @property {number} at so many calls have been placed by then
 * @property {'placing' | 'looking'} during looking: while the run after the cut before this one reads the API's list
 */
/**
 * @typedef {object} Plan
 * @property {Cut[]} cuts in the order in which they happen
 * @property {Array<{ at: number, kind: FaultKind, times: number }>} bursts at: as for a cut; times: create requests
 * @property {(run: number) => 'retry' | 'anew'} again how the workflow is run again after a run, counted from 1
 */

/**
 * @param {{ rows: number, kills: number, stops: number, seed: number }} options
 * @returns {Plan}
 */
function drawPlan({ rows, kills, stops, seed }) {
	/** @param {...(string | number)} what */
	const chance = (...what) => fraction(seed, 'chaos', ...what);
	/** @param {...(string | number)} what */
	const moment = (...what) => Math.ceil(rows * (FIRST + (LAST - FIRST) * chance(...what)));

	const hows = [
		...Array.from({ length: kills }, () => /** @type {const} */ ('kill')),
		...Array.from({ length: stops }, () => /** @type {const} */ ('stop')),
	];
	const order = hows.map((how, index) => ({ how, key: chance('order', index) }));
	order.sort((a, b) => a.key - b.key);
	const moments = hows.map((_, index) => moment('cut', index)).sort((a, b) => a - b);
	const cuts = order.map(({ how }, index) => cut(how, moments[index], index));

	/** @param {Cut['how']} how @param {number} at @param {number} index @returns {Cut} */
	function cut(how, at, index) {
		const isLooking = index > 0 && chance('looking', index) < LOOKING_SHARE;
		return { how, at, during: isLooking ? 'looking' : 'placing' };
	}

	const kinds = /** @type {FaultKind[]} */ (Object.keys(faultKinds));
	const count = 1 + Math.floor(MAX_BURSTS * chance('bursts'));
	const bursts = Array.from({ length: count }, (_, index) => ({
		at: moment('burst', index),
		kind: kinds[Math.floor(kinds.length * chance('kind', index))],
		times: 1 + Math.floor(MAX_HIT * chance('times', index)),
	}));
	return {
		cuts,
		bursts,
		again: (run) => (chance('again', run) < 0.5 ? 'retry' : 'anew'),
	};
}

/** @param {Plan} plan @returns {string} for a person who reads along */
function describePlan({ cuts, bursts }) {
	return [
		...cuts.map(({ how, at, during }) =>
			during === 'looking'
				? `${how} while the next run looks for what was placed`
				: `${how} after ${at} calls`,
		),
		...bursts.map(({ at, kind, times }) => `${kind} ${times} times after ${at} calls`),
	].join('; ');
}

module.exports = { describePlan, drawPlan };
