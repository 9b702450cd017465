// @ts-check
// `npm run demo`: the spreadsheet example in a real n8n against the sandbox, from nothing to a table of what each row became.
const {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join } = require('node:path');
const { printable } = require('../sandbox/page/callLine');
const { startSandbox } = require('../sandbox/server');
const { atExit, runScript } = require('./support/cleanup');
const { defaultFilesFolder } = require('./n8n/environment');
const {
	OUR_NODES,
	provideSpreadsheet,
	readExample,
	sandboxCredential,
	switchCheckOnlyOff,
} = require('./n8n/examples');
const { ensureN8n } = require('./n8n/install');
const { installPackage } = require('./n8n/package');
const { CACHE } = require('./support/paths');
const { executeWorkflow, importCredential, importWorkflow } = require('./n8n/process');
const { UserError, createProgress } = require('./support/progress');

const EXAMPLE = 'spreadsheet-to-calls.json';
const EXPECTED_ROWS = 12;
const CREDENTIAL_ID = 'elementeSandbox';
/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ALL_CALLS_ENDED = 600;
/** The demo's own folder goes with it; the file that the workflow has written is kept here, to be opened. */
const RESULT = join(CACHE, 'demo', 'customers-called.csv');

/** @typedef {import('../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ row: Record<string, string>, call: Record<string, any> }} Contact a row of the file and the call it became */

/**
 * @param {any} record n8n's record of a run
 * @param {import('./n8n/examples').Example} workflow
 * @returns {Contact[]} in the order of the calls that came out
 * @throws {UserError} with n8n's own words if the run failed
 */
function contactsOf(record, workflow) {
	const { error, runData } = record.data.resultData;
	if (error) {
		throw new UserError(`The workflow failed: ${error.message}\n${error.description ?? ''}`);
	}
	/** @param {string} prefix */
	const itemsOf = (prefix) => {
		const node = workflow.nodes.find(({ type }) => type.startsWith(prefix));
		return node ? (runData[node.name]?.[0]?.data?.main?.[0] ?? []) : [];
	};
	const rows = itemsOf('n8n-nodes-base.extractFromFile');
	return itemsOf(OUR_NODES).map((/** @type {any} */ item) => ({
		row: rows[item.pairedItem?.item]?.json ?? {},
		call: item.json,
	}));
}

/**
 * @param {Sandbox} sandbox
 * @param {string} id
 * @returns {Promise<Record<string, any>>} the call as the API has it now
 */
async function readCall({ url, username, password }, id) {
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	const answer = await fetch(`${url}/api/v1/calls/${id}`, { headers: { authorization } });
	if (!answer.ok) throw new UserError(`Call ${id} cannot be looked up: status ${answer.status}`);
	return /** @type {Record<string, any>} */ (await answer.json());
}

/**
 * @param {Contact} contact
 * @returns {string} two lines for a person to read
 */
function describe({ row, call }) {
	const heard = call.messages?.[0]?.content;
	const cells = [
		String(row.Row ?? '?').padStart(3),
		`${row['First Name']} ${row['Last Name']}`.padEnd(16),
		String(row.Phone).padEnd(18),
		call.id,
		call.status,
	];
	const said = heard ? `“${heard}”` : '(nothing was said)';
	// What is in the file of rows may be what would clear the terminal or forge a line.
	return `${printable(cells.join('  '))}\n     ${printable(said)}`;
}

/**
 * Takes the file that the workflow has written beside the spreadsheet out of the folder that goes with the demo.
 *
 * @param {string} spreadsheet its path
 * @returns {string} what is in the file
 * @throws {UserError} when there is none
 */
function keepResult(spreadsheet) {
	const folder = dirname(spreadsheet);
	const name = readdirSync(folder).find((file) => file !== basename(spreadsheet));
	if (!name) throw new UserError('The workflow has written no file of what became of each row.');
	const text = readFileSync(join(folder, name), 'utf8');
	mkdirSync(dirname(RESULT), { recursive: true });
	writeFileSync(RESULT, text);
	return text;
}

/**
 * @param {Contact[]} contacts
 * @param {Sandbox} sandbox
 * @param {string} result the file that the workflow has written
 * @returns {string[]} what is wrong: a row without a call, somebody called twice; nothing if all is well
 */
function problemsOf(contacts, sandbox, result) {
	const placed = new Set(sandbox.ledger.placed.map(({ id }) => id));
	const known = new Set(contacts.map(({ call }) => call.id).filter((id) => placed.has(id)));
	const rows = new Set(contacts.map(({ row }) => row.Row));
	const written = [...placed].filter((id) => result.includes(id));
	const twice = sandbox.ledger.duplicates().map(({ key }) => key);
	return [
		rows.size === EXPECTED_ROWS ? '' : `${rows.size} of ${EXPECTED_ROWS} rows came out of n8n.`,
		known.size === EXPECTED_ROWS
			? ''
			: `${known.size} of ${EXPECTED_ROWS} calls have an id that Elemente knows.`,
		sandbox.ledger.placed.length === EXPECTED_ROWS
			? ''
			: `${sandbox.ledger.placed.length} calls were placed.`,
		written.length === placed.size
			? ''
			: `${written.length} of ${placed.size} calls are in the file that the workflow has written.`,
		twice.length === 0 ? '' : `Called more than once: ${twice.join(', ')}.`,
	].filter(Boolean);
}

/**
 * @param {string} userFolder a throw-away one
 * @param {Sandbox} sandbox
 * @returns {Promise<number>} the exit code
 */
async function demo(userFolder, sandbox) {
	const progress = createProgress();
	const place = { userFolder };
	await ensureN8n(progress);
	await installPackage(progress, userFolder);
	const spreadsheet = provideSpreadsheet(defaultFilesFolder(userFolder));
	const workflow = switchCheckOnlyOff(readExample(EXAMPLE, CREDENTIAL_ID, dirname(spreadsheet)));
	await progress.during('Giving n8n the example and the password for the sandbox', async () => {
		await importCredential({ id: CREDENTIAL_ID, ...sandboxCredential(sandbox) }, place);
		await importWorkflow(workflow, place);
	});
	const record = await progress.during(
		'Running the example in n8n: one call for each row of examples/customers.csv',
		() => executeWorkflow(workflow.id, place),
		() => `${sandbox.ledger.placed.length} calls placed`,
	);
	const placed = contactsOf(record, workflow);
	const result = keepResult(spreadsheet);
	sandbox.advance(UNTIL_ALL_CALLS_ENDED);
	const contacts = await Promise.all(
		placed.map(async ({ row, call }) => ({
			row,
			call: await readCall(sandbox, call.id),
		})),
	);

	console.log(
		`\nRow  ${'Customer'.padEnd(16)}  ${'Phone in the file'.padEnd(18)}  ${'Call'.padEnd(36)}  Outcome`,
	);
	for (const contact of contacts) console.log(describe(contact));
	const problems = problemsOf(contacts, sandbox, result);
	console.log(`\nThe workflow's own file, with each row and its call as it was placed: ${RESULT}`);
	console.log(
		problems.length === 0
			? `\n${EXPECTED_ROWS} rows, ${EXPECTED_ROWS} calls, nobody was called twice. (In the sandbox: no phone rang.)`
			: `\nSomething is wrong.\n${problems.join('\n')}`,
	);
	return problems.length === 0 ? 0 : 1;
}

/** @returns {Promise<number>} the exit code */
async function main() {
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-demo-'));
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	atExit(removeFolder);
	const sandbox = await startSandbox();
	try {
		return await demo(userFolder, sandbox);
	} finally {
		await sandbox.close();
		removeFolder();
	}
}

runScript(main);
