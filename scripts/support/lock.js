// @ts-check
// Keeps two processes from doing the same long job (installing n8n) in the same folder at the same time.
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { setTimeout: wait } = require('node:timers/promises');

/** Milliseconds between two looks at a lock that another process holds. */
const PAUSE = 500;

/**
 * @param {string} path
 * @returns {boolean} whether this process holds the lock now
 */
function take(path) {
	try {
		writeFileSync(path, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
		return false;
	}
}

/**
 * @param {string} path
 * @returns {number | undefined} the process that holds the lock, if it is still alive
 */
function holder(path) {
	try {
		const pid = Number(readFileSync(path, 'utf8'));
		process.kill(pid, 0);
		return pid;
	} catch {
		return undefined;
	}
}

/**
 * @param {string} path
 * @returns {Promise<boolean>} whether the lock was nobody's any more and is this process's now
 */
async function takeAbandoned(path) {
	// A lock file without a pid yet is being written at this moment: look twice before it counts as abandoned.
	if (holder(path)) return false;
	await wait(PAUSE);
	if (holder(path)) return false;
	rmSync(path, { force: true });
	return take(path);
}

/**
 * Does the work while no other process does work under the same lock. A lock whose process has died (switched off,
 * killed) is taken over.
 *
 * @template T
 * @param {string} path file that stands for the lock
 * @param {import('./progress').Progress} progress
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(path, progress, work) {
	if (!take(path) && !(await takeAbandoned(path))) {
		const title = `Waiting for process ${holder(path)}, which is doing the same`;
		await progress.during(title, async () => {
			do await wait(PAUSE);
			while (!take(path) && !(await takeAbandoned(path)));
		});
	}
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}

module.exports = { withLock };
