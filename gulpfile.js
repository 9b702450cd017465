// @ts-check
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { dest, series, src } = require('gulp');
const { buildRooms } = require('./scripts/build/rooms');

/** Removes the previous build, so that a deleted source file leaves nothing behind in the package. */
async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

/** Compiles the TypeScript sources to `dist`, one file for each room of the house. */
async function compile() {
	for (const [name, code] of buildRooms()) {
		const file = join('dist', name);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, code);
	}
}

/** Copies the icons: n8n resolves `file:../../icons/…` against the compiled files. */
function icons() {
	return src('icons/*.svg').pipe(dest('dist/icons'));
}

/**
 * Copies the codex files, which hold the categories and links that n8n's nodes panel shows, and the schemas of what
 * comes out, which it shows before the first run.
 */
function described() {
	return src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json']).pipe(dest('dist/nodes'));
}

exports.icons = icons;
exports.build = series(clean, compile, icons, described);
exports.default = exports.build;
