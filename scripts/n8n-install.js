// @ts-check
// Brings the pinned n8n into tools/n8n, once: downloads it (about 2 GB) and compiles the one module that needs it.
const { createHash } = require('node:crypto');
const {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statfsSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { headersFolder, runNpm } = require('./npm');
const { withLock } = require('./lock');
const { CACHE, MODULES, TOOLS, n8nNode } = require('./n8n-paths');
const { UserError } = require('./progress');

/** What the install takes on disk, with what npm keeps for next time, in bytes. */
const SPACE_NEEDED = 3.5e9;
const LOCK_FILE = join(TOOLS, 'package-lock.json');
const STAMP = join(MODULES, '.installed.json');

/** @typedef {import('./progress').Progress} Progress */
/** @typedef {{ packages?: string, sqlite?: string }} Stamp which lock file each step was done for */

/** @returns {string} changes with the lock file and with the system that the native modules are for */
function fingerprint() {
	const hash = createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
	return `${hash}-${process.platform}-${process.arch}`;
}

/** @returns {Stamp} what is already done; nothing if the folder is absent or was left half-way */
function readStamp() {
	try {
		return JSON.parse(readFileSync(STAMP, 'utf8'));
	} catch {
		return {};
	}
}

/** @param {Stamp} stamp */
function isComplete(stamp) {
	const current = fingerprint();
	return stamp.packages === current && stamp.sqlite === current;
}

/** @throws {UserError} when the disk is certainly too small: npm's own message then comes minutes later and is cryptic */
function checkSpace() {
	const { bavail, bsize } = statfsSync(TOOLS);
	const free = bavail * bsize;
	if (free < SPACE_NEEDED) {
		throw new UserError(
			`Not enough room on the disk: n8n needs about ${(SPACE_NEEDED / 1e9).toFixed(1)} GB here, ` +
				`and ${(free / 1e9).toFixed(1)} GB are free.\nFree some space, then run the same command again.`,
		);
	}
}

/** @returns {() => string} how many of the lock file's packages are on disk by now */
function packageCounter() {
	const { packages } = JSON.parse(readFileSync(LOCK_FILE, 'utf8'));
	const manifests = Object.keys(packages)
		.filter((path) => path !== '' && !packages[path].optional)
		.map((path) => join(TOOLS, path, 'package.json'));
	return () => {
		const present = manifests.filter((path) => existsSync(path)).length;
		return present === 0
			? 'reading the list of packages'
			: `${present.toLocaleString('en')} of about ${manifests.length.toLocaleString('en')} packages`;
	};
}

/**
 * Makes sure that the pinned n8n can be started from tools/n8n. What was downloaded or compiled once is reused, and an
 * install that was interrupted is taken up again; two processes never install at the same time.
 *
 * @param {Progress} progress
 * @returns {Promise<void>}
 * @throws {UserError} in plain words when there is no network, no compiler or no room
 */
async function ensureN8n(progress) {
	if (isComplete(readStamp())) return;
	mkdirSync(CACHE, { recursive: true });
	await withLock(join(CACHE, 'n8n-install.lock'), progress, async () => {
		const current = fingerprint();
		if (readStamp().packages !== current) {
			checkSpace();
			progress.say(
				'n8n is not here yet. It is downloaded and prepared once, which takes about four minutes.',
			);
			rmSync(STAMP, { force: true });
			await progress.during(
				'Downloading n8n 2.41.1',
				() =>
					runNpm(['ci', '--ignore-scripts'], { cwd: TOOLS, log: join(CACHE, 'n8n-install.log') }),
				packageCounter(),
			);
			writeFileSync(STAMP, JSON.stringify({ packages: current }));
		}
		n8nNode();
		if (readStamp().sqlite !== current) {
			await progress.during('Compiling the database driver (a minute or two)', () =>
				runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
					cwd: TOOLS,
					log: join(CACHE, 'n8n-sqlite.log'),
					env: headersFolder(),
				}),
			);
			writeFileSync(STAMP, JSON.stringify({ packages: current, sqlite: current }));
		}
	});
}

module.exports = { ensureN8n };
