// @ts-check
// Brings the oldest n8n that the package works in into tools/n8n-oldest, with a Node.js that it accepts.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { NODE_PACKAGES, TOOLS } = require('../../../scripts/n8n/paths');
const { ROOT } = require('../../../scripts/support/paths');
const { ensureFolder } = require('../../../scripts/support/privateFolder');
const { UserError } = require('../../../scripts/support/progress');

const FOLDER = join(ROOT, 'tools', 'n8n-oldest');
const MODULES = join(FOLDER, 'node_modules');
/** The newest major version of Node.js that the oldest n8n starts with. */
const NODE_MAJOR = 22;

/** @returns {string} the pinned version, as package.json has it */
function oldestVersion() {
	return JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).dependencies.n8n;
}

/**
 * @returns {string} path of a Node.js executable that the oldest n8n accepts
 * @throws {UserError} when this system has none
 */
function oldestNode() {
	const system = `${process.platform}-${process.arch}`;
	const installed = join(MODULES, NODE_PACKAGES.get(system) ?? 'none');
	if (existsSync(installed)) return installed;
	if (Number(process.versions.node.split('.')[0]) <= NODE_MAJOR) return process.execPath;
	throw new UserError(
		`n8n ${oldestVersion()} needs Node.js ${NODE_MAJOR} or older, and there is no ready-made one for this system (${system}).`,
	);
}

/**
 * @param {import('../../../scripts/support/progress').Progress} progress
 * @returns {Promise<import('../../../scripts/n8n/process').Program>} what to start
 */
async function ensureOldestN8n(progress) {
	await ensureFolder(
		{
			folder: FOLDER,
			title: `n8n ${oldestVersion()}, the oldest that is supported`,
			space: 1.5e9,
			check: oldestNode,
			// The newest n8n has the same version of it, for the same interface of Node.js.
			compile: { name: 'sqlite3', title: 'Preparing its database driver', reuse: TOOLS },
		},
		progress,
	);
	return { node: oldestNode(), bin: join(MODULES, 'n8n', 'bin', 'n8n') };
}

module.exports = { ensureOldestN8n, oldestVersion };
