// @ts-check
// The files that workflows in the shared n8n read and write. n8n lets them do so in few folders only.
const { createRequire } = require('node:module');
const { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { MODULES } = require('../../../scripts/n8n/paths');
const { running } = require('../../support/runningN8n');

/**
 * Makes a folder that workflows may read and write. It is removed with n8n's own.
 *
 * @returns {{ path: string, write: (name: string, text: string) => string, read: () => Map<string, Buffer> }}
 *   path: with forward slashes, as n8n wants it; write: returns the file's path; read: all files by name
 */
function folderForWorkflows() {
	const { filesFolder } = running();
	mkdirSync(filesFolder, { recursive: true });
	const folder = mkdtempSync(join(filesFolder, 'test-'));
	const path = folder.replaceAll('\\', '/');
	return {
		path,
		write: (name, text) => {
			writeFileSync(join(folder, name), text);
			return `${path}/${name}`;
		},
		read: () =>
			new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
	};
}

/**
 * @param {string | Buffer} text of a CSV file
 * @returns {Array<Record<string, string>>} its rows, each cell as the text that it is in the file
 */
function readCsv(text) {
	// The reader that n8n has: nothing of this package's own says what a CSV file is.
	const { parse } = createRequire(join(MODULES, 'any.js'))('csv-parse/sync');
	return parse(text, { columns: true, bom: true });
}

/**
 * @param {string} path of a CSV file
 * @returns {Array<Record<string, string>>}
 */
function readCsvFile(path) {
	return readCsv(readFileSync(path));
}

module.exports = { folderForWorkflows, readCsv, readCsvFile };
