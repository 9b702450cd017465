// @ts-check
// The direction of the imports: a file imports its own room and the floors below, never up and never across.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT } = require('../../scripts/support/paths');
const { placeOf } = require('../../scripts/support/rooms');

/**
 * What a folder may import from the others: the published code nothing, the sandbox nothing of the tests, and so on.
 *
 * @type {Record<string, string[]>}
 */
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
	const from = houseOf(file);
	const to = houseOf(target);
	// Files at the root, such as package.json, belong to nobody.
	if (from === undefined || to === undefined) return true;
	if (from !== to) return MAY_IMPORT[from].includes(to);
	const here = placeOf(from, file);
	const there = placeOf(to, target);
	return here.room === there.room || here.floor > there.floor;
}

/** @param {string} path */
function houseOf(path) {
	return Object.keys(MAY_IMPORT).find((house) => path.startsWith(house));
}

/** @param {Source[]} sources @returns {string[][]} files that import each other in a circle, or only for a type; each circle once */
function circles(sources) {
	const importsOf = new Map(sources.map(({ file, imports }) => [file, imports]));
	/** @type {string[][]} */
	const found = [];
	/** @type {Set<string>} */
	const done = new Set();
	/** @param {string} file @param {string[]} way */
	const visit = (file, way) => {
		if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file]);
		if (done.has(file) || way.includes(file)) return;
		for (const target of importsOf.get(file) ?? []) visit(target, [...way, file]);
		done.add(file);
	};
	for (const { file } of sources) visit(file, []);
	return found;
}

/** @returns {string} the picture that docs/architecture.md shows */
function drawnRooms() {
	return readFileSync(join(ROOT, 'docs', 'rooms.svg'), 'utf8');
}

module.exports = { circles, violations, drawnRooms };
