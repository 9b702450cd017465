// @ts-check
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT } = require('../../../scripts/support/paths');

/** @returns the lock file of this package and of each private folder, with the settings beside it */
function locks() {
	const tools = join(ROOT, 'tools');
	const folders = [ROOT, ...readdirSync(tools).map((name) => join(tools, name))];
	return folders
		.filter((folder) => existsSync(join(folder, 'package.json')))
		.map((folder) => {
			const read = (/** @type {string} */ name) => {
				const file = join(folder, name);
				return existsSync(file) ? readFileSync(file, 'utf8') : '';
			};
			return {
				folder: folder.slice(ROOT.length + 1) || '.',
				lock: read('package-lock.json'),
				settings: read('.npmrc'),
			};
		});
}

module.exports = { locks };
