// @ts-check
const { randomBytes } = require('node:crypto');
const { chmodSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** In n8n's folder, and outside of the part of it that workflows may read. */
const PASSWORD_FILE = 'owner-password.txt';

/** @typedef {{ email: string, password: string, firstName: string, lastName: string }} Owner */

/**
 * The log-in of an n8n that these scripts set up: another password for each folder, which only its user can read.
 *
 * @param {string} userFolder n8n's; made if need be
 * @returns {Owner}
 */
function ownerOf(userFolder) {
	return {
		email: 'owner@example.com',
		password: passwordIn(userFolder),
		firstName: 'Sandbox',
		lastName: 'Owner',
	};
}

/** @param {string} userFolder */
function passwordIn(userFolder) {
	const file = join(userFolder, PASSWORD_FILE);
	// n8n's database is beside it, with what was in every row that was run.
	mkdirSync(userFolder, { recursive: true });
	chmodSync(userFolder, 0o700);
	try {
		// Fails where there is one, also when another process has just written it.
		writeFileSync(file, `${newPassword()}\n`, { mode: 0o600, flag: 'wx' });
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
		chmodSync(file, 0o600);
	}
	return readFileSync(file, 'utf8').trim();
}

/** @returns {string} as n8n takes it: 8 to 64 characters with a capital and a digit; easy to copy by hand */
function newPassword() {
	const parts = randomBytes(12).toString('hex').match(/.{6}/g) ?? [];
	return `N8-${parts.join('-')}`;
}

module.exports = { PASSWORD_FILE, ownerOf };
