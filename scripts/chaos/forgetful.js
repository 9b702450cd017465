// @ts-check
// The package broken on purpose, as it is installed in an n8n that is thrown away: what is written down is never found again.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { UserError } = require('../support/progress');

const FILE = 'node_modules/n8n-nodes-elemente/dist/nodes/Elemente/createCalls.js';
/** What the store found, and that it found nothing. */
const REMEMBERS =
	'return new Set(values.filter((value) => already.has(value) || before.has(value)));';
const FORGETS = 'return new Set();';

/**
 * @param {string} userFolder of an n8n that the package is installed in
 * @throws {UserError} when the built package has no such line any more
 */
function makeForgetful(userFolder) {
	const file = join(userFolder, '.n8n', 'nodes', FILE);
	const built = readFileSync(file, 'utf8');
	if (built.split(REMEMBERS).length !== 2) {
		throw new UserError(`The line that is to be broken is not in ${file}: ${REMEMBERS}`);
	}
	writeFileSync(file, built.replace(REMEMBERS, FORGETS));
}

module.exports = { makeForgetful };
