// @ts-check
// The file that says what saved workflows rely on, and what to do when it is not so any more.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const FILE = join(__dirname, '..', '..', 'engine', 'interface.txt');
/** Set, it has the file written anew: see `npm run upgrade:record -- --interface`. */
const RECORD_INTERFACE = 'ELEMENTE_RECORD_INTERFACE';
/** Between the parts of a line; the first two say which parameter or output it is about. */
const GAP = '  ';

/** @returns {string[]} the lines that are stored */
function storedInterface() {
	return existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];
}

/** Stores the lines, if that is what the test is run for. @param {string[]} lines */
function recordInterface(lines) {
	if (process.env[RECORD_INTERFACE]) writeFileSync(FILE, `${lines.join('\n')}\n`);
}

/**
 * @param {string[]} stored
 * @param {string[]} now
 * @returns {string} what differs and what to do about it; empty if nothing does
 */
function interfaceDifference(stored, now) {
	const gone = stored.filter((line) => !now.includes(line));
	const added = now.filter((line) => !stored.includes(line));
	const changed = added.filter((line) => gone.some((old) => subjectOf(old) === subjectOf(line)));
	const fresh = added.filter((line) => !changed.includes(line));
	return [
		gone.length === 0
			? ''
			: `What saved workflows rely on is gone or different:
${[...gone.map((line) => `- ${line}`), ...changed.map((line) => `+ ${line}`)].sort(bySubject).join('\n')}

n8n drops a parameter that it does not know and takes the default for one that was not saved, both without a word.
So keep the old name, choice, default or output field; or give the node a new version that has the new one.
An added choice is no harm. If you mean it: say so in CHANGELOG.md and store it as below.`,
		fresh.length === 0
			? ''
			: `New, and not stored yet:\n${fresh.map((line) => `+ ${line}`).join('\n')}`,
		gone.length + fresh.length === 0
			? ''
			: 'To store it, so that the change shows in review: npm run upgrade:record -- --interface',
	]
		.filter(Boolean)
		.join('\n\n');
}

/** @param {string} line */
function subjectOf(line) {
	return line.split(GAP).slice(0, 2).join(GAP);
}

/** What was comes before what is, line by line. @param {string} a @param {string} b */
function bySubject(a, b) {
	const [one, other] = [a, b].map((line) => subjectOf(line.slice(2)));
	if (one === other) return a.startsWith('-') ? -1 : 1;
	return one < other ? -1 : 1;
}

module.exports = { GAP, RECORD_INTERFACE, interfaceDifference, recordInterface, storedInterface };
