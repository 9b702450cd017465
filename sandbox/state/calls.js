// @ts-check
const { uuid, fraction } = require('./hash');
const { findSpecial } = require('./specialNumbers');
const { planCall, statusAt, talkedAt, finalStatuses } = require('./lifecycle');
const { writeConversation } = require('./conversation');

/** @typedef {import('../types').Agent} Agent */
/** @typedef {import('../types').Call} Call */
/** @typedef {import('../types').CallStatus} CallStatus */
/** @typedef {import('../types').CreateCallRequest} CreateCallRequest */
/** @typedef {import('../types').UpdateCallRequest} UpdateCallRequest */

/**
 * @typedef {object} StoredCall
 * @property {string} id
 * @property {number} number 1 for the first call
 * @property {number} placedAt ms since 1970
 * @property {number} born seconds on the sandbox's clock
 * @property {CreateCallRequest} body
 * @property {Agent} agent
 * @property {string} to
 * @property {import('./lifecycle').Plan} plan
 * @property {import('./conversation').Line[]} lines
 * @property {import('../types').RecordingKind | null} recording
 * @property {{ status: CallStatus, at: number }} [changed] set from outside; at: seconds since it was placed
 * @property {Call} [last] the answer once nothing changes any more, so that ten thousand calls list quickly
 */

/** The final statuses with which there is a recording. @type {ReadonlySet<string>} */
const recorded = new Set(['completed', 'voicemail']);

/**
 * @param {CreateCallRequest} body
 * @returns {string} whom it goes to: the phone number, or on the channel email the address; '' if there is neither
 */
function recipient(body) {
	const phone = body.customerOverride.phoneNumber || body.customerPhone || '';
	const email = body.customerOverride.email || body.customerEmail || '';
	if (body.channel === 'email') return email;
	return phone || (body.channel === 'webchat' ? email : '');
}

/** The calls of one sandbox, in memory. */
class Calls {
	/** @type {Map<string, StoredCall>} */
	#calls = new Map();
	#options;

	/** @param {{ seed: number | string, now: () => number, recordings: { url: string } }} options now: seconds on the sandbox's clock */
	constructor(options) {
		this.#options = options;
	}

	/**
	 * @param {CreateCallRequest} body
	 * @param {Agent} agent
	 * @returns {StoredCall}
	 */
	place(body, agent) {
		const number = this.#calls.size + 1;
		const id = uuid('call', this.#options.seed, number);
		const to = recipient(body);
		const special = findSpecial(to);
		const nobody = !to && body.channel !== 'webchat';
		const outcome = nobody ? 'failed' : (special?.outcome ?? 'completed');
		const plan = planCall(body.channel, outcome, (what) => fraction(this.#options.seed, id, what));
		/** @type {StoredCall} */
		const call = {
			id,
			number,
			placedAt: Date.now(),
			born: this.#options.now(),
			body,
			agent,
			to,
			plan,
			lines: writeConversation(body, agent, outcome),
			recording: body.channel === 'call' && plan.talk ? (special?.recording ?? 'wav') : null,
		};
		this.#calls.set(id, call);
		return call;
	}

	/**
	 * @param {string} id
	 * @returns {StoredCall | undefined}
	 */
	find(id) {
		return this.#calls.get(id);
	}

	/**
	 * @param {string} id
	 * @returns {import('../types').RecordingKind | null} what the recording's address serves now; null: nothing (yet)
	 */
	recordingOf(id) {
		const call = this.find(id);
		return call && this.view(call).recordingUrl ? call.recording : null;
	}

	/** @returns {StoredCall[]} newest first */
	all() {
		return [...this.#calls.values()].reverse();
	}

	/**
	 * @param {StoredCall} call
	 * @param {{ agent?: Agent, status?: CallStatus }} change
	 */
	update(call, { agent, status }) {
		if (agent) call.agent = agent;
		if (status) call.changed = { status, at: this.#elapsed(call) };
		call.last = undefined;
	}

	/**
	 * @param {StoredCall} call
	 * @returns {Call} the call as the API shows it now
	 */
	view(call) {
		if (call.last) return call.last;
		const elapsed = this.#elapsed(call);
		const { body, agent, plan } = call;
		const customer = body.customerOverride;
		const status = call.changed?.status ?? statusAt(plan, elapsed);
		const ended = finalStatuses.has(status);
		const until = call.changed && ended ? call.changed.at : elapsed;
		const said = this.#said(call, until);
		const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
		const length = ended ? Math.round(talkedAt(plan, until)) : 0;
		/** @type {Call} */
		const view = {
			id: call.id,
			status,
			agentPhone: body.agentOverride?.phone || agent.phone || '',
			agentEmail: agent.email ?? '',
			customerPhone: customer.phoneNumber || body.customerPhone || '',
			customerEmail: customer.email || body.customerEmail || '',
			agentId: agent.id,
			customerId: uuid('customer', call.to || call.id),
			skillId: body.skillId,
			customerName: name || body.customerName || '',
			transcription: said
				.map(({ sender, text }) => `${sender === 'agent' ? 'Agent' : 'Customer'}: ${text}`)
				.join('\n'),
			recordingUrl:
				call.recording && recorded.has(status) && said.length ? this.#recordingUrl(call) : '',
			messages: said.map(({ sender, text, at }, index) => ({
				sid: `${call.id}-${index + 1}`,
				timestamp: new Date(call.placedAt + at * 1000).toISOString(),
				sender,
				content: text,
				mediaUrl: '',
				status: 'delivered',
			})),
			// The reference declares a number and shows a text: callers have to take both.
			duration: ended && call.number % 3 === 0 ? String(length) : length,
		};
		if (ended) call.last = view;
		return view;
	}

	/** @returns {Array<{ from: number, to: number }>} when each call was alive, in seconds on the sandbox's clock */
	lifespans() {
		return [...this.#calls.values()].map(({ born, plan, changed }) => {
			if (!changed) return { from: born, to: born + plan.end };
			const ended = finalStatuses.has(changed.status);
			return { from: born, to: ended ? born + Math.min(plan.end, changed.at) : Infinity };
		});
	}

	/** Forgets all calls; the next ones get the same IDs again. */
	reset() {
		this.#calls.clear();
	}

	/** @param {StoredCall} call */
	#elapsed(call) {
		return this.#options.now() - call.born;
	}

	/** @param {StoredCall} call */
	#recordingUrl(call) {
		return `${this.#options.recordings.url}/recordings/${call.id}.wav`;
	}

	/**
	 * What has been said so far: the lines are spread evenly over the talk.
	 *
	 * @param {StoredCall} call
	 * @param {number} elapsed seconds
	 */
	#said({ plan, lines }, elapsed) {
		const { talk } = plan;
		if (!talk) return [];
		const step = (talk.to - talk.from) / lines.length;
		return lines
			.map((line, index) => ({ ...line, at: talk.from + index * step }))
			.filter((line) => line.at <= elapsed);
	}
}

module.exports = { Calls, recipient };
