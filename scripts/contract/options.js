// @ts-check
const { parseArgs } = require('node:util');
const { UserError } = require('../support/progress');

const USAGE = `Usage: ELEMENTE_PASSWORD=… npm run contract -- --base-url https://api.elemente.ai --username NAME [--call +12025550123]

  --base-url   address of the API, without user name and password
  --username   user name of the account; the password is taken from ELEMENTE_PASSWORD, or asked for
  --call       a number of your own, in international form: it is called once. Without it, nothing but reading is done.`;

/** Names of this machine: the only ones to which a password goes unprotected. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** @typedef {{ baseUrl: string, username: string, phone?: string }} Options phone: E.164, called once; baseUrl: no slash at the end */

/**
 * Nothing of what was entered is repeated in a refusal: a password may stand anywhere.
 *
 * @param {string[]} args what stands behind `npm run contract --`
 * @returns {Options | undefined} undefined: only the usage is wanted
 * @throws {UserError}
 */
function readOptions(args) {
	if (args.some((arg) => /^-+p(ass|w|$)/i.test(arg))) {
		throw new UserError(
			'The password is not taken from the command line, where other users of this machine and the list of old commands show it.\n' +
				'Put it in ELEMENTE_PASSWORD, or leave it out and it is asked for. If it was a real one that you typed, change it.',
		);
	}
	const values = parsed(args);
	if (values.help) return undefined;
	const { username, call: phone } = values;
	if (!username || username.includes(':'))
		throw new UserError(`--username takes the account's user name, without a colon.\n\n${USAGE}`);
	if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone))
		throw new UserError('--call takes one number in international form, such as +12025550123.');
	return { baseUrl: readBaseUrl(values['base-url']), username, phone };
}

/** @param {string[]} args */
function parsed(args) {
	try {
		const { values } = parseArgs({
			args,
			options: {
				'base-url': { type: 'string' },
				username: { type: 'string' },
				call: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		});
		return values;
	} catch {
		throw new UserError(`There is something in the command that it does not take.\n\n${USAGE}`);
	}
}

/**
 * @param {string | undefined} entered
 * @returns {string} with the path, if any, and without the API's own (`/api/v1`) and a slash at the end
 */
function readBaseUrl(entered = '') {
	const text = entered.trim();
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
		throw new UserError(
			`--base-url takes a web address such as https://api.elemente.ai.\n\n${USAGE}`,
		);
	const url = new URL(text);
	// Any @: a slash in a password makes what stands before it the host.
	if (text.includes('@') || url.search || url.hash)
		throw new UserError(
			'--base-url takes the address only: no user name, no password, no "?" and no "#".',
		);
	if (url.protocol === 'http:' && !THIS_MACHINE.test(url.hostname))
		throw new UserError(
			'--base-url must start with https://: http:// sends the password unprotected.',
		);
	return (url.origin + url.pathname).replace(/(\/api(\/v1)?)?\/?$/, '');
}

module.exports = { USAGE, readOptions };
