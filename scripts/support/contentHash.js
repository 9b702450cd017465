// @ts-check
// Tells whether files have changed since something was made of them.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

/** @param {string} root @param {string} path from the root @returns {string[]} the files, from the root, in order */
function filesOf(root, path) {
	const place = join(root, path);
	if (!existsSync(place)) return [];
	if (!statSync(place).isDirectory()) return [path];
	return readdirSync(place)
		.sort()
		.flatMap((name) => filesOf(root, join(path, name)));
}

/**
 * @param {string} root
 * @param {string[]} paths of files and folders, from the root; what is not there counts as empty
 * @param {(path: string) => boolean} [counts] which of the files; all of them, if it is left out
 * @returns {string} 16 hexadecimal digits that change with the name or the content of any file
 */
function contentHash(root, paths, counts = () => true) {
	const hash = createHash('sha256');
	for (const path of paths.flatMap((each) => filesOf(root, each)).filter(counts)) {
		const content = readFileSync(join(root, path));
		hash.update(`${path.split('\\').join('/')}\n${content.length}\n`).update(content);
	}
	return hash.digest('hex').slice(0, 16);
}

module.exports = { contentHash };
