// @ts-check
// The package as it would be published, unpacked beside the sources it came from.
const { execFileSync } = require('node:child_process');
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
const ts = require('typescript');
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
 * @returns {Record<string, string>} a digest of each file: of code without regard to its indentation, but for what is inside of texts
 */
function digestsOf(folder) {
	const printer = ts.createPrinter();
	return Object.fromEntries(
		filesIn(folder).map((name) => {
			const text = readFileSync(join(folder, name), 'utf8');
			const content = name.endsWith('.js')
				? printer.printFile(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022))
				: text;
			return [name, createHash('sha256').update(content).digest('hex')];
		}),
	);
}

/** Compiles the sources by TypeScript alone, into a folder of its own. @param {string} folder */
function compileInto(folder) {
	execFileSync(process.execPath, [
		require.resolve('typescript/bin/tsc'),
		...['-p', join(ROOT, 'tsconfig.json'), '--outDir', folder],
	]);
}

/** @returns what should be under `dist`: each source compiled, codex files and icons as they are */
function expectedFiles() {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		filesIn(join(ROOT, folder)).map((name) => `${folder}/${name}`),
	);
	const icons = filesIn(join(ROOT, 'icons')).map((name) => `icons/${name}`);
	return [...sources.map((name) => name.replace(/\.ts$/, '.js')), ...icons].sort();
}

/** Builds and packs once for a test file. */
async function packed() {
	mkdirSync(CACHE, { recursive: true });
	const scratch = mkdtempSync(join(CACHE, 'package-test-'));
	const progress = createProgress();
	const { unpacked } = await unpackedPackage(scratch, progress);
	return {
		files: filesIn(unpacked),
		size: filesIn(unpacked).reduce((sum, name) => sum + statSync(join(unpacked, name)).size, 0),
		manifest: JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')),
		digests: digestsOf(join(unpacked, 'dist')),
		read: (/** @type {string} */ name) => readFileSync(join(unpacked, name), 'utf8'),
		/** Digests of what TypeScript makes of the sources, and of the files that are only copied. */
		compiled: () => {
			const folder = join(scratch, 'compiled');
			compileInto(folder);
			for (const name of expectedFiles()) {
				if (!name.endsWith('.js')) cpSync(join(ROOT, name), join(folder, name));
			}
			return digestsOf(folder);
		},
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
		remove: () => rmSync(scratch, { recursive: true, force: true }),
	};
}

module.exports = { packed, expectedFiles };
