// @ts-check
// What every source file of the repository imports of it: for the test that holds the rooms, and for their picture.
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, normalize, posix } = require('node:path');
const ts = require('typescript');
const { ROOT } = require('./paths');

/** @typedef {{ file: string, imports: string[], lines: number }} Source paths are from the repository's root */

/**
 * Reads the files that git has or would take, and that are there.
 *
 * @returns {Source[]} every source file, with the files of the repository that it imports
 */
function sources() {
	const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	return listed
		.split('\n')
		.filter((file) => /\.(ts|js|mjs)$/.test(file) && existsSync(join(ROOT, file)))
		.sort()
		.map(read);
}

/** @param {string} file @returns {Source} */
function read(file) {
	const text = readFileSync(join(ROOT, file), 'utf8');
	const imports = ts
		.preProcessFile(text, true, true)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.map((name) => resolved(posix.join(dirname(file), name)));
	return { file, imports, lines: text.split('\n').length - 1 };
}

/** @param {string} path without its extension, as an import names it */
function resolved(path) {
	const candidates = ['', '.ts', '.js', '.d.ts', '/index.ts', '/index.js'].map((end) => path + end);
	const isFile = (/** @type {string} */ name) =>
		existsSync(join(ROOT, name)) && statSync(join(ROOT, name)).isFile();
	return normalize(candidates.find(isFile) ?? path);
}

module.exports = { sources };
