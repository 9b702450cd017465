// @ts-check
// `npm run upgrade:record`: keeps for later versions what a user of this one has in n8n. It makes a workflow with every operation in
// the real editor, takes it as n8n stores it, copies the examples beside it, and has test/n8n/upgrade.test.ts record what they do.
// With --interface, it only stores what the descriptions say and what comes out: test/engine/interface.txt.
const { execFileSync, spawnSync } = require('node:child_process');
const { cpSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const { exampleFiles } = require('../../scripts/n8n/examples');
const { EXAMPLES, ROOT } = require('../../scripts/support/paths');
const { UserError, createProgress, printError } = require('../../scripts/support/progress');
const { FOLDER, RECORD, writeJson } = require('../support/upgrade/saved');
const { RECORD_INTERFACE } = require('../support/upgrade/interfaceFile');
const { OPERATION_NODES, ROW, TRIGGER_NODES } = require('../support/upgrade/savedNodes');
const { openEditor } = require('./support/editor');
const { Form } = require('./support/form');
const { openStage } = require('./support/stage');

const START = 'When clicking ‘Execute workflow’';
const ROW_NODE = 'Row';
/** Between two looks at whether n8n has stored everything, in milliseconds: its editor saves within two seconds. */
const SAVING = 3_000;

/** @typedef {import('./support/editor').Editor} Editor */
/** @typedef {import('../support/upgrade/savedNodes').SavedNode} SavedNode */

/**
 * Adds a node with an action of the nodes panel, behind the node that is marked, and fills it in.
 *
 * @param {Editor} editor
 * @param {SavedNode} node
 */
async function addNode(editor, { action, fill }) {
	await editor.searchNodes('elemente');
	await editor.inNodesPanel('Elemente').click();
	// n8n shows triggers where the workflow has none yet, and actions where it has one.
	await editor.inNodesPanel(action).click();
	const form = new Form(editor.page, editor.stage);
	await form.waitFor();
	await fill(form);
	await form.leaveField();
	await form.close();
}

/**
 * @param {Editor} editor
 * @param {string} id
 * @returns {Promise<any>} the workflow as n8n stores it once the editor has saved everything
 */
async function stored({ page, stage }, id) {
	await page.keyboard.press('ControlOrMeta+S');
	for (let before = ''; ; ) {
		await wait(SAVING);
		const workflow = await stage.n8n.api('GET', `/rest/workflows/${id}`);
		if (workflow.checksum === before) return workflow;
		before = workflow.checksum;
	}
}

/**
 * What of a workflow is the same in every n8n: IDs are counted, and the credential has a placeholder.
 *
 * @param {any} workflow
 * @returns {object}
 */
function portable({ name, nodes, connections, settings }) {
	/** @type {Map<string, string>} */
	const counted = new Map();
	const text = JSON.stringify({ name, nodes, connections, settings }, (key, value) => {
		if (key === 'elementeApi') return { ...value, id: 'CREDENTIAL_ID' };
		if (key !== 'id' || value === 'CREDENTIAL_ID') return value;
		counted.set(value, counted.get(value) ?? `id-${counted.size + 1}`);
		return counted.get(value);
	});
	return JSON.parse(text);
}

/** @param {Editor} editor @returns {Promise<object>} a workflow with every operation */
async function makeOperations(editor) {
	const row = { mode: 'raw', jsonOutput: JSON.stringify(ROW), options: {} };
	const id = await editor.openWorkflow({
		name: 'Every operation',
		settings: { executionOrder: 'v1' },
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, 0),
			node(ROW_NODE, 'n8n-nodes-base.set', 3.4, 220, row),
		],
		connections: { [START]: { main: [[{ node: ROW_NODE, type: 'main', index: 0 }]] } },
		// As if it had run: its columns can be dragged.
		pinData: { [ROW_NODE]: [{ json: ROW }] },
	});
	for (const each of OPERATION_NODES) {
		await editor.page.getByTestId('zoom-to-fit').click();
		// What is added goes behind the node that is marked.
		await editor.nodeOnCanvas(ROW_NODE).click();
		await addNode(editor, each);
	}
	return portable(await stored(editor, id));
}

/** @param {Editor} editor @returns {Promise<object>} a workflow that starts with the trigger */
async function makeTrigger(editor) {
	const id = await editor.openWorkflow({
		name: 'Trigger',
		settings: { executionOrder: 'v1' },
		nodes: [node('Unused', 'n8n-nodes-base.noOp', 1, 900)],
		connections: {},
	});
	// Each goes behind the one before, which is still marked.
	for (const each of TRIGGER_NODES) await addNode(editor, each);
	return portable(await stored(editor, id));
}

/** @param {string} name @param {string} type @param {number} typeVersion @param {number} x @param {object} [parameters] */
function node(name, type, typeVersion, x, parameters = {}) {
	return { id: `id of ${name}`, name, type, typeVersion, position: [x, 0], parameters };
}

/** @returns {Promise<Array<[name: string, workflow: object]>>} what the editor saves */
async function saveInEditor() {
	const stage = await openStage();
	const progress = createProgress();
	try {
		const editor = await openEditor(stage);
		return await progress.during('Filling in every operation in the editor', async () => [
			['trigger', await makeTrigger(editor)],
			['operations', await makeOperations(editor)],
		]);
	} finally {
		await stage.close();
	}
}

/** @returns {Array<[name: string, workflow: object]>} the examples as they are now */
function examples() {
	return exampleFiles().map((file) => [
		file.replace(/\.json$/, ''),
		JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')),
	]);
}

/**
 * Runs tests that record what they find, and ends as they do.
 *
 * @param {string[]} args of Jest
 * @param {NodeJS.ProcessEnv} settings that have them record
 */
function record(args, settings) {
	const { status } = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), ...args], {
		cwd: ROOT,
		stdio: 'inherit',
		env: { ...process.env, ...settings },
	});
	process.exitCode = status ?? 1;
}

/** @returns {string} the version in package.json, of which nothing is published yet */
function versionToRecord() {
	const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const tag = execFileSync('git', ['tag', '--list', `v${version}`], { cwd: ROOT });
	if (tag.length === 0) return version;
	throw new UserError(
		`${version} is released, and what it saved stays as it is. Give package.json the next version first.`,
	);
}

/** Stores the workflows of the version in package.json, and what they do. */
async function recordVersion() {
	const version = versionToRecord();
	const workflows = [...(await saveInEditor()), ...examples()];
	const folder = join(FOLDER, version);
	rmSync(folder, { recursive: true, force: true });
	for (const [name, workflow] of workflows) {
		await writeJson(join(folder, 'workflows', `${name}.json`), workflow);
	}
	cpSync(EXAMPLES, join(folder, 'files'), {
		recursive: true,
		filter: (file) => file === EXAMPLES || file.endsWith('.csv'),
	});
	record(['--config', 'test/n8n/jest.config.js', '--runInBand', 'test/n8n/upgrade.test.ts'], {
		[RECORD]: version,
	});
	console.log(`What ${version} saves and does is in ${folder}: read the difference`);
}

async function main() {
	const { values } = parseArgs({ options: { interface: { type: 'boolean' } } });
	if (values.interface) record(['test/engine/interface.test.ts'], { [RECORD_INTERFACE]: 'yes' });
	else await recordVersion();
}

main().catch((error) => {
	printError(error);
	process.exitCode = 1;
});
