// @ts-check
// Brings the pinned n8n into tools/n8n, once: downloads it (about 2 GB) and compiles the one module that needs it.
// `node scripts/n8n/install.js` does so ahead of what needs it, which then waits for it instead of doing the same.
const { TOOLS, n8nNode } = require('./paths');
const { ensureFolder } = require('../support/privateFolder');
const { createProgress, printError } = require('../support/progress');

/**
 * Makes sure that the pinned n8n can be started from tools/n8n.
 *
 * @param {import('../support/progress').Progress} progress
 * @returns {Promise<void>}
 * @throws {import('../support/progress').UserError} in plain words when there is no network, no compiler or no room
 */
async function ensureN8n(progress) {
	await ensureFolder(
		{
			folder: TOOLS,
			title: 'n8n 2.41.1',
			space: 3.5e9,
			warning:
				'n8n is not here yet. It is downloaded and prepared once, which takes about four minutes.',
			check: n8nNode,
			compile: { name: 'sqlite3', title: 'Compiling the database driver (a minute or two)' },
		},
		progress,
	);
}

if (require.main === module) {
	ensureN8n(createProgress()).catch((/** @type {unknown} */ error) => {
		printError(error);
		process.exitCode = 1;
	});
}

module.exports = { ensureN8n };
