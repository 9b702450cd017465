// @ts-check

/** More than any test sends, and few enough for the memory of a sandbox that runs for weeks. */
const mostKept = 50_000;

/**
 * Adds a request to a log; the oldest ones make room.
 *
 * @template T
 * @param {T[]} log stays the same array
 * @param {T} entry
 * @param {number} [most]
 */
function keep(log, entry, most = mostKept) {
	log.push(entry);
	if (log.length > most) log.splice(0, log.length - most);
}

module.exports = { keep };
