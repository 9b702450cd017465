// @ts-check
// Brings up n8n with the packed package in it, for all test files of a run.
const { appendFileSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { atExit } = require('../../../scripts/support/cleanup');
const { ensureN8n } = require('../../../scripts/n8n/install');
const { installPackage } = require('../../../scripts/n8n/package');
const { startN8n } = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');
const { announce } = require('../../support/runningN8n');

module.exports = async () => {
	// Outside the repository: there, installed nodes find n8n's own modules and no others, as on a user's machine.
	const userFolder = mkdtempSync(join(tmpdir(), 'elemente-n8n-test-'));
	const logFile = join(userFolder, 'n8n.log');
	const filesFolder = join(userFolder, 'files');
	const outgoingFile = join(userFolder, 'outgoing.txt');
	writeFileSync(outgoingFile, '');
	const removeFolder = () => rmSync(userFolder, { recursive: true, force: true });
	atExit(removeFolder);
	const progress = createProgress();
	await ensureN8n(progress);
	await installPackage(progress, userFolder);
	const n8n = await progress.during('Starting n8n', () =>
		startN8n({
			userFolder,
			filesFolder,
			env: {
				ELEMENTE_TEST_OUTGOING: outgoingFile,
				NODE_OPTIONS: `--require "${join(__dirname, 'recordOutgoing.js')}"`,
			},
			onOutput: (text) => appendFileSync(logFile, text),
		}),
	);
	announce({ url: n8n.url, owner: n8n.owner, logFile, outgoingFile, filesFolder });
	// Jest runs setup and teardown in the same process, with nothing but the global object in common.
	Object.assign(globalThis, {
		stopN8n: async () => {
			await n8n.stop();
			removeFolder();
		},
	});
};
