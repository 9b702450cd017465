// @ts-check
// A list of rows in a real n8n that is killed, stopped and run again, until every row has an outcome.
const { setTimeout: wait } = require('node:timers/promises');
const { join } = require('node:path');
const { printable } = require('../../sandbox/page/callLine');
const { faultKinds } = require('../../sandbox/state/faults');
const { sandboxCredential } = require('../n8n/examples');
const { retry, startFrom, untilEnded } = require('../n8n/execution');
const { START, TARGET, createNode, rowWorkflow } = require('../n8n/rowWorkflow');
const { UserError } = require('../support/progress');
const { ROOT } = require('../support/paths');
const { Told } = require('./checker');

/** A moment of the plan is looked for so often, in milliseconds. */
const PAUSE = 5;
/** So many runs in a row that place nobody: another one will not either. */
const QUIET_RUNS = 2;
/** More than any plan needs; a list that does not come to an end is a defect. */
const MAX_RUNS = 120;
/** n8n's clock then is so far ahead that doubts can be settled: they cannot before ten minutes have passed. */
const LATER_HOURS = 11 / 60;
/** So often that is waited for: what is sent after a doubt may fail again, and be in doubt again. */
const MAX_LATER = 4;

/** @typedef {import('../../sandbox/server').Sandbox} Sandbox */
/** @typedef {import('../n8n/client').Client['api']} Api */
/** @typedef {import('../n8n/execution').Execution} Execution */
/** @typedef {Awaited<ReturnType<typeof import('../n8n/restartable').restartableN8n>>} N8n */
/** @typedef {import('./plan').Plan} Plan */
/** @typedef {import('./plan').Cut} Cut */

/** One workflow and everything that happens to it. */
class Campaign {
	runs = 0;
	kills = 0;
	stops = 0;
	told = new Told();
	#given;
	/** @type {Api | undefined} */
	#api;
	#workflowId = '';
	/** The last execution */
	#executionId = '';
	/** So many cuts of the plan have happened */
	#cuts = 0;

	/** @param {{ n8n: N8n, sandbox: Sandbox, plan: Plan, rows: number, say: (text: string) => void }} given */
	constructor(given) {
		this.#given = given;
	}

