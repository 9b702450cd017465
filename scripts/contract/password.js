// @ts-check
const { once } = require('node:events');
const { createInterface } = require('node:readline');
const { Writable } = require('node:stream');
const { UserError } = require('../support/progress');

/**
 * @param {object} [from] where to look for it
 * @param {NodeJS.ProcessEnv} [from.env]
 * @param {NodeJS.ReadableStream & { isTTY?: boolean }} [from.input]
 * @param {NodeJS.WritableStream} [from.output] gets the question, and never what is typed
 * @returns {Promise<string>} from ELEMENTE_PASSWORD, or as it is typed
 * @throws {UserError} when there is no terminal, or nothing is typed
 */
async function readPassword({
	env = process.env,
	input = process.stdin,
	output = process.stderr,
} = {}) {
	if (env.ELEMENTE_PASSWORD) return env.ELEMENTE_PASSWORD;
	if (!input.isTTY) throw new UserError('Put the password in ELEMENTE_PASSWORD.');
	output.write('Password of the account (it is not shown): ');
	// As a terminal, so that the system's own echo is off; what readline would show goes nowhere.
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input, output: nowhere, terminal: true });
	const line = once(lines, 'line').then(([typed]) => String(typed));
	const closed = once(lines, 'close').then(() => '');
	lines.once('SIGINT', () => lines.close());
	const password = await Promise.race([line, closed]);
	lines.close();
	output.write('\n');
	if (!password) throw new UserError('No password was given.');
	return password;
}

module.exports = { readPassword };
