// @ts-check
/**
 * What becomes of a call, and when. A call is planned when it is placed; afterwards its state is read off the plan
 * and the clock, so that nothing has to run in the background. All times are seconds on the sandbox's clock, counted
 * from when the call was placed.
 */

/** @typedef {import('../types').CallStatus} CallStatus */
/** @typedef {import('../types').Channel} Channel */
/** @typedef {import('../types').Outcome} Outcome */

/**
 * @typedef {object} Plan
 * @property {Array<{ status: CallStatus, at: number }>} steps In order; the first is at 0
 * @property {{ from: number, to: number } | null} talk When agent and customer talk; null when they never do
 * @property {number} end When the call has its final status; Infinity: never
 */

/** @type {ReadonlySet<string>} */
const finalStatuses = new Set([
	...['completed', 'failed', 'voicemail', 'busy', 'no-answer', 'canceled'],
	...['close', 'closed', 'resolved', 'expired'],
]);

/** What text channels call their steps. @type {Record<Exclude<Channel, 'call'>, [CallStatus, CallStatus, CallStatus]>} */
const textSteps = {
	sms: ['queued', 'processing', 'completed'],
	whatsapp: ['queued', 'processing', 'closed'],
	email: ['queued', 'processing', 'completed'],
	webchat: ['open', 'ongoing', 'closed'],
};

/** Nobody can be busy on a text channel: what the outcomes of a phone call are there. @type {Partial<Record<Outcome, CallStatus>>} */
const textOutcomes = {
	busy: 'failed',
	'no-answer': 'expired',
	voicemail: 'failed',
	failed: 'failed',
	canceled: 'canceled',
};

/**
 * @param {Channel} channel
 * @param {Outcome} outcome
 * @param {(what: string) => number} roll a fraction for each purpose, which makes calls differ in length
 * @returns {Plan}
 */
function planCall(channel, outcome, roll) {
	/** @type {(what: string, from: number, to: number) => number} */
	const between = (what, from, to) => Math.round(from + roll(what) * (to - from));
	if (channel !== 'call') {
		const [waiting, talking, done] = textSteps[channel];
		const from = between('queue', 2, 5);
		const to = from + between('talk', 18, 50);
		const failure = textOutcomes[outcome];
		if (failure) return plan([{ status: waiting, at: 0 }], failure, null, from);
		const steps = [
			{ status: waiting, at: 0 },
			{ status: talking, at: from },
		];
		return plan(steps, done, { from, to }, outcome === 'endless' ? Infinity : to);
	}
	const ringing = between('queue', 2, 4);
	const answered = ringing + between('ring', 4, 9);
	const queued = { status: /** @type {const} */ ('queued'), at: 0 };
	const rung = [queued, { status: /** @type {const} */ ('ringing'), at: ringing }];
	if (outcome === 'failed') return plan([queued], 'failed', null, ringing);
	if (outcome === 'busy' || outcome === 'canceled') return plan(rung, outcome, null, answered);
	if (outcome === 'no-answer') return plan(rung, outcome, null, ringing + 25);
	const talk = { from: answered, to: answered + between('talk', 15, 45) };
	const steps = [...rung, { status: /** @type {const} */ ('in-progress'), at: answered }];
	if (outcome === 'voicemail') {
		const short = { from: answered, to: answered + between('talk', 10, 15) };
		return plan(steps, 'voicemail', short, short.to);
	}
	return plan(steps, 'completed', talk, outcome === 'endless' ? Infinity : talk.to);
}

/**
 * @param {Plan['steps']} steps
 * @param {CallStatus} last
 * @param {Plan['talk']} talk
 * @param {number} end
 * @returns {Plan}
 */
function plan(steps, last, talk, end) {
	return { steps: end === Infinity ? steps : [...steps, { status: last, at: end }], talk, end };
}

/**
 * @param {Plan} plan
 * @param {number} elapsed seconds
 * @returns {CallStatus}
 */
function statusAt(plan, elapsed) {
	const reached = plan.steps.filter((step) => step.at <= elapsed).at(-1) ?? plan.steps[0];
	return reached.status;
}

/**
 * @param {Plan} plan
 * @param {number} elapsed seconds
 * @returns {number} how many seconds they have talked
 */
function talkedAt(plan, elapsed) {
	if (!plan.talk) return 0;
	return Math.max(0, Math.min(elapsed, plan.talk.to) - plan.talk.from);
}

module.exports = { planCall, statusAt, talkedAt, finalStatuses };
