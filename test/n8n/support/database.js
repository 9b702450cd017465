// @ts-check
// Does to n8n's database what another program on its machine may do.
const { join } = require('node:path');
const { MODULES } = require('../../../scripts/n8n/paths');

/**
 * Nobody can write to it any more, as while a backup is made of it.
 *
 * @param {string} userFolder of an n8n that runs
 * @returns {Promise<() => Promise<void>>} puts an end to that
 */
async function lockDatabase(userFolder) {
	const { Database } = require(join(MODULES, 'sqlite3'));
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const database = await new Promise((done, failed) => {
		/** @type {any} */
		const opened = new Database(file, (/** @type {Error | null} */ error) =>
			error ? failed(error) : done(opened),
		);
	});
	/** @param {string} statement */
	const run = async (statement) =>
		await new Promise((done, failed) =>
			database.run(statement, (/** @type {Error | null} */ error) =>
				error ? failed(error) : done(undefined),
			),
		);
	await run('PRAGMA busy_timeout = 5000');
	await run('BEGIN IMMEDIATE');
	return async () => {
		await run('ROLLBACK');
		await new Promise((done) => database.close(done));
	};
}

module.exports = { lockDatabase };
