// @ts-check
// Tells the person in front of the terminal what is being done and that it is still alive: some steps take minutes.

/** Seconds between two lines where lines cannot be rewritten (a log file, a CI run). */
const SECONDS_BETWEEN_LINES = 10;

/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: () => Promise<T> | T, detail?: () => string) => Promise<T>} during
 *   Does the work and shows its title, the seconds so far and the detail (asked for again at every line);
 *   passes on what the work returns or throws.
 * @property {(text: string) => void} say  Writes one line of its own.
 */

/**
 * @param {number} since milliseconds, as from Date.now()
 * @returns {string} such as "75 s"
 */
function secondsSince(since) {
	return `${Math.round((Date.now() - since) / 1000)} s`;
}

/**
 * Progress on a terminal (one line, rewritten every second) or on anything else (a plain line every ten seconds).
 * It goes to standard error by default, so that standard output stays free for results.
 *
 * @param {NodeJS.WriteStream | NodeJS.WritableStream} [stream]
 * @returns {Progress}
 */
function createProgress(stream = process.stderr) {
	const width = () => ('columns' in stream && stream.columns) || 80;
	const isTerminal = 'isTTY' in stream && Boolean(stream.isTTY);
	/** @param {string} text */
	const rewrite = (text) => stream.write(`\r\x1b[K${text.slice(0, width() - 1)}`);
	/** @param {string} text */
	const say = (text) => void stream.write(`${isTerminal ? '\r\x1b[K' : ''}${text}\n`);

	return {
		say,
		async during(title, work, detail = () => '') {
			const start = Date.now();
			const line = () => [`… ${title}`, secondsSince(start), detail()].filter(Boolean).join(' · ');
			if (isTerminal) rewrite(line());
			else say(`… ${title}`);
			const timer = isTerminal
				? setInterval(() => rewrite(line()), 1000)
				: setInterval(() => say(`    ${line().slice(2)}`), SECONDS_BETWEEN_LINES * 1000);
			try {
				const result = await work();
				say(`✓ ${title} (${secondsSince(start)})`);
				return result;
			} catch (error) {
				say(`✗ ${title} (${secondsSince(start)})`);
				throw error;
			} finally {
				clearInterval(timer);
			}
		},
	};
}

/** Progress for tests and for whoever wants none: does the work and says nothing. @type {Progress} */
const silent = {
	say: () => {},
	during: async (_title, work) => await work(),
};

/**
 * Prints an error the way a person can read it: only its message when it was written for people, with the stack
 * when it is a defect of these scripts.
 *
 * @param {unknown} error
 */
function printError(error) {
	const text =
		error instanceof UserError
			? error.message
			: error instanceof Error
				? error.stack
				: String(error);
	process.stderr.write(`\n${text}\n`);
}

/** An error whose message says, in plain words, what happened and what to do next. */
class UserError extends Error {}

module.exports = { createProgress, silent, printError, UserError };
