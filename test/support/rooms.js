// @ts-check
// The rooms of the house and their floors: a file imports its own room and the floors below, never up and never across.
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, normalize, posix } = require('node:path');
const ts = require('typescript');

const ROOT = join(__dirname, '..', '..');

/**
 * From the ground up: the rooms of a floor, each a folder (ending in a slash) or a file, below the house that it is in.
 * What no room holds is in the top floor: the frames, and the commands.
 *
 * @type {Record<string, string[][]>}
 */
const HOUSES = {
	'nodes/Elemente/': [
		['errors/'],
		['http/'],
		['rows/', 'api/'],
		['fields/', 'trigger/'],
		['resources/', 'createCalls/'],
	],
	'sandbox/': [
		['types.js', 'openapi.d.ts'],
		['state/'],
		['listen.js', 'reconcile.js'],
		['page/', 'recordings.js'],
		['api/'],
		['server.js'],
	],
	'scripts/': [['support/'], ['n8n/'], ['queue/']],
	'test/': [['support/'], ['unit/', 'sandbox/', 'engine/', 'package/', 'n8n/'], ['browser/']],
};

/** What a folder may import from the others: the published code nothing, the sandbox nothing of the tests, and so on. */
const MAY_IMPORT = {
	'credentials/': [],
	'nodes/Elemente/': [],
	'sandbox/': [],
	'scripts/': ['sandbox/'],
	'bench/': ['sandbox/', 'scripts/'],
	'test/': ['nodes/Elemente/', 'credentials/', 'sandbox/', 'scripts/'],
};

/** @typedef {{ file: string, imports: string[] }} Source paths from the repository's root */

/** @param {Source[]} sources @returns {string[]} what is against the direction, a line each; empty when nothing is */
function violations(sources) {
	return sources.flatMap(({ file, imports }) =>
		imports
			.filter((target) => !isAllowed(file, target))
			.map((target) => `${file} imports ${target}`),
	);
}

/** @param {string} file @param {string} target */
function isAllowed(file, target) {
	const from = Object.keys(MAY_IMPORT).find((house) => file.startsWith(house));
	const to = Object.keys(MAY_IMPORT).find((house) => target.startsWith(house));
	// Files at the root, such as package.json, belong to nobody.
	if (from === undefined || to === undefined) return true;
	if (from !== to) {
		return MAY_IMPORT[/** @type {keyof typeof MAY_IMPORT} */ (from)].some((house) => house === to);
	}
	const here = place(from, file);
	const there = place(to, target);
	return here.room === there.room || here.floor > there.floor;
}

/** @param {string} house @param {string} file */
function place(house, file) {
	const floors = HOUSES[house] ?? [];
	const path = file.slice(house.length);
	const floor = floors.findIndex((rooms) => rooms.some((room) => path.startsWith(room)));
	if (floor < 0) return { floor: floors.length, room: '' };
	return { floor, room: floors[floor].find((room) => path.startsWith(room)) };
}

/** @returns {Source[]} every source file of the repository with what it imports of it */
function sources() {
	const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	return listed
		.split('\n')
		.filter((file) => /\.(ts|js|mjs)$/.test(file) && existsSync(join(ROOT, file)))
		.map((file) => ({ file, imports: importsOf(file) }));
}

/** @param {string} file @returns {string[]} */
function importsOf(file) {
	const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
	return importedFiles
		.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.map((name) => resolved(posix.join(dirname(file), name)));
}

/** @param {string} path without its extension, as an import names it */
function resolved(path) {
	const candidates = ['', '.ts', '.js', '.d.ts', '/index.ts', '/index.js'].map((end) => path + end);
	const isFile = (/** @type {string} */ name) =>
		existsSync(join(ROOT, name)) && statSync(join(ROOT, name)).isFile();
	return normalize(candidates.find(isFile) ?? path);
}

module.exports = { sources, violations };
