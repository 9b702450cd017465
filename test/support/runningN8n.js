// @ts-check
// Where the n8n is that all test files share. Jest's workers are started after its global setup and inherit the environment.
const VARIABLE = 'ELEMENTE_TEST_N8N';

/** @typedef {{ url: string, owner: import('../../scripts/n8n/owner').Owner, logFile: string, outgoingFile: string, filesFolder: string }} RunningN8n filesFolder: workflows may read and write in it */

/** @param {RunningN8n} running */
function announce(running) {
	process.env[VARIABLE] = JSON.stringify(running);
}

/** @returns {RunningN8n} */
function running() {
	const text = process.env[VARIABLE];
	if (!text) throw new Error('These tests need a running n8n: start them with npm run test:n8n');
	return JSON.parse(text);
}

module.exports = { announce, running };
