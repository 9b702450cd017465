// @ts-check
// What the tests do with n8n, in the words of its editor: create a credential, run a workflow, open a list.
const { spawn } = require('node:child_process');
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { createClient } = require('../../../scripts/n8n/client');
const examples = require('../../../scripts/n8n/examples');
const { startFrom, untilEnded } = require('../../../scripts/n8n/execution');
const { ROOT } = require('../../../scripts/support/paths');
const { running } = require('../../support/runningN8n');

const TRIGGER = 'When clicking ‘Execute workflow’';

/** @typedef {import('../../../scripts/n8n/examples').SandboxAccess} SandboxAccess */
/** @typedef {import('../../../scripts/n8n/execution').Execution} Run */

/**
 * Connects to the n8n that all tests share.
 *
 * @returns {Promise<{
 *   api: import('../../../scripts/n8n/client').Client['api'],
 *   log: () => string,
 *   outgoing: () => string[],
 *   createCredential: (sandbox: SandboxAccess) => Promise<string>,
 *   testCredential: (data: object) => Promise<{ status: string, message: string }>,
 *   run: (workflow: object) => Promise<Run>,
 *   search: (request: object) => Promise<{ results: Array<{ name: string, value: string }>, paginationToken?: unknown }>,
 * }>}
 */
async function connect() {
	const { url, owner, logFile, outgoingFile } = running();
	const { api } = await createClient(url, AbortSignal.timeout(30_000), owner);
	return {
		api,
		/** Everything n8n has written so far. */
		log: () => readFileSync(logFile, 'utf8'),
		/** The hosts, other than this machine, that n8n has connected to so far. */
		outgoing: () => readFileSync(outgoingFile, 'utf8').split('\n').filter(Boolean),
		createCredential: async (sandbox) =>
			(await api('POST', '/rest/credentials', examples.sandboxCredential(sandbox))).id,
		testCredential: async (data) =>
			await api('POST', '/rest/credentials/test', {
				credentials: { id: '', name: 'Under test', type: 'elementeApi', data },
			}),
		run: async (workflow) => await runWorkflow(api, workflow),
		search: async (request) =>
			await api('POST', '/rest/dynamic-node-parameters/resource-locator-results', request),
	};
}

/**
 * @param {string} file name in examples/
 * @param {string} credentialId
 * @param {string} [folder] that workflows may read and write, with the spreadsheet or to get it
 * @returns {import('../../../scripts/n8n/examples').Example} ready to run
 */
function readExample(file, credentialId, folder = running().filesFolder) {
	examples.provideSpreadsheet(folder);
	return examples.readExample(file, credentialId, folder);
}

/**
 * Stores a workflow and runs it.
 *
 * @param {import('../../../scripts/n8n/client').Client['api']} api
 * @param {object} workflow whose manual trigger has n8n's default name
 * @returns {Promise<Run>}
 */
async function runWorkflow(api, workflow) {
	const { id } = await api('POST', '/rest/workflows', { ...workflow, id: undefined });
	return await runStored(api, id);
}

/**
 * Runs a stored workflow the way the editor's button does and waits for its end.
 *
 * @param {import('../../../scripts/n8n/client').Client['api']} api
 * @param {string} id
 * @returns {Promise<Run>}
 */
async function runStored(api, id) {
	const executionId = await startStored(api, id);
	return await untilEnded(api, executionId);
}

/**
 * Starts a stored workflow the way the editor's button does.
 *
 * @param {import('../../../scripts/n8n/client').Client['api']} api
 * @param {string} id
 * @returns {Promise<string>} the execution's id
 */
async function startStored(api, id) {
	return await startFrom(api, id, TRIGGER);
}

/**
 * A workflow of a trigger, rows and one Elemente node (named "Rows" and "Elemente").
 *
 * @param {object} given
 * @param {object[]} given.rows the items' json
 * @param {object} given.parameters of the Elemente node
 * @param {string} given.credentialId
 * @param {object} [given.settings] of the Elemente node: onError, retryOnFail, …
 */
function workflowOf({ rows, parameters, credentialId, settings = {} }) {
	/** @param {string} node */
	const to = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'Test',
		settings: { executionOrder: 'v1' },
		pinData: { Rows: rows.map((json) => ({ json })) },
		connections: { [TRIGGER]: to('Rows'), Rows: to('Elemente') },
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', {}),
			node('Rows', 'n8n-nodes-base.noOp', {}),
			{
				...node('Elemente', 'n8n-nodes-elemente.elemente', parameters),
				credentials: { elementeApi: { id: credentialId, name: 'Elemente sandbox' } },
				...settings,
			},
		],
	};
}

/**
 * @param {string} name
 * @param {string} type
 * @param {object} parameters
 */
function node(name, type, parameters) {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

/**
 * Runs one of the repository's scripts as a process of its own.
 *
 * @param {string} script name in scripts/
 * @param {{ args?: string[], onOutput?: (text: string, child: import('node:child_process').ChildProcess) => void }} [options]
 * @returns {Promise<{ code: number | null, output: string }>} output: both streams
 */
async function runScript(script, { args = [], onOutput = () => {} } = {}) {
	const child = spawn(process.execPath, [join(ROOT, 'scripts', script), ...args], { cwd: ROOT });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => {
			output += chunk;
			onOutput(String(chunk), child);
		});
	}
	const code = await new Promise((done) => child.once('close', done));
	return { code, output };
}

/**
 * @param {string} text part of a command line, such as a folder's name
 * @returns {string[]} the command lines of running processes that have it, or whose settings have it
 */
function processesNaming(text) {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
		.filter((pid) => ['cmdline', 'environ'].some((file) => contentOf(pid, file).includes(text)))
		.map((pid) => contentOf(pid, 'cmdline').replaceAll('\0', ' '));
}

/**
 * @param {string} pid
 * @param {string} file
 */
function contentOf(pid, file) {
	try {
		return readFileSync(join('/proc', pid, file), 'utf8');
	} catch {
		// The process has ended in the meantime, or is another user's.
		return '';
	}
}

module.exports = {
	startStored,
	untilEnded,
	connect,
	runStored,
	workflowOf,
	readExample,
	switchCheckOnlyOff: examples.switchCheckOnlyOff,
	runScript,
	processesNaming,
};
