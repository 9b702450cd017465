// @ts-check
const {
	chmodSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { n8nEnvironment } = require('../../../scripts/n8n/environment');
const { PASSWORD_FILE } = require('../../../scripts/n8n/owner');

/** A folder for n8n, with what is to be known of the file in it. */
function temporaryUserFolder() {
	const folder = mkdtempSync(join(tmpdir(), 'elemente-owner-'));
	const file = join(folder, PASSWORD_FILE);
	return {
		folder,
		/** Who may do what with the file, such as 600. */
		rights: () => (statSync(file).mode & 0o777).toString(8),
		/** Who may do what with the folder */
		folderRights: () => (statSync(folder).mode & 0o777).toString(8),
		openFolder: () => chmodSync(folder, 0o755),
		content: () => readFileSync(file, 'utf8'),
		openToAll: () => chmodSync(file, 0o644),
		write: (/** @type {string} */ text) => writeFileSync(file, text),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * @param {Record<string, string>} ours what stands in the environment of this process
 * @returns {NodeJS.ProcessEnv} the one that n8n gets
 */
function environmentOfN8n(ours) {
	const before = { ...process.env };
	Object.assign(process.env, ours);
	try {
		return n8nEnvironment({ userFolder: tmpdir() });
	} finally {
		process.env = before;
	}
}

module.exports = { environmentOfN8n, temporaryUserFolder };
