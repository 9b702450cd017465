// @ts-check
// Tools that are too large or too particular for this package's own install live in private folders under tools/, each with a lock
// file of its own. They are installed when they are first needed, once.
const { createHash } = require('node:crypto');
const {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statfsSync,
	writeFileSync,
} = require('node:fs');
const { basename, join } = require('node:path');
const { withLock } = require('./lock');
const { CACHE } = require('./paths');
const { headersFolder, runNpm } = require('./npm');
const { UserError } = require('./progress');

/** @typedef {import('./progress').Progress} Progress */
/**
 * @typedef {object} PrivateFolder
 * @property {string} folder holds package.json, its lock file and .npmrc
 * @property {string} title what is in it, such as "n8n 2.41.1"
 * @property {number} space what the install takes on disk, with what npm keeps for next time, in bytes
 * @property {string} [warning] said before a download that takes minutes
 * @property {() => void} [check] fails early, before something is compiled, when what was installed cannot be run here
 * @property {{ name: string, title: string, reuse?: string }} [compile] the module that has to be compiled; reuse: a folder with
 *   the same version of it, compiled, if there is one
 */
/** @typedef {{ packages?: string, compiled?: string }} Stamp which lock file each step was done for */

/** @param {string} folder @returns {string} changes with the lock file and with the system that native modules are for */
function fingerprint(folder) {
	const lock = readFileSync(join(folder, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex');
	return `${hash}-${process.platform}-${process.arch}`;
}

/** @param {string} file @returns {Stamp} what is already done; nothing if the folder is absent or was left half-way */
function readStamp(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return {};
	}
}

/**
 * @param {PrivateFolder} wanted
 * @throws {UserError} when the disk is certainly too small: npm's own message then comes minutes later and is cryptic
 */
function checkSpace({ folder, title, space }) {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	if (free < space) {
		throw new UserError(
			`Not enough room on the disk: ${title} needs about ${(space / 1e9).toFixed(1)} GB here, ` +
				`and ${(free / 1e9).toFixed(1)} GB are free.\nFree some space, then run the same command again.`,
		);
	}
}

/** @param {string} folder @returns {() => string} how many of the lock file's packages are on disk by now */
function packageCounter(folder) {
	const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	const manifests = Object.keys(packages)
		.filter((path) => path !== '' && !packages[path].optional)
		.map((path) => join(folder, path, 'package.json'));
	return () => {
		const present = manifests.filter((path) => existsSync(path)).length;
		return present === 0
			? 'reading the list of packages'
			: `${present.toLocaleString('en')} of about ${manifests.length.toLocaleString('en')} packages`;
	};
}

/**
 * Makes sure that a private folder is installed as its lock file says. What was downloaded or compiled once is reused, and an
 * install that was interrupted is taken up again; two processes never install at the same time.
 *
 * @param {PrivateFolder} wanted
 * @param {Progress} progress
 * @returns {Promise<void>}
 * @throws {UserError} in plain words when there is no network, no compiler or no room
 */
async function ensureFolder(wanted, progress) {
	const { folder, title, warning, check, compile } = wanted;
	const name = basename(folder);
	const stampFile = join(folder, 'node_modules', '.installed.json');
	const current = fingerprint(folder);
	const isComplete = () => {
		const { packages, compiled } = readStamp(stampFile);
		return packages === current && (!compile || compiled === current);
	};
	if (isComplete()) return;
	mkdirSync(CACHE, { recursive: true });
	await withLock(join(CACHE, `${name}-install.lock`), progress, async () => {
		if (readStamp(stampFile).packages !== current) {
			checkSpace(wanted);
			if (warning) progress.say(warning);
			rmSync(stampFile, { force: true });
			await progress.during(
				`Downloading ${title}`,
				() =>
					runNpm(['ci', '--ignore-scripts'], {
						cwd: folder,
						log: join(CACHE, `${name}-install.log`),
					}),
				packageCounter(folder),
			);
			writeFileSync(stampFile, JSON.stringify({ packages: current }));
		}
		check?.();
		if (!compile || isComplete()) return;
		await progress.during(compile.title, () => compileIn(folder, compile));
		writeFileSync(stampFile, JSON.stringify({ packages: current, compiled: current }));
	});
}

/**
 * @param {string} folder
 * @param {NonNullable<PrivateFolder['compile']>} module
 */
async function compileIn(folder, { name, reuse }) {
	const own = join(folder, 'node_modules', name);
	const other = reuse && join(reuse, 'node_modules', name);
	if (other && existsSync(join(other, 'build', 'Release')) && version(own) === version(other)) {
		cpSync(join(other, 'build', 'Release'), join(own, 'build', 'Release'), { recursive: true });
		return;
	}
	await runNpm(['rebuild', name, '--ignore-scripts=false'], {
		cwd: folder,
		log: join(CACHE, `${basename(folder)}-${name}.log`),
		env: headersFolder(),
	});
}

/** @param {string} module its folder @returns {string} */
function version(module) {
	return JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')).version;
}

module.exports = { ensureFolder };
