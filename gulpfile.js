// @ts-check
const { execFileSync, spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { basename, dirname, join, relative, sep } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { rollup } = require('rollup');
const { CACHE } = require('./scripts/support/paths');

/** What the compiler makes of each source, on the way to `dist`. */
const COMPILED = join(CACHE, 'compiled');
/** What n8n loads, by the names in package.json; the rest of the sources is published as one file for each room. */
const LOADED = [
	'credentials/ElementeApi.credentials',
	'nodes/Elemente/Elemente.node',
	'nodes/Elemente/ElementeTrigger.node',
];

/** Removes the previous build, so that a deleted source file leaves nothing behind in the package. */
async function clean() {
	for (const folder of ['dist', COMPILED]) rmSync(folder, { recursive: true, force: true });
}

/** Compiles each TypeScript source. */
async function compile() {
	execFileSync(
		process.execPath,
		[
			require.resolve('typescript/bin/tsc'),
			...['-p', 'tsconfig.json', '--outDir', COMPILED],
			...['--module', 'es2022', '--moduleResolution', 'bundler'],
		],
		{ stdio: 'inherit' },
	);
}

/**
 * Puts the sources of each room into one file, as readable as they are: a hundred files with what CommonJS writes around
 * each are a third more to unpack, and take n8n two to three times as long to load.
 */
async function bundle() {
	const bundled = await rollup({
		input: Object.fromEntries(LOADED.map((name) => [name, join(COMPILED, `${name}.js`)])),
		external: ['n8n-workflow'],
		plugins: [{ name: 'sources', resolveId: fileOf, renderChunk: withTabs }],
		preserveEntrySignatures: 'strict',
		onwarn(warning) {
			throw new Error(warning.message);
		},
	});
	await bundled.write({
		dir: 'dist',
		format: 'cjs',
		entryFileNames: '[name].js',
		chunkFileNames: 'nodes/Elemente/[name].js',
		manualChunks: roomOf,
		generatedCode: { preset: 'es2015', symbols: false },
		esModule: false,
		exports: 'named',
		freeze: false,
		hoistTransitiveImports: false,
		indent: '\t',
		minifyInternalExports: false,
		strict: true,
	});
	await bundled.close();
}

/** TypeScript's imports name a file without its ending, or the folder of an index. @param {string} source @param {string} [importer] */
function fileOf(source, importer) {
	return importer && source.startsWith('.')
		? require.resolve(join(dirname(importer), source))
		: null;
}

/** @param {string} file @returns {string | undefined} the room of a compiled source; of what stands in none, its own name */
function roomOf(file) {
	const name = relative(COMPILED, file).replace(/\.js$/, '');
	if (LOADED.includes(name.split(sep).join('/'))) return undefined;
	const [, , room, inRoom] = name.split(sep);
	return inRoom === undefined ? basename(name) : room;
}

/** The compiler's four blanks a step are a tenth of the package. @param {string} code with tabs, as the sources are */
function withTabs(code) {
	return code.replace(/^(?: {4})+/gm, ({ length }) => '\t'.repeat(length / 4));
}

/** Copies the icons: n8n resolves `file:../../icons/…` against the compiled files. */
function icons() {
	return src('icons/*.svg').pipe(dest('dist/icons'));
}

/**
 * Copies the codex files, which hold the categories and links that n8n's nodes panel shows, and the schemas of what
 * comes out, which it shows before the first run.
 */
function described() {
	return src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json']).pipe(dest('dist/nodes'));
}

/** What is to be run before a commit, of the same as `npm test` but quicker the second time. */
const CHECKS = {
	types:
		'tsc --noEmit -p tsconfig.check.json --incremental --tsBuildInfoFile .cache/check.tsbuildinfo',
	lint: 'eslint --cache --cache-location .cache/eslint credentials nodes test package.json',
	unused: 'knip',
	unit: 'jest test/unit',
};

// Side by side: one after the other they take half as long again.
exports.check = parallel(
	...Object.entries(CHECKS).map(([displayName, command]) =>
		Object.assign(() => spawn(command, { stdio: 'inherit', shell: true }), { displayName }),
	),
);
exports.icons = icons;
exports.build = series(clean, compile, bundle, icons, described);
exports.default = exports.build;
