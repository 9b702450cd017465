// @ts-check
// The workflows in examples/, made ready for the sandbox: the places that a user fills in by hand are filled in here.
const { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { EXAMPLES } = require('../support/paths');

/** What stands in the examples for the folder with the spreadsheet; examples/README.md tells users to replace it. */
const PATH_PLACEHOLDER = '/path/to/examples';
/** The rows that the examples read. */
const SPREADSHEET = 'customers.csv';
/** n8n keeps the part before the dot as the package's name. */
const OUR_NODES = 'n8n-nodes-elemente.';
const CREDENTIAL_NAME = 'Elemente sandbox';
const CREDENTIAL_TYPE = 'elementeApi';

/** @typedef {{ url: string, username: string, password: string }} SandboxAccess */
/** @typedef {{ type: string, name: string, parameters: Record<string, any>, credentials?: object }} ExampleNode */
/** @typedef {{ id: string, name: string, nodes: ExampleNode[], connections: object, settings: object }} Example */

/**
 * @param {SandboxAccess} sandbox
 * @returns {{ name: string, type: string, data: object }} a credential with which n8n reaches the sandbox
 */
function sandboxCredential({ url, username, password }) {
	return {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data: { username, password, baseUrl: url },
	};
}

/**
 * Puts the spreadsheet where workflows may read it and may write beside it, which is not the repository's own folder.
 * One that is there already stays as it is: the user may have filled it with other rows.
 *
 * @param {string} folder made if need be; one that `N8N_RESTRICT_FILE_ACCESS_TO` allows
 * @returns {string} the spreadsheet's path
 */
function provideSpreadsheet(folder) {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, SPREADSHEET);
	if (!existsSync(path)) copyFileSync(join(EXAMPLES, SPREADSHEET), path);
	return path;
}

/**
 * @param {string} file name in examples/
 * @param {string} credentialId of the sandbox credential in the n8n that the example is for
 * @param {string} folder with the spreadsheet (see `provideSpreadsheet`)
 * @returns {Example} with the real path of the spreadsheet and with the credential in each Elemente node
 */
function readExample(file, credentialId, folder) {
	// n8n wants forward slashes on Windows too; the quotes around the text are already there.
	const path = JSON.stringify(folder.replaceAll('\\', '/')).slice(1, -1);
	const text = readFileSync(join(EXAMPLES, file), 'utf8').replaceAll(PATH_PLACEHOLDER, () => path);
	/** @type {Example} */
	const workflow = JSON.parse(text);
	for (const node of workflow.nodes) {
		if (!node.type.startsWith(OUR_NODES)) continue;
		node.credentials = { [CREDENTIAL_TYPE]: { id: credentialId, name: CREDENTIAL_NAME } };
	}
	return workflow;
}

/**
 * What somebody does who has looked at what would be sent: switches *Check Only* off.
 *
 * @template {{ nodes: Array<{ type: string, parameters: any }> }} Workflow
 * @param {Workflow} workflow changed
 * @returns {Workflow} the same one
 */
function switchCheckOnlyOff(workflow) {
	for (const { type, parameters } of workflow.nodes) {
		if (type.startsWith(OUR_NODES)) delete parameters.options?.checkOnly;
	}
	return workflow;
}

/** @returns {string[]} the example workflows' file names */
function exampleFiles() {
	return readdirSync(EXAMPLES).filter((file) => file.endsWith('.json'));
}

module.exports = {
	sandboxCredential,
	provideSpreadsheet,
	readExample,
	switchCheckOnlyOff,
	exampleFiles,
	OUR_NODES,
};
