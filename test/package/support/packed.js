// @ts-check
// The package as it would be published, unpacked beside the sources it came from.
const { createHash } = require('node:crypto');
const {
	appendFileSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
} = require('node:fs');
const { join, sep } = require('node:path');
const { installPackage } = require('../../../scripts/n8n/package');
const { CACHE, ROOT } = require('../../../scripts/support/paths');
const { ensureScanner, scan, unpackedPackage } = require('../../../scripts/scan');
const { createProgress } = require('../../../scripts/support/progress');

/**
 * @param {string} folder
 * @returns {string[]} the files in it, at any depth, with slashes on every system
 */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(folder, name)).isFile())
		.map((name) => name.split(sep).join('/'))
		.sort();
}

/**
 * @param {string} folder
 * @param {(name: string) => boolean} [counts] which of its files; those that are no code, if it is left out
 * @returns {Record<string, string>} a digest of each
 */
function digestsOf(folder, counts = (name) => !/\.[jt]s$/.test(name)) {
	return Object.fromEntries(
		filesIn(folder)
			.filter(counts)
			.map((name) => [
				name,
				createHash('sha256')
					.update(readFileSync(join(folder, name)))
					.digest('hex'),
			]),
	);
}

/** @param {string} top a folder of the repository */
function digestsIn(top) {
	const digests = Object.entries(digestsOf(join(ROOT, top)));
	return Object.fromEntries(digests.map(([name, digest]) => [`${top}/${name}`, digest]));
}

/** @returns what should be under `dist`: the rooms and what stands in none, codex files, schemas and icons as they are */
function expectedFiles() {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		filesIn(join(ROOT, folder)).map((name) => `${folder}/${name}`),
	);
	const icons = filesIn(join(ROOT, 'icons')).map((name) => `icons/${name}`);
	const inRoom = /^(nodes\/Elemente\/\w+)\/.*\.ts$/;
	const shared = /^credentials\/(\w+\.ts)$/;
	const built = sources.map((name) =>
		name.replace(inRoom, '$1.ts').replace(shared, 'nodes/Elemente/$1').replace(/\.ts$/, '.js'),
	);
	return [...new Set([...built, ...icons])].sort();
}

/** Builds and packs once for a test file. */
async function packed() {
	mkdirSync(CACHE, { recursive: true });
	const scratch = mkdtempSync(join(CACHE, 'package-test-'));
	const progress = createProgress();
	const { packed: packedFile, unpacked } = await unpackedPackage(scratch, progress);
	return {
		files: filesIn(unpacked),
		packedSize: statSync(packedFile).size,
		size: filesIn(unpacked).reduce((sum, name) => sum + statSync(join(unpacked, name)).size, 0),
		manifest: JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')),
		digests: digestsOf(join(unpacked, 'dist')),
		read: (/** @type {string} */ name) => readFileSync(join(unpacked, name), 'utf8'),
		copies: () => ({ ...digestsIn('nodes'), ...digestsIn('credentials'), ...digestsIn('icons') }),
		scanSources: async () => {
			await ensureScanner(progress);
			return await scan(ROOT, 'sources');
		},
		scanPackage: async () => {
			await ensureScanner(progress);
			return await scan(unpacked, 'package');
		},
		/** The scanner's word on a copy of the package with one line added to one of its files. */
		scanWith: async (/** @type {string} */ name, /** @type {string} */ line) => {
			await ensureScanner(progress);
			const copy = join(scratch, 'changed');
			rmSync(copy, { recursive: true, force: true });
			cpSync(unpacked, copy, { recursive: true });
			appendFileSync(join(copy, name), `\n${line}\n`);
			return await scan(copy, 'package');
		},
		/** A digest of each built file: as it is published, and as the tests install it into an n8n. */
		published: () => digestsOf(join(unpacked, 'dist'), () => true),
		installed: async () => {
			const userFolder = join(scratch, 'user');
			await installPackage(progress, userFolder);
			const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
			return digestsOf(join(modules, 'n8n-nodes-elemente', 'dist'), () => true);
		},
		remove: () => rmSync(scratch, { recursive: true, force: true }),
	};
}

module.exports = { packed, expectedFiles };
