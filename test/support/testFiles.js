// @ts-check
const { execFileSync } = require('node:child_process');
const { join, relative } = require('node:path');
const { manifest } = require('./package');
const { ROOT } = require('../../scripts/support/paths');

const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

/**
 * The commands with which a script of package.json runs jest, in whatever scripts they stand.
 *
 * @param {string} script
 * @returns {string[]}
 */
function jestCommands(script) {
	return /** @type {string} */ (manifest.scripts[script]).split('&&').flatMap((part) => {
		const command = part.trim();
		const [, other] = /^npm run (\S+)$/.exec(command) ?? [];
		if (other) return jestCommands(other);
		return command.startsWith('jest ') ? [command] : [];
	});
}

/**
 * The test files that such a command runs, as jest itself lists them.
 *
 * @param {string} command such as `jest --runInBand test/package`
 * @returns {string[]} paths from the root
 */
function testFilesOf(command) {
	const args = [JEST, ...command.split(' ').slice(1), '--listTests', '--json'];
	const listed = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
	return /** @type {string[]} */ (JSON.parse(listed)).map((file) => relative(ROOT, file));
}

module.exports = { jestCommands, testFilesOf };
