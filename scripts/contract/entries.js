// @ts-check
// What can be said of calls and of agents alike.
const { listed, tally, word } = require('./shapes');
const { documentedFields, problemsOf } = require('./specification');

/** @typedef {import('./look').Finding} Finding */
/** @typedef {import('./specification').Schema} Schema */
/** @typedef {Array<Record<string, any>>} Entries */

/** @param {Schema} schema @param {Entries} entries @param {string} none @returns {Finding} */
function matches(schema, entries, none) {
	if (entries.length === 0) return { came: none };
	const problems = problemsOf(schema, entries);
	return {
		holds: problems.length === 0,
		came: listed(problems, `as described (${entries.length})`),
	};
}

/** @param {Schema} schema @param {Entries} entries @param {string} none @returns {Finding} */
function otherFields(schema, entries, none) {
	if (entries.length === 0) return { came: none };
	const known = documentedFields(schema);
	const others = entries.flatMap((entry) => Object.keys(entry).filter((name) => !known.has(name)));
	return {
		holds: others.length === 0,
		came: listed(tally(others.map(word), entries.length), 'no others'),
	};
}

module.exports = { matches, otherFields };
