// @ts-check
// The browser comes with this package's own install (@sparticuz/chromium): a fresh machine needs no other one, no X, no fonts.
const { execFile } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { chromium } = require('playwright-core');
const { withLock } = require('../../../scripts/support/lock');
const { CACHE, ROOT } = require('../../../scripts/support/paths');
const { UserError, silent } = require('../../../scripts/support/progress');

const run = promisify(execFile);

const PACKAGE = join(ROOT, 'node_modules', '@sparticuz', 'chromium');
/** Unpacks the executable and its libraries into the folder that TMPDIR names. */
const UNPACK = "(await import('@sparticuz/chromium')).default.executablePath()";
/** The package's defaults are left out: they switch web security off, which a person's browser does not. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	// Else letters are set on whole pixels, and words look torn in pictures.
	'--font-render-hinting=none',
];

/** The font that comes with the package and no other, so that pictures look the same on every machine. @param {string} folder */
const fontSettings = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${join(folder, 'fonts')}</dir>
	<cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;

/** @returns {string} the folder that holds the unpacked browser, or will hold it */
function browserFolder() {
	const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
	return join(CACHE, `chromium-${version}`);
}

/**
 * Unpacks the browser, once. What was left half unpacked by a process that was killed is never taken for the browser.
 *
 * @param {string} folder
 */
async function unpackInto(folder) {
	if (existsSync(folder)) return;
	mkdirSync(CACHE, { recursive: true });
	await withLock(`${folder}.lock`, silent, async () => {
		if (existsSync(folder)) return;
		const partial = `${folder}.partial`;
		rmSync(partial, { recursive: true, force: true });
		mkdirSync(partial);
		// In a process of its own: the package changes the environment of the one that imports it. The variable makes it
		// bring the libraries that a bare machine lacks.
		const env = { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: partial };
		await run(process.execPath, ['--input-type=module', '-e', `await ${UNPACK}`], {
			cwd: ROOT,
			env,
		});
		writeFileSync(join(partial, 'fonts.conf'), fontSettings(folder));
		renameSync(partial, folder);
	});
}

/**
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws {UserError} that says what to do
 */
async function launchBrowser() {
	if (!existsSync(PACKAGE)) {
		throw new UserError(`There is no browser in ${PACKAGE}. Run "npm ci", then try again.`);
	}
	const folder = browserFolder();
	try {
		await unpackInto(folder);
		const { LD_LIBRARY_PATH: own, ...env } = process.env;
		const libraries = [join(folder, 'al2023', 'lib'), own].filter(Boolean).join(':');
		return await chromium.launch({
			executablePath: join(folder, 'chromium'),
			args: ARGUMENTS,
			env: /** @type {Record<string, string>} */ ({
				...env,
				LD_LIBRARY_PATH: libraries,
				FONTCONFIG_FILE: join(folder, 'fonts.conf'),
			}),
		});
	} catch (error) {
		throw new UserError(
			`The browser for the editor's tests could not be started. It runs on Linux (x64).\n` +
				`Delete ${folder} and try again; if that does not help, this is what it said:\n${String(error)}`,
		);
	}
}

module.exports = { launchBrowser };
