// @ts-check
// `npm run chaos -- --rows 300 --kills 3 --seed 1`: a list of calls in a real n8n that is killed, stopped and started again while
// the API fails, until every row has an outcome; then what came of it, by the sandbox's ledger.
const { parseArgs } = require('node:util');
const { startSandbox } = require('../../sandbox/server');
const { FAULT_RATES } = require('../../sandbox/reconcile');
const { ensureN8n } = require('../n8n/install');
const { restartableN8n } = require('../n8n/restartable');
const { runScript } = require('../support/cleanup');
const { UserError, createProgress } = require('../support/progress');
const { Campaign } = require('./campaign');
const { describe, judge } = require('./checker');
const { makeForgetful } = require('./forgetful');
const { describePlan, drawPlan } = require('./plan');

/** How long each answer of the API takes at least, in milliseconds: a run lasts long enough to be cut. */
const LATENCY = 40;

/** @returns {{ rows: number, kills: number, stops: number, seed: number, forgetful: boolean }} */
function readOptions() {
	const { values } = parseArgs({
		options: {
			rows: { type: 'string', default: '300' },
			kills: { type: 'string', default: '3' },
			// As often as it is killed, unless something else is wanted.
			stops: { type: 'string' },
			seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
			// Installs a package that is broken on purpose: the run must fail.
			forgetful: { type: 'boolean', default: false },
		},
	});
	/** @param {'rows' | 'kills' | 'stops' | 'seed'} name @param {number} least */
	const number = (name, least) => {
		const value = Number(values[name] ?? values.kills);
		if (Number.isInteger(value) && value >= least) return value;
		throw new UserError(`--${name} has to be a whole number, at least ${least}.`);
	};
	return {
		rows: number('rows', 20),
		kills: number('kills', 0),
		stops: number('stops', 0),
		seed: number('seed', 0),
		forgetful: values.forgetful,
	};
}

/** @returns {Promise<number>} 0 where nobody was called twice and nothing was lost */
async function main() {
	const { rows, kills, stops, seed, forgetful } = readOptions();
	const progress = createProgress();
	const plan = drawPlan({ rows, kills, stops, seed });
	console.log(`seed ${seed}: ${describePlan(plan)}`);
	await ensureN8n(progress);
	const n8n = await restartableN8n(progress);
	const sandbox = await startSandbox({ seed, faultRates: FAULT_RATES, latencyMs: LATENCY });
	try {
		if (forgetful) makeForgetful(n8n.userFolder);
		const campaign = new Campaign({ n8n, sandbox, plan, rows, say: progress.say });
		const unknown = await progress.during(
			`Placing ${rows} calls, with ${kills} kills and ${stops} stops`,
			() => campaign.run(),
			() => `${sandbox.ledger.placed.length} calls placed`,
		);
		const verdict = judge(rows, sandbox.ledger, campaign.told, unknown);
		const { runs } = campaign;
		console.log(describe({ rows, kills: campaign.kills, stops: campaign.stops, runs, ...verdict }));
		return verdict.duplicates + verdict.lost === 0 ? 0 : 1;
	} finally {
		await n8n.remove();
		await sandbox.close();
	}
}

runScript(main);
