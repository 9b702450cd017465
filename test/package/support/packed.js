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
 * @returns {Record<string, string>} a digest of each file that is no code
 */
function digestsOf(folder) {
	const others = filesIn(folder).filter((name) => !/\.[jt]s$/.test(name));
	return Object.fromEntries(
		others.map((name) => [
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

/** What files have around what they are about. */
const AROUND = /^("use strict"|import |export \{|module\.exports = |const \{[^}]*\} = require\()/;

/**
 * @param {string} folder
 * @returns {string[]} all that is declared or done at the top of its scripts, whichever file it stands in, without regard to how lines
 *   are broken, and to what is put behind a name that two sources have
 */
function statementsOf(folder) {
	const printer = ts.createPrinter({ removeComments: true });
	return filesIn(folder)
		.filter((name) => name.endsWith('.js'))
		.flatMap((name) => {
			const text = readFileSync(join(folder, name), 'utf8');
			const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
			return source.statements.map((one) =>
				printer.printNode(ts.EmitHint.Unspecified, one, source),
			);
		})
		.filter((statement) => !AROUND.test(statement))
		.map((statement) =>
			statement
				.replace(/^export /, '')
				.replace(/(\w)\$[a-z]\w*/g, '$1')
				.replace(/\b(\w+): \1\b/g, '$1'),
		)
		.sort();
}

/** Compiles each source by TypeScript alone, into a folder of its own. @param {string} folder */
function compileInto(folder) {
	execFileSync(process.execPath, [
		require.resolve('typescript/bin/tsc'),
		...['-p', join(ROOT, 'tsconfig.json'), '--outDir', folder],
		...['--module', 'es2022', '--moduleResolution', 'bundler'],
	]);
}

/** @returns what should be under `dist`: the rooms and what stands in none, codex files, schemas and icons as they are */
function expectedFiles() {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		filesIn(join(ROOT, folder)).map((name) => `${folder}/${name}`),
	);
	const icons = filesIn(join(ROOT, 'icons')).map((name) => `icons/${name}`);
	const inRoom = /^(nodes\/Elemente\/\w+)\/.*/;
	const built = sources.map((name) =>
		name.endsWith('.ts') ? name.replace(inRoom, '$1.ts').replace(/\.ts$/, '.js') : name,
	);
	return [...new Set([...built, ...icons])].sort();
}

/** What TypeScript says of a name: that it means nothing, or that it is there twice. */
const MISNAMED = [2304, 2552, 2300, 2393, 2451];

/**
 * @param {string} folder of the unpacked package
 * @param {string} more put behind one of its files
 * @returns {string[]} names that mean nothing where they stand, or that a file has twice
 */
function misnamedIn(folder, more) {
	const scripts = filesIn(folder).filter((name) => name.endsWith('.js'));
	const files = scripts.map((name) => join(folder, name));
	const options = {
		...{ allowJs: true, checkJs: true, noEmit: true },
		...{
			module: ts.ModuleKind.CommonJS,
			target: ts.ScriptTarget.ES2022,
			types: ['node'],
			lib: ['lib.es2022.d.ts'],
		},
		typeRoots: [join(ROOT, 'node_modules', '@types')],
	};
	const host = ts.createCompilerHost(options);
	const { readFile } = host;
	host.readFile = (name) =>
		name.endsWith('/rows.js') ? `${readFile(name)}${more}\n` : readFile(name);
	const program = ts.createProgram(files, options, host);
	return files
		.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
		.filter(({ code }) => MISNAMED.includes(code))
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
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
		statements: () => statementsOf(join(unpacked, 'dist')),
		/** What TypeScript makes of the sources. */
		compiled: () => {
			const folder = join(scratch, 'compiled');
			compileInto(folder);
			return statementsOf(folder);
		},
		misnamed: (more = '') => misnamedIn(unpacked, more),
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
