// @ts-check
// `npm run contract`: asks an account whether the API is as this package takes it to be. docs/contract.md says how to read the answer.
const { runScript } = require('../support/cleanup');
const { UserError } = require('../support/progress');
const { askAll, summary, table } = require('./ask');
const { createClient } = require('./client');
const { USAGE, readOptions } = require('./options');
const { readPassword } = require('./password');

/** @returns {Promise<number>} the exit code: 0 all hold, 1 some differ, 2 it could not ask */
async function main() {
	/** @type {import('./ask').Line[]} */
	const lines = [];
	try {
		const options = readOptions(process.argv.slice(2));
		if (!options) {
			console.log(USAGE);
			return 0;
		}
		const { baseUrl, username, phone } = options;
		const client = createClient({ baseUrl, username, password: await readPassword() });
		await askAll(client, { phone, onLine: (line) => lines.push(line) });
		const sent = phone === undefined ? 'all of them reading only' : 'one of which placed a call';
		console.log(`${baseUrl} answered ${client.requests()} requests, ${sent}.\n\n${table(lines)}\n`);
		console.log(summary(lines));
		return lines.some(({ holds }) => holds === false) ? 1 : 0;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		if (lines.length > 0) console.log(`${table(lines)}\n`);
		console.error(error.message);
		console.log(summary(lines));
		return 2;
	}
}

runScript(async () => {
	try {
		return await main();
	} catch (error) {
		console.error(error);
		return 2;
	}
});
