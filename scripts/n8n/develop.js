// @ts-check
// For who works on the node: the sources are compiled into the installed package as they change, and n8n loads it anew.
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { atExit } = require('../support/cleanup');
const { ROOT } = require('../support/paths');

/** n8n loads changed nodes anew, and a debugger can attach to it (docs/debugging.md). */
const DEV_PLACE = {
	env: { N8N_DEV_RELOAD: 'true' },
	flags: ['--inspect=127.0.0.1:9229', '--enable-source-maps'],
};

/**
 * Compiles what changes into the package that is installed in a user folder, until this process ends. What the
 * compiler says goes to the terminal.
 *
 * @param {string} userFolder
 */
function watchSources(userFolder) {
	const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name, 'dist');
	const compiler = require.resolve('typescript/bin/tsc');
	const options = ['--watch', '--preserveWatchOutput', '--inlineSourceMap', '--inlineSources'];
	const child = spawn(
		process.execPath,
		[compiler, '-p', join(ROOT, 'tsconfig.json'), '--outDir', target, ...options],
		{ stdio: ['ignore', 'inherit', 'inherit'] },
	);
	atExit(() => child.kill());
}

module.exports = { DEV_PLACE, watchSources };
