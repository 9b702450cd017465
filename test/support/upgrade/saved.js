// @ts-check
// Workflows as earlier versions of the package saved them, and what they did then. In test/n8n/upgrade/<version>/ are:
// workflows/  every operation and the trigger as n8n's editor saved them, and that version's examples
// files/      what the examples read
// behaviour/  what the API was asked and which fields came out, for each workflow that can be started here
const { cpSync, existsSync, mkdirSync, readFileSync } = require('node:fs');
const { readdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const babel = require('prettier/plugins/babel');
const estree = require('prettier/plugins/estree');
// All of prettier would load its parts with import(), which Jest does not have.
const prettier = require('prettier/standalone');
const style = require('../../../.prettierrc.js');
const { OUR_NODES, switchCheckOnlyOff } = require('../../../scripts/n8n/examples');
const { running } = require('../runningN8n');

const FOLDER = join(__dirname, '..', '..', 'n8n', 'upgrade');
/** Set to a version, it has that version's behaviour recorded; see test/browser/saveWorkflows.js. */
const RECORD = 'ELEMENTE_RECORD_UPGRADE';
/** What stands in the examples for the folder with their spreadsheet. */
const FILES_PLACEHOLDER = '/path/to/examples';
/** The workflow with every operation. */
const OPERATIONS = 'operations';
const STARTERS = ['n8n-nodes-base.manualTrigger', `${OUR_NODES}elementeTrigger`];
/** What waits for hours, and what has its rows in a table of n8n's own. */
const NOT_HERE = ['n8n-nodes-base.wait', 'n8n-nodes-base.dataTable'];
/** The name by which the tests start a workflow: n8n's own for the manual trigger. */
const START = 'When clicking ‘Execute workflow’';
/** One who answers, and one who is busy. */
const CALLED = ['+13035550009', '+12025550101'];
/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ENDED = 600;

/** @typedef {import('../../../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ name: string, type: string, parameters: any, credentials?: object }} SavedNode */
/** @typedef {{ nodes: SavedNode[] }} Saved */
/** @typedef {{ requests: object[], fields: Record<string, string[]> }} Behaviour what the API was asked, and the names of what came out of each node */

/** @returns {string[]} the versions of which there are saved workflows */
function savedVersions() {
	return readdirSync(FOLDER);
}

/**
 * @param {string} version
 * @returns {Array<{ name: string, workflow: Saved }>} all that the version saved, as it is in the files
 */
function savedBy(version) {
	const folder = join(FOLDER, version, 'workflows');
	return readdirSync(folder).map((file) => ({
		name: file.replace(/\.json$/, ''),
		workflow: JSON.parse(readFileSync(join(folder, file), 'utf8')),
	}));
}

/** @param {string} version @returns {string[]} the workflows that start without a form, a chat or a model, and come to their end */
function startable(version) {
	return savedBy(version)
		.filter(({ workflow }) => startOf(workflow))
		.filter(({ workflow }) => !workflow.nodes.some(({ type }) => NOT_HERE.includes(type)))
		.map(({ name }) => name);
}

/** @param {Saved} workflow */
function startOf({ nodes }) {
	return nodes.find(({ type }) => STARTERS.includes(type))?.name;
}

/** @param {SavedNode} node @returns {boolean} whether it is of this package */
function isOurs({ type }) {
	return type.startsWith(OUR_NODES);
}

/**
 * A saved workflow, ready to be started: with what is different in each n8n.
 *
 * @param {string} version
 * @param {{ credentialId: string, callId: string }} here
 * @param {string} [name] of the workflow
 * @returns {Saved & { id: string }}
 */
function savedWorkflow(version, { credentialId, callId }, name = OPERATIONS) {
	const { workflow } = savedBy(version).find((saved) => saved.name === name) ?? {};
	if (!workflow) throw new Error(`Version ${version} has saved no workflow ${name}`);
	const text = JSON.stringify({ ...workflow, id: 'saved', versionId: 'saved', active: false })
		.replaceAll('CALL_ID', callId)
		.replaceAll(FILES_PLACEHOLDER, () => filesOf(version))
		.replaceAll(startOf(workflow) ?? START, START);
	/** @type {Saved & { id: string }} */
	const ready = JSON.parse(text);
	for (const node of ready.nodes.filter(isOurs)) {
		node.credentials = { elementeApi: { id: credentialId, name: 'Elemente sandbox' } };
	}
	// An example that begins with a look is here for what it does then.
	switchCheckOnlyOff(ready);
	return ready;
}

/** @param {string} version @returns {string} where n8n may read what the version's examples read */
function filesOf(version) {
	const folder = join(running().filesFolder, `saved-${version}`);
	cpSync(join(FOLDER, version, 'files'), folder, { recursive: true });
	return folder.replaceAll('\\', '/');
}

/**
 * Places calls that have ended, for what looks them up.
 *
 * @param {Sandbox} sandbox
 * @returns {Promise<string>} the ID of the first one
 */
async function endedCall(sandbox) {
	const { url, username, password, agents } = sandbox;
	for (const customerPhone of CALLED) {
		const answer = await fetch(`${url}/api/v1/calls`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
			},
			body: JSON.stringify({
				agentId: agents[0].id,
				skillId: agents[0].skills?.[0]?.id,
				channel: 'call',
				customerPhone,
				customerOverride: {},
			}),
		});
		if (!answer.ok) throw new Error(`The sandbox did not place a call: ${answer.status}`);
	}
	sandbox.advance(UNTIL_ENDED);
	sandbox.requests.length = 0;
	return sandbox.ledger.placed[0].id;
}

