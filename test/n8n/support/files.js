// @ts-check
// The files that workflows in the shared n8n read and write. n8n lets them do so in few folders only.
const { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { running } = require('./running');

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

module.exports = { folderForWorkflows };