	/**
	 * Runs the workflow until it has ended well, or until running it again changes nothing any more, later either.
	 * Ends at once when somebody has been called twice: nothing makes that good.
	 *
	 * @returns {Promise<number[]>} the rows that are said to be unknown in the end
	 * @throws {UserError} when it does not come to an end
	 */
	async run() {
		await this.#begin();
		for (let later = 0; later <= MAX_LATER; later++) {
			if (later > 0) await this.#letTimePass(later);
			if (await this.#untilOver()) return [];
		}
		return await this.#unknownRows();
	}

	/** @param {number} times so often ten minutes have passed by then, for n8n */
	async #letTimePass(times) {
		this.#given.say('  ten minutes pass');
		await this.#given.n8n.stop();
		await this.#start({
			NODE_OPTIONS: `--require=${join(ROOT, 'scripts', 'support', 'shiftClock.js')}`,
			CLOCK_SHIFT_HOURS: String(times * LATER_HOURS),
		});
	}

	/** Stores the workflow, and makes the API fail as planned. */
	async #begin() {
		const { sandbox, plan } = this.#given;
		await this.#start();
		const { id } = await this.#ask('POST', '/rest/credentials', sandboxCredential(sandbox));
		const workflow = this.#workflow(id, 'stopWorkflow');
		this.#workflowId = (await this.#ask('POST', '/rest/workflows', workflow)).id;
		for (const { at, kind, times } of plan.bursts) {
			const match = () => sandbox.ledger.placed.length >= at;
			sandbox.inject({ ...faultKinds[kind], method: 'POST', match, times });
		}
	}

	/** @param {NodeJS.ProcessEnv} [env] */
	async #start(env) {
		this.#api = await this.#given.n8n.start(env);
	}

	/** @type {Api} */
	async #ask(method, path, body) {
		if (!this.#api) throw new Error('n8n is not running');
		return await this.#api(method, path, body);
	}

	/** @param {string} credentialId @param {'stopWorkflow' | 'continueRegularOutput'} onError */
	#workflow(credentialId, onError) {
		const { sandbox, rows } = this.#given;
		const customers = Array.from({ length: rows }, (_, index) => ({
			row: index + 1,
			phone: `+1303${5_550_000 + index}`,
		}));
		const node = createNode(sandbox, credentialId, {
			customFields: {
				assignments: [{ id: '1', name: 'Row', type: 'number', value: '={{ $json.row }}' }],
			},
			options: { maxConcurrentCalls: 5 },
			// A request that is never answered holds its place for so long (ms); a list of all calls takes its time on a busy machine.
			requestOptions: { timeout: 5_000 },
		});
		return { ...rowWorkflow('chaos', customers, { ...node, onError }), id: undefined };
	}

	/** @returns {Promise<boolean>} false where the workflow has not ended, but running it again changes nothing */
	async #untilOver() {
		const { sandbox, plan } = this.#given;
		let quiet = 0;
		while (quiet < QUIET_RUNS || this.#cuts < plan.cuts.length) {
			if (this.runs >= MAX_RUNS)
				throw new UserError(`The list has not come to an end in ${MAX_RUNS} runs.`);
			const before = sandbox.ledger.placed.length;
			if ((await this.#runOnce()) === 'success' || sandbox.ledger.duplicates().length > 0)
				return true;
			quiet = sandbox.ledger.placed.length === before ? quiet + 1 : 0;
		}
		return false;
	}

	/** Runs the workflow, as planned with or without an interruption. @returns {Promise<string>} n8n's status of the execution */
	async #runOnce() {
		const { say, sandbox } = this.#given;
		const how = await this.#startRun();
		const listReads = this.#listReads();
		const api = /** @type {Api} */ (this.#api);
		let hasEnded = false;
		// A process that is killed answers no more.
		const ended = untilEnded(api, this.#executionId).catch(() => undefined);
		void ended.finally(() => (hasEnded = true));
		const cut = this.#given.plan.cuts[this.#cuts];
		while (cut && !hasEnded && !this.#isTime(cut, listReads)) await wait(PAUSE);
		const isCut = cut !== undefined && !hasEnded && (await this.#interrupt(cut));
		const run =
			(await ended) ?? (await untilEnded(/** @type {Api} */ (this.#api), this.#executionId));
		this.told.read(run.text, sandbox.ledger.placed);
		const end = isCut ? `${cut.how} while ${cut.during}, ${run.status}` : run.status;
		say(`  run ${this.runs} (${how}): ${end}, ${sandbox.ledger.placed.length} calls placed`);
		return run.status;
	}

	/** @returns {Promise<string>} how */
	async #startRun() {
		const api = /** @type {Api} */ (this.#api);
		const wanted = this.runs > 0 ? this.#given.plan.again(this.runs) : 'first';
		this.runs++;
		const retried =
			wanted === 'retry' ? await retry(api, this.#workflowId, this.#executionId) : undefined;
		this.#executionId = retried ?? (await startFrom(api, this.#workflowId, START));
		return wanted === 'retry' && !retried ? 'anew, as n8n cannot retry' : wanted;
	}

	/** @param {Cut} cut @param {number} listReads by earlier runs */
	#isTime({ at, during }, listReads) {
		const { placed } = this.#given.sandbox.ledger;
		return during === 'looking' ? this.#listReads() > listReads : placed.length >= at;
	}

	#listReads() {
		const { requests } = this.#given.sandbox;
		return requests.filter(({ method, path }) => method === 'GET' && path === '/api/v1/calls')
			.length;
	}

	/** @param {Cut} cut @returns {Promise<boolean>} false where n8n was done before it could be stopped */
	async #interrupt({ how }) {
		this.#cuts++;
		if (how === 'kill') {
			await this.#given.n8n.kill();
			this.kills++;
			await this.#start();
			return true;
		}
		const stopping = this.#ask('POST', `/rest/executions/${this.#executionId}/stop`);
		const isStopped = await stopping.then(
			() => true,
			() => false,
		);
		if (isStopped) this.stops++;
		return isStopped;
	}

	/** Runs once more, so that every row comes out with what is known of it. @returns {Promise<number[]>} */
	async #unknownRows() {
		const workflow = await this.#ask('GET', `/rest/workflows/${this.#workflowId}`);
		const nodes = workflow.nodes.map((/** @type {any} */ node) =>
			node.name === TARGET ? { ...node, onError: 'continueRegularOutput' } : node,
		);
		await this.#ask('PATCH', `/rest/workflows/${this.#workflowId}`, { ...workflow, nodes });
		this.runs++;
		const api = /** @type {Api} */ (this.#api);
		const run = await untilEnded(api, await startFrom(api, this.#workflowId, START));
		this.told.read(run.text, this.#given.sandbox.ledger.placed);
		const unknown = run.itemsOf(TARGET).filter(({ json }) => json.outcome === 'unknown');
		if (unknown.length > 0)
			this.#given.say(printable(`  unknown, such as: ${unknown[0].json.details?.whatToDo}`));
		return unknown.map(({ pairedItem }) => pairedItem.item + 1);
	}
}

module.exports = { Campaign };
