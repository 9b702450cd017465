// @ts-check
// `npm run soak -- --rows 1000 --seed 1`: many rows through real n8n against an API that fails in every way, then a reconciliation
// of what n8n says with what was really placed.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { startSandbox } = require('../sandbox/server');
const { FAULT_RATES, describe, reconcile } = require('../sandbox/reconcile');
const { atExit } = require('./support/cleanup');
const { sandboxCredential } = require('./n8n/examples');
const { ensureN8n } = require('./n8n/install');
const { installPackage } = require('./n8n/package');
const { executeWorkflow, importCredential, importWorkflow } = require('./n8n/process');
const { createProgress, printError } = require('./support/progress');
const { createNode, rowWorkflow, targetRun } = require('./n8n/rowWorkflow');

const CREDENTIAL_ID = 'elementeSandbox';

/**
 * Runs the soak once.
 *
 * @param {{ rows: number, seed: number, userFolder: string, progress: import('./support/progress').Progress }} options
 * @returns {Promise<import('../sandbox/reconcile').Reconciliation>}
 */
async function soak({ rows, seed, userFolder, progress }) {
	const sandbox = await startSandbox({ seed, faultRates: FAULT_RATES });
	const place = { userFolder };
	try {
		const customers = Array.from({ length: rows }, (_, index) => ({
			row: index + 1,
			phone: `+1303${5_550_000 + index}`,
		}));
		const node = {
			...createNode(sandbox, CREDENTIAL_ID, {
				customFields: {
					assignments: [{ id: '1', name: 'Row', type: 'number', value: '={{ $json.row }}' }],
				},
				options: { maxConcurrentCalls: 40 },
				// A request that is never answered holds its place for so long (ms).
				requestOptions: { timeout: 2_000 },
			}),
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 100,
		};
		const workflow = rowWorkflow('soak', customers, node);
		await importCredential({ id: CREDENTIAL_ID, ...sandboxCredential(sandbox) }, place);
		await importWorkflow(workflow, place);
		const record = await progress.during(
			`Placing ${rows} calls with seed ${seed}`,
			() => executeWorkflow(workflow.id, place),
			() => `${sandbox.ledger.placed.length} calls placed`,
		);
		return reconcile(rows, targetRun(record).items, sandbox.ledger);
	} finally {
		await sandbox.close();
	}
}

async function main() {
	const { values } = parseArgs({
		options: { rows: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
	});
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-soak-'));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	atExit(removeFolder);
	const progress = createProgress();
	try {
		await ensureN8n(progress);
		await installPackage(progress, userFolder);
		const result = await soak({
			rows: Number(values.rows),
			seed: Number(values.seed),
			userFolder,
			progress,
		});
		console.log(describe(result));
		process.exitCode = result.duplicates + result.lost + result.orphans === 0 ? 0 : 1;
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		removeFolder();
	}
}

if (require.main === module) void main();

module.exports = { soak };
