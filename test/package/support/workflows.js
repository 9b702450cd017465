// @ts-check
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');
const { ROOT } = require('../../../scripts/support/paths');

const FOLDER = join(ROOT, '.github', 'workflows');

/** @returns every GitHub workflow, as text and as data */
function workflows() {
	return readdirSync(FOLDER).map((file) => {
		const text = readFileSync(join(FOLDER, file), 'utf8');
		return { file, text, content: parse(text) };
	});
}

/** @returns {string[]} the commands that `npm run` knows */
function npmScripts() {
	return Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts);
}

module.exports = { workflows, npmScripts };