/**
 * @param {Sandbox} sandbox
 * @param {Saved} workflow
 * @param {string} callId of a call that was there before
 * @param {(node: string) => Array<{ json: object, binary?: object }>} itemsOf
 * @returns {Behaviour}
 */
function behaviourOf(sandbox, workflow, callId, itemsOf) {
	const ids = [callId, ...sandbox.ledger.placed.map(({ id }) => id)];
	const lines = sandbox.requests.map(({ method, path, query, body }) =>
		ids.reduce(
			(text, id) => text.replaceAll(id, 'CALL_ID'),
			JSON.stringify({ method, path, query, body }, inOrder),
		),
	);
	// Rows are sent side by side, and how often a call is looked at while it lasts depends on the clock.
	const asked = lines.filter(
		(line, index) => JSON.parse(line).method !== 'GET' || lines.indexOf(line) === index,
	);
	const fields = workflow.nodes.filter(isOurs).map(({ name, type }) => {
		const items = itemsOf(name);
		const json = namesIn(items.map((item) => item.json));
		const binary = items.flatMap((item) => Object.keys(item.binary ?? {}));
		return [
			type.endsWith('Trigger') ? 'The trigger' : name,
			[...new Set([...json, ...binary.map((key) => `binary ${key}`)])].sort(),
		];
	});
	return {
		requests: asked.sort().map((line) => JSON.parse(line)),
		fields: Object.fromEntries(fields),
	};
}

/** For JSON.stringify: the order in which a request names its fields is no difference. @param {string} _key @param {any} value */
function inOrder(_key, value) {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * @param {unknown} value
 * @returns {string[]} the names of all that is in it, such as `skills.name`; what is in a list has the list's name
 */
function namesIn(value) {
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(namesIn);
	return Object.entries(value).flatMap(([name, inside]) => [
		name,
		...namesIn(inside).map((inner) => `${name}.${inner}`),
	]);
}

/** @param {string} version @param {string} name of a workflow */
function behaviourFile(version, name) {
	return join(FOLDER, version, 'behaviour', `${name}.json`);
}

/**
 * Records what a workflow does, if that is what the tests are run for: see `RECORD`.
 *
 * @param {string} version
 * @param {Behaviour} now
 * @param {string} name of the workflow
 */
async function recordBehaviour(version, now, name) {
	if (process.env[RECORD] === version) await writeJson(behaviourFile(version, name), now);
}

/**
 * What a workflow did when its version was current. Fields that come out now besides are no difference: they disturb nobody.
 *
 * @param {string} version
 * @param {Behaviour} now
 * @param {string} [name] of the workflow
 * @returns {Behaviour} what `now` has to be
 * @throws when it is not recorded
 */
function recordedBehaviour(version, now, name = OPERATIONS) {
	const file = behaviourFile(version, name);
	if (!existsSync(file)) {
		throw new Error(`It is not recorded what ${name} of ${version} does: npm run upgrade:record`);
	}
	/** @type {Behaviour} */
	const { requests, fields } = JSON.parse(readFileSync(file, 'utf8'));
	const allowed = Object.entries(fields).map(([node, names]) => [
		node,
		[...new Set([...names, ...(now.fields[node] ?? [])])].sort(),
	]);
	return { requests, fields: Object.fromEntries(allowed) };
}

/** Writes what the formatter would write. @param {string} file @param {unknown} value */
async function writeJson(file, value) {
	mkdirSync(dirname(file), { recursive: true });
	const text = JSON.stringify(value, null, '\t');
	const options = { ...style, parser: 'json', plugins: [babel, estree] };
	writeFileSync(file, await prettier.format(text, /** @type {any} */ (options)));
}

module.exports = {
	FOLDER,
	RECORD,
	behaviourOf,
	endedCall,
	isOurs,
	namesIn,
	recordBehaviour,
	recordedBehaviour,
	savedBy,
	savedVersions,
	savedWorkflow,
	startable,
	writeJson,
};
