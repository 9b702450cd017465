// @ts-check
const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { Transform } = require('node:stream');
const { dest, series, src } = require('gulp');

/** Removes the previous build, so that a deleted source file leaves nothing behind in the package. */
async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

/** Compiles the TypeScript sources to `dist`. */
async function compile() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
}

/** Indents what the compiler wrote with tabs, as the sources are: its four blanks a step were a tenth of the package. */
function indent() {
	const withTabs = new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			const code = String(file.contents).replace(/^(?: {4})+/gm, ({ length }) =>
				'\t'.repeat(length / 4),
			);
			file.contents = Buffer.from(code);
			done(null, file);
		},
	});
	return src('dist/**/*.js').pipe(withTabs).pipe(dest('dist'));
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

exports.icons = icons;
exports.build = series(clean, compile, indent, icons, described);
exports.default = exports.build;
