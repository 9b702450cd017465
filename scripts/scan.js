// @ts-check
// `npm run scan`: what n8n's scanner for community packages says of the sources and of the packed package. The scanner itself only
// looks at published packages; these are its own rules, run before publishing.
const { execFile } = require('node:child_process');
const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { CACHE, ROOT } = require('./support/paths');
const { packPackage } = require('./n8n/package');
const { ensureFolder } = require('./support/privateFolder');
const { createProgress, printError } = require('./support/progress');

const run = promisify(execFile);
const SCANNER = join(ROOT, 'tools', 'scanner');

/** @typedef {{ passed: boolean, message?: string, details?: string }} Verdict */

/** @param {import('./support/progress').Progress} progress */
async function ensureScanner(progress) {
	await ensureFolder(
		{ folder: SCANNER, title: "n8n's scanner for community packages", space: 4e8 },
		progress,
	);
}

/**
 * @param {string} folder
 * @param {'sources' | 'package'} kind which of the scanner's two looks
 * @returns {Promise<Verdict>}
 */
async function scan(folder, kind) {
	// Under jest's "test" the lint rules take every file for a node's own.
	const env = { ...process.env, NODE_ENV: 'production' };
	const { stdout } = await run(process.execPath, [join(SCANNER, 'scan.mjs'), folder, kind], {
		env,
	});
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * Builds, packs and unpacks the package.
 *
 * @param {string} folder takes the packed file, and what is in it under `package`
 * @param {import('./support/progress').Progress} progress
 * @returns {Promise<{ packed: string, unpacked: string }>}
 */
async function unpackedPackage(folder, progress) {
	const packed = await packPackage(progress, folder);
	await run('tar', ['-xzf', packed, '-C', folder]);
	return { packed, unpacked: join(folder, 'package') };
}

async function main() {
	const progress = createProgress();
	mkdirSync(CACHE, { recursive: true });
	const scratch = mkdtempSync(join(CACHE, 'scan-'));
	try {
		await ensureScanner(progress);
		const { unpacked } = await progress.during('Building and packing', () =>
			unpackedPackage(scratch, progress),
		);
		for (const [name, folder, kind] of /** @type {const} */ ([
			['The sources', ROOT, 'sources'],
			['The packed package', unpacked, 'package'],
		])) {
			const { passed, message, details } = await scan(folder, kind);
			console.log(
				passed ? `${name}: passed` : `${name}: failed. ${message ?? ''}\n${details ?? ''}`,
			);
			if (!passed) process.exitCode = 1;
		}
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

if (require.main === module) void main();

module.exports = { ensureScanner, scan, unpackedPackage };
