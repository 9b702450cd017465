// @ts-check
// Builds this package, packs it as for publishing and installs the packed file into an n8n, as n8n itself does it.
const { execFile } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} = require('node:fs');
const { join, relative } = require('node:path');
const { promisify } = require('node:util');
const { contentHash } = require('../support/contentHash');
const { withLock } = require('../support/lock');
const { MODULES } = require('./paths');
const { CACHE, ROOT } = require('../support/paths');
const { runNpm } = require('../support/npm');

const run = promisify(execFile);

/** @typedef {import('../support/progress').Progress} Progress */

/** All that the build reads and npm packs. */
const SOURCES = [
	...['credentials', 'icons', 'nodes', 'CHANGELOG.md', 'LICENSE.md', 'README.md'],
	...['gulpfile.js', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/**
 * @template T
 * @param {Progress} progress
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} with no other build at the same time: it empties `dist` first, and would pack a half-empty folder
 */
async function alone(progress, work) {
	mkdirSync(CACHE, { recursive: true });
	return await withLock(join(CACHE, 'package.lock'), progress, work);
}

/** @param {string} folder takes the packed file @returns {Promise<string>} its path */
async function buildAndPack(folder) {
	const log = join(CACHE, 'package.log');
	await runNpm(['run', 'build'], { cwd: ROOT, log });
	const report = await runNpm(['pack', '--json', '--pack-destination', folder], { cwd: ROOT, log });
	return join(folder, JSON.parse(report)[0].filename);
}

/**
 * Builds and packs. What comes out is what would be published: a file missing from the package is missing here too.
 *
 * @param {Progress} progress
 * @param {string} folder takes the packed file
 * @returns {Promise<string>} path of the packed file
 */
async function packPackage(progress, folder) {
	return await alone(progress, () => buildAndPack(folder));
}

/**
 * The packed package as the sources are now. It is built once: the tests install it into an n8n of their own a dozen times.
 *
 * @param {Progress} progress
 * @returns {Promise<string>} path of the packed file, which is to be left where it is
 */
async function packedAsItIs(progress) {
	return await alone(progress, async () => {
		const folder = join(CACHE, 'packed', contentHash(ROOT, SOURCES));
		const kept = join(folder, 'package.tgz');
		if (existsSync(kept)) return kept;
		rmSync(join(CACHE, 'packed'), { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		renameSync(await buildAndPack(folder), kept);
		return kept;
	});
}

/**
 * Puts a packed package where n8n keeps installed community nodes. n8n unpacks it and drops the lists of packages that are only
 * needed for development; our package has no others.
 *
 * @param {string} packed path of the packed file
 * @param {string} userFolder
 */
async function unpackInto(packed, userFolder) {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const target = join(nodes, 'node_modules', name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await run('tar', ['-xzf', packed, '-C', target, '--strip-components=1']);

	const manifest = join(target, 'package.json');
	const { devDependencies, peerDependencies, ...kept } = JSON.parse(readFileSync(manifest, 'utf8'));
	writeFileSync(manifest, JSON.stringify(kept, null, 2));
	writeFileSync(
		join(nodes, 'package.json'),
		JSON.stringify(
			{ name: 'installed-nodes', private: true, dependencies: { [name]: kept.version } },
			null,
			2,
		),
	);
	shareN8nWorkflow(userFolder, join(nodes, 'node_modules'));
}

/**
 * n8n lets installed nodes find its own copy of n8n-workflow, unless a folder above them has another one. This repository has one
 * for development, so a user folder inside the repository needs to be pointed at n8n's.
 *
 * @param {string} userFolder
 * @param {string} modules folder of the installed nodes
 */
function shareN8nWorkflow(userFolder, modules) {
	const link = join(modules, 'n8n-workflow');
	if (relative(ROOT, userFolder).startsWith('..') || existsSync(link)) return;
	rmSync(link, { force: true });
	symlinkSync(join(MODULES, 'n8n-workflow'), link, 'junction');
}

/**
 * Builds and packs this package, if it has changed since, and installs it into the n8n of a user folder.
 *
 * @param {Progress} progress
 * @param {string} userFolder
 * @returns {Promise<void>}
 */
async function installPackage(progress, userFolder) {
	await progress.during('Building the Elemente node and installing it into n8n', async () => {
		await unpackInto(await packedAsItIs(progress), userFolder);
	});
}

module.exports = { installPackage, packPackage, unpackInto };
